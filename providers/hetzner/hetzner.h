// Provider: zones at Hetzner, over the DNS part of its Cloud API.
#pragma once

#include "provider/settings.h"

namespace dnsward {

[[nodiscard]] ProviderType hetzner_provider();

}  // namespace dnsward
