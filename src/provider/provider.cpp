#include "provider/provider.h"

#include "provider/settings.h"

namespace dnsward {

std::string ProviderSettings::get(std::string_view key) const {
  const auto found = values.find(std::string(key));
  return found == values.end() ? std::string() : found->second;
}

}  // namespace dnsward
