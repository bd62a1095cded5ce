#include "dns/rrset.h"

#include <algorithm>

namespace dnsward {

std::string to_text(const RRsetKey& key) {
  return key.owner.to_text() + ' ' + to_text(key.type);
}

void normalize(RRset& rrset) {
  std::sort(rrset.rdata.begin(), rrset.rdata.end());
  rrset.rdata.erase(std::unique(rrset.rdata.begin(), rrset.rdata.end()), rrset.rdata.end());
}

const RRset* find(std::span<const RRset> rrsets, const RRsetKey& key) {
  const auto found = std::lower_bound(
      rrsets.begin(), rrsets.end(), key,
      [](const RRset& rrset, const RRsetKey& wanted) { return rrset.key < wanted; });
  return found != rrsets.end() && found->key == key ? &*found : nullptr;
}

}  // namespace dnsward
