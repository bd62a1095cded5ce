#include "mail/zone_resolver.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace dnsward {
namespace {

constexpr int longest_chain = 16;  // CNAMEs that are followed, as many as usual resolvers do

template <typename T, typename Convert>
Lookup<T> converted(const Lookup<Rdata>& found, Convert convert) {
  Lookup<T> result{found.outcome};
  for (const auto& rdata : found.values) {
    if (auto value = convert(rdata)) result.values.push_back(std::move(*value));
  }
  if (result.values.empty() && result.outcome == LookupOutcome::answer) {
    result.outcome = LookupOutcome::no_data;
  }
  return result;
}

std::optional<IpAddress> address_of(const Rdata& rdata) {
  const auto* opaque = std::get_if<OpaqueData>(&rdata);
  return opaque == nullptr ? std::nullopt : IpAddress::parse(opaque->presentation);
}

}  // namespace

ZoneResolver::ZoneResolver(std::vector<DomainName> apexes, std::vector<RRset> rrsets)
    : apexes_(std::move(apexes)), rrsets_(std::move(rrsets)) {
  std::sort(rrsets_.begin(), rrsets_.end(),
            [](const RRset& a, const RRset& b) { return a.key < b.key; });
}

// Whether one of the zones answers for the name itself.
bool ZoneResolver::is_served(const DomainName& name) const {
  const DomainName* apex = nullptr;
  for (const auto& candidate : apexes_) {
    if (name.is_within(candidate) && (apex == nullptr || candidate.is_within(*apex))) {
      apex = &candidate;
    }
  }
  if (apex == nullptr) return false;
  for (auto above = name; above != *apex; above = above.parent()) {
    if (find(rrsets_, {above, RRType::ns}) != nullptr) return false;
    if (above != name && find(rrsets_, {above, RRType::dname}) != nullptr) return false;
  }
  return name == *apex || find(rrsets_, {*apex, RRType::dname}) == nullptr;
}

// Records at the name or, for an empty non-terminal, below it.
bool ZoneResolver::exists(const DomainName& name) const {
  const auto at =
      std::lower_bound(rrsets_.begin(), rrsets_.end(), name,
                       [](const RRset& r, const DomainName& n) { return r.key.owner < n; });
  return at != rrsets_.end() && at->key.owner.is_within(name);
}

Lookup<Rdata> ZoneResolver::ask(const DomainName& name, RRType type) const {
  if (!is_served(name)) return {LookupOutcome::failed};
  auto source = name;
  if (!exists(name)) {
    auto encloser = name.parent();
    while (!encloser.is_root() && !exists(encloser)) encloser = encloser.parent();
    const auto wildcard = DomainName::from_presentation("*", encloser);
    if (!wildcard || !exists(*wildcard)) return {LookupOutcome::no_name};
    source = *wildcard;
  }
  const RRset* rrset = find(rrsets_, {source, type});
  if (rrset == nullptr || rrset->rdata.empty()) return {LookupOutcome::no_data};
  return {LookupOutcome::answer, rrset->rdata};
}

Lookup<Rdata> ZoneResolver::ask_following(DomainName name, RRType type) const {
  for (int i = 0; i <= longest_chain; ++i) {
    auto alias = cname(name);
    if (alias.outcome != LookupOutcome::answer) return ask(name, type);
    name = std::move(alias.values.front());
  }
  return {LookupOutcome::failed};
}

Lookup<std::string> ZoneResolver::txt(const DomainName& name) const {
  return converted<std::string>(ask_following(name, RRType::txt), [](const Rdata& rdata) {
    const auto* txt = std::get_if<TxtData>(&rdata);
    return txt == nullptr ? std::nullopt : std::optional(txt->bytes);
  });
}

Lookup<IpAddress> ZoneResolver::a(const DomainName& name) const {
  return converted<IpAddress>(ask_following(name, RRType::a), address_of);
}

Lookup<IpAddress> ZoneResolver::aaaa(const DomainName& name) const {
  return converted<IpAddress>(ask_following(name, RRType::aaaa), address_of);
}

Lookup<MxData> ZoneResolver::mx(const DomainName& name) const {
  return converted<MxData>(ask_following(name, RRType::mx), [](const Rdata& rdata) {
    const auto* mx = std::get_if<MxData>(&rdata);
    return mx == nullptr ? std::nullopt : std::optional(*mx);
  });
}

Lookup<DomainName> ZoneResolver::ptr(const IpAddress& address) const {
  constexpr RRType ptr_type{12};
  return converted<DomainName>(
      ask_following(address.reverse_name(), ptr_type), [](const Rdata& rdata) {
        const auto* opaque = std::get_if<OpaqueData>(&rdata);
        if (opaque == nullptr) return std::optional<DomainName>();
        const auto name = DomainName::from_presentation(opaque->presentation, {});
        return name ? std::optional(*name) : std::nullopt;
      });
}

Lookup<DomainName> ZoneResolver::cname(const DomainName& name) const {
  return converted<DomainName>(ask(name, RRType::cname), [](const Rdata& rdata) {
    const auto* cname = std::get_if<CnameData>(&rdata);
    return cname == nullptr ? std::nullopt : std::optional(cname->target);
  });
}

}  // namespace dnsward
