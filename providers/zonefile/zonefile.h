// Provider: a directory of RFC 1035 master files, edited in place.
#pragma once

#include "provider/settings.h"

namespace dnsward {

[[nodiscard]] ProviderType zonefile_provider();

}  // namespace dnsward
