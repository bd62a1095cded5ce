#include "provider/provider.h"

#include "provider/settings.h"

#include <utility>

namespace dnsward {

Result<Receipt> Provider::progress(const Zone& /*zone*/, Receipt receipt) const {
  receipt.pending.clear();
  return receipt;
}

std::string ProviderSettings::get(std::string_view key) const {
  const auto found = values.find(std::string(key));
  return found == values.end() ? std::string() : found->second;
}

}  // namespace dnsward
