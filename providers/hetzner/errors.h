// What Hetzner's failures say, and what its error codes mean.
#pragma once

#include "provider/api_client.h"

namespace dnsward::hetzner {

[[nodiscard]] ApiDialect dialect();

/// Whether an answer says that the zone asked for does not exist or is not for this token.
[[nodiscard]] bool is_no_such_zone(const Response& response);

}  // namespace dnsward::hetzner
