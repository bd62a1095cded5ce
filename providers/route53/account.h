// What the registry's row says of Route 53's API: endpoint, budget, keys and permissions.
#pragma once

#include "provider/settings.h"

namespace dnsward::route53 {

[[nodiscard]] const ApiSpec& api_spec();

}  // namespace dnsward::route53
