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

const RRset* find(std::span<const RRset> rrsets, const DomainName& owner, RRType type) {
  const auto found =
      std::lower_bound(rrsets.begin(), rrsets.end(), type, [&](const RRset& rrset, RRType wanted) {
        const auto order = rrset.key.owner <=> owner;
        return order != 0 ? order < 0 : rrset.key.type < wanted;
      });
  const bool is_there =
      found != rrsets.end() && found->key.type == type && found->key.owner == owner;
  return is_there ? &*found : nullptr;
}

const RRset* find(std::span<const RRset> rrsets, const RRsetKey& key) {
  return find(rrsets, key.owner, key.type);
}

}  // namespace dnsward
