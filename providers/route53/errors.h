// What Route 53's failures say, and what its error codes mean.
#pragma once

#include "provider/api_client.h"

namespace dnsward::route53 {

[[nodiscard]] ApiDialect dialect();

/// Whether the answer is one of the 400s that say "later": Throttling (its message may be empty),
/// or an earlier write to the zone that is not through.
[[nodiscard]] bool says_later(const Response& response);

/// Whether the keys were refused since their time is over.
[[nodiscard]] bool is_expired(const Response& response);

[[nodiscard]] bool is_no_such_zone(const Response& response);

}  // namespace dnsward::route53
