// Provider: hosted zones of AWS Route 53.
#pragma once

#include "provider/settings.h"

namespace dnsward {

[[nodiscard]] ProviderType route53_provider();

}  // namespace dnsward
