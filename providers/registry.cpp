#include "providers/registry.h"

#include "providers/cloudflare/cloudflare.h"
#include "providers/hetzner/hetzner.h"
#include "providers/route53/route53.h"
#include "providers/zonefile/zonefile.h"

#include <array>

namespace dnsward {

std::span<const ProviderType> provider_types() {
  static const std::array types{cloudflare_provider(), hetzner_provider(), route53_provider(),
                                zonefile_provider()};
  return types;
}

}  // namespace dnsward
