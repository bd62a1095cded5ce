#include "providers/registry.h"

#include "providers/zonefile/zonefile.h"

#include <array>

namespace dnsward {

std::span<const ProviderType> provider_types() {
  static const std::array types{zonefile_provider()};
  return types;
}

}  // namespace dnsward
