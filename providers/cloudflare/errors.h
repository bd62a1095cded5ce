// What Cloudflare's answers say beside their result, and what its error codes mean.
#pragma once

#include "http/json.h"
#include "provider/api_client.h"

namespace dnsward::cloudflare {

[[nodiscard]] ApiDialect dialect();

/// An Error when the envelope of an answer with a status of 2xx says that it is a failure.
[[nodiscard]] Result<void> check_success(const JsonValue& answer);

/// Whether an answer says that the zone asked for does not exist or is not for this token, and not
/// that the token itself is wrong.
[[nodiscard]] bool is_no_such_zone(const Response& response);

}  // namespace dnsward::cloudflare
