// The provider types that this program knows, as one table.
#pragma once

#include "provider/settings.h"

#include <span>

namespace dnsward {

/// In the order of the documentation.
[[nodiscard]] std::span<const ProviderType> provider_types();

}  // namespace dnsward
