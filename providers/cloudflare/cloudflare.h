// Provider: zones at Cloudflare, over its API v4.
#pragma once

#include "provider/settings.h"

namespace dnsward {

[[nodiscard]] ProviderType cloudflare_provider();

}  // namespace dnsward
