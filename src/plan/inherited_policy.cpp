#include "plan/inherited_policy.h"

#include "mail/resolver.h"
#include "plan/contradiction.h"

#include <string>
#include <string_view>
#include <utility>

namespace dnsward {
namespace {

/// The planned zone for a tree walk, which asks for TXT alone.
class PlannedZone final : public MailResolver {
 public:
  PlannedZone(const DomainName& zone, const TxtAt& txt_at) : zone_(&zone), txt_at_(&txt_at) {}

  [[nodiscard]] Lookup<std::string> txt(const DomainName& name) const override {
    const auto* rrset = name.is_within(*zone_) ? (*txt_at_)(name) : nullptr;
    if (rrset == nullptr) return {LookupOutcome::no_name};
    Lookup<std::string> answer{LookupOutcome::answer};
    for (const auto& value : rrset->rdata) answer.values.emplace_back(txt_bytes(value));
    return answer;
  }

  [[nodiscard]] Lookup<IpAddress> a(const DomainName& /*name*/) const override { return {}; }

  [[nodiscard]] Lookup<IpAddress> aaaa(const DomainName& /*name*/) const override { return {}; }

  [[nodiscard]] Lookup<MxData> mx(const DomainName& /*name*/) const override { return {}; }

  [[nodiscard]] Lookup<DomainName> ptr(const IpAddress& /*address*/) const override { return {}; }

  [[nodiscard]] Lookup<DomainName> cname(const DomainName& /*name*/) const override { return {}; }

 private:
  const DomainName* zone_;
  const TxtAt* txt_at_;
};

bool is_bimi(const DomainName& owner, std::string_view value) {
  if (!value.starts_with("v=BIMI1")) return false;
  const auto labels = owner.labels();
  return labels.size() > 1 && labels[1] == "_bimi";
}

}  // namespace

bool needs_dmarc(const Want& want) {
  if (const auto* value = std::get_if<ValueWant>(&want)) {
    return is_bimi(value->key.owner, txt_bytes(value->value));
  }
  if (const auto* rrset = std::get_if<RRsetWant>(&want)) {
    return rrset->value && is_bimi(rrset->key.owner, txt_bytes(*rrset->value));
  }
  const auto* prefix = std::get_if<PrefixWant>(&want);
  return prefix != nullptr && is_bimi(prefix->owner, prefix->value);
}

std::optional<DmarcFound> dmarc_beside(const DomainName& zone, const DomainName& bimi_owner,
                                       const TxtAt& txt_at) {
  return discover_dmarc(PlannedZone(zone, txt_at), bimi_owner.parent().parent()).applying();
}

std::optional<DmarcFound> inherited_dmarc(const DomainName& zone, const DomainName& dmarc_owner,
                                          const TxtAt& txt_at) {
  const auto domain = dmarc_owner.parent();
  if (domain == zone || !domain.is_within(zone)) return std::nullopt;  // nothing above is seen
  return discover_dmarc(PlannedZone(zone, txt_at), domain).above;
}

}  // namespace dnsward
