#include "mail/record_check.h"

#include "base/text.h"
#include "mail/dkim.h"
#include "mail/dkim_check.h"
#include "mail/dmarc_check.h"
#include "mail/dmarc_walk.h"
#include "mail/finding_table.h"
#include "mail/paste.h"
#include "mail/policy_check.h"
#include "mail/quote.h"
#include "mail/spf.h"
#include "mail/spf_check.h"
#include "mail/token.h"
#include "mail/zone_resolver.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

namespace dnsward {
namespace {

using Values = std::vector<std::string_view>;

Values txt_values(const RRset& rrset) {
  Values values;
  for (const auto& rdata : rrset.rdata) {
    if (const auto* txt = std::get_if<TxtData>(&rdata)) values.push_back(txt->bytes);
  }
  return values;
}

/// What a TXT RRset is for, by its owner name.
enum class Purpose { domain, dkim, dmarc, report, mta_sts, tls_rpt, bimi };

Purpose purpose_of(const DomainName& owner) {
  const auto labels = owner.labels();
  const auto label = [&](std::size_t i) { return i < labels.size() ? labels[i] : ""; };
  for (std::size_t i = 0; i + 1 < labels.size(); ++i) {
    if (labels[i] == "_report" && labels[i + 1] == "_dmarc") return Purpose::report;
    if (labels[i + 1] == "_domainkey") return Purpose::dkim;
  }
  if (label(0) == "_dmarc") return Purpose::dmarc;
  if (label(0) == "_mta-sts") return Purpose::mta_sts;
  if (label(0) == "_smtp" && label(1) == "_tls") return Purpose::tls_rpt;
  if (label(1) == "_bimi") return Purpose::bimi;
  return Purpose::domain;
}

bool is_dmarc_owner(const DomainName& owner) {
  return purpose_of(owner) == Purpose::dmarc;
}

/// Records and tokens that were written with a zone file's quotes and backslashes around them.
void check_spelling(std::span<const std::string_view> values, MailFindings& findings) {
  for (const auto value : values) {
    const auto inner = value.substr(std::min(value.find_first_not_of("\"\\ "), value.size()));
    const bool known = starts_with_ignoring_case(inner, "v=") ||
                       starts_with_ignoring_case(inner, "k=rsa") || find_token_vendor(inner);
    const bool quoted = value.starts_with('"') || value.starts_with("\\\"");
    if (!known || (!quoted && value.find("\\;") == std::string_view::npos)) continue;
    findings.push_back(
        found("TXT002", fmt::format("{} has the quotes or backslashes of a zone file "
                                    "in it",
                                    quote(value))));
  }
}

MailFindings check_domain_values(const DomainName& owner, const Values& values) {
  auto findings = check_spf_values(owner, values);
  for (const auto value : values) {
    if (!is_dmarc(value)) continue;
    findings.push_back(
        found("DMARC023", fmt::format("DMARC record {} stands at \"{}\", where nobody "
                                      "looks for it",
                                      quote(value), owner.display())));
  }
  return findings;
}

MailFindings check_txt_rrset(const RRset& rrset) {
  const auto& owner = rrset.key.owner;
  const auto values = txt_values(rrset);
  MailFindings findings;
  switch (purpose_of(owner)) {
    case Purpose::dkim: findings = check_dkim_values(owner, values); break;
    case Purpose::dmarc: findings = check_dmarc_values(owner, values); break;
    case Purpose::mta_sts: findings = check_mta_sts_values(owner, values); break;
    case Purpose::tls_rpt: findings = check_tls_rpt_values(owner, values); break;
    case Purpose::bimi: findings = check_bimi_values(owner, values); break;
    case Purpose::domain: findings = check_domain_values(owner, values); break;
    case Purpose::report: break;
  }
  check_spelling(values, findings);
  return findings;
}

MailFindings check_cname_rrset(const RRset& rrset) {
  MailFindings findings;
  const auto& owner = rrset.key.owner;
  for (const auto& rdata : rrset.rdata) {
    const auto* cname = std::get_if<CnameData>(&rdata);
    if (cname == nullptr || cname->target != owner) continue;
    findings.push_back(
        purpose_of(owner) == Purpose::dkim
            ? found("DKIM026",
                    fmt::format("the DKIM CNAME at \"{}\" points at itself", owner.display()))
            : found("NAME006",
                    fmt::format("the CNAME at \"{}\" points at itself", owner.display())));
  }
  return findings;
}

bool is_mail_type(RRType type) {
  return type == RRType::txt || type == RRType::cname || type == RRType::mx;
}

/// The checks that need several RRsets.
class ZoneCheck {
 public:
  ZoneCheck(const DomainName& apex, std::span<const RRset> rrsets)
      : apex_(apex),
        rrsets_(rrsets),
        resolver_({apex}, std::vector<RRset>(rrsets.begin(), rrsets.end())) {}

  MailFindings run() {
    for (const auto& rrset : rrsets_) {
      const auto& owner = rrset.key.owner;
      add_findings(findings_, check_rrset(rrset), owner);
      if (is_mail_type(rrset.key.type)) check_place(owner, to_text(rrset.key.type));
      if (rrset.key.type == RRType::cname) check_beside_cname(owner);
      if (rrset.key.type != RRType::txt) continue;
      check_dmarc(rrset);
      if (purpose_of(owner) == Purpose::bimi) check_bimi(rrset);
      if (purpose_of(owner) == Purpose::dkim) {
        for (const auto value : txt_values(rrset)) keys_.push_back(value);
      }
    }
    if (!has_dkim_cname_) add_findings(findings_, check_dkim_key_types(keys_), apex_);
    return std::move(findings_);
  }

 private:
  void add(MailFinding finding, const DomainName& owner) {
    finding.owner = owner;
    findings_.push_back(std::move(finding));
  }

  /// Whether the zone answers for the name, and whether the name is meant to be there.
  void check_place(const DomainName& owner, const std::string& type) {
    for (auto above = owner; above != apex_ && above.is_within(apex_); above = above.parent()) {
      if (find(rrsets_, above, RRType::ns) != nullptr) {
        add(found("NAME002", fmt::format("{} record at \"{}\" is not seen: \"{}\" is delegated to "
                                         "other name servers",
                                         type, owner.display(), above.display())),
            owner);
      }
      if (find(rrsets_, above.parent(), RRType::dname) == nullptr) continue;
      add(found("NAME004",
                fmt::format("{} record at \"{}\" is not seen: it lies below the DNAME at "
                            "\"{}\"",
                            type, owner.display(), above.parent().display())),
          owner);
    }
    if (owner == apex_ || apex_.label_count() < 2) return;
    const auto relative = DomainName::from_presentation(owner.relative_to(apex_) + '.', {});
    if (!relative || !relative->is_within(apex_)) return;
    add(found("NAME001", fmt::format(R"("{}" has "{}" twice)", owner.display(), apex_.display())),
        owner);
  }

  void check_beside_cname(const DomainName& owner) {
    if (owner == apex_) {
      add(found("NAME005", fmt::format("a CNAME stands at the apex \"{}\"", owner.display())),
          owner);
      return;
    }
    if (is_dmarc_owner(owner)) {
      add(found("DMARC009", fmt::format("\"{}\" is a CNAME, so its policy is managed at the target",
                                        owner.display())),
          owner);
    }
    const bool dkim = purpose_of(owner) == Purpose::dkim;
    has_dkim_cname_ = has_dkim_cname_ || dkim;
    std::vector<std::string> others;
    auto at = std::lower_bound(rrsets_.begin(), rrsets_.end(), owner,
                               [](const RRset& r, const DomainName& n) { return r.key.owner < n; });
    for (; at != rrsets_.end() && at->key.owner == owner; ++at) {
      const auto type = at->key.type;
      const bool may_stand = type == RRType::cname || type == RRType::rrsig || type == RRType::nsec;
      if (!may_stand) others.push_back(to_text(type));
    }
    if (others.empty()) return;
    add(dkim ? found("DKIM013",
                     fmt::format("\"{}\" has a CNAME and {}", owner.display(), join(others, ", ")))
             : found("NAME003",
                     fmt::format("\"{}\" has a CNAME and {}", owner.display(), join(others, ", "))),
        owner);
  }

  /// A record of the zone beside the one that its domain would inherit in the zone.
  void check_dmarc(const RRset& rrset) {
    const auto& owner = rrset.key.owner;
    if (!is_dmarc_owner(owner)) return;
    const auto discovery = discover_dmarc(resolver_, owner.parent());
    if (!discovery.own || !discovery.above) return;
    const auto above = DomainName::from_presentation("_dmarc", discovery.above->domain);
    add_findings(findings_, check_dmarc_below(owner, discovery.own->record, above.value_or(apex_),
                                              discovery.inherited()));
  }

  void check_bimi(const RRset& rrset) {
    const auto& owner = rrset.key.owner;
    const auto policy = discover_dmarc(resolver_, owner.parent().parent()).applying();
    add_findings(findings_,
                 check_bimi_policy(owner, txt_values(rrset), policy ? &policy->record : nullptr));
  }

  const DomainName& apex_;
  std::span<const RRset> rrsets_;
  ZoneResolver resolver_;
  std::vector<std::string_view> keys_;
  bool has_dkim_cname_ = false;
  MailFindings findings_;
};

/// What `values` has and `others` has not, sorted.
Values difference(Values values, Values others) {
  std::sort(values.begin(), values.end());
  std::sort(others.begin(), others.end());
  Values rest;
  std::set_difference(values.begin(), values.end(), others.begin(), others.end(),
                      std::back_inserter(rest));
  return rest;
}

/// Whether `old` is a key that `added` does not have in another spelling.
bool is_another_key(std::string_view old, const Values& added) {
  const auto was = check_dkim(old);
  if (!was || added.empty()) return false;
  return std::none_of(added.begin(), added.end(), [&](std::string_view value) {
    const auto is = check_dkim(value);
    return is && is->type == was->type && is->der == was->der;
  });
}

}  // namespace

MailFindings check_rrset(const RRset& rrset) {
  MailFindings findings;
  if (rrset.key.type == RRType::txt) findings = check_txt_rrset(rrset);
  if (rrset.key.type == RRType::cname) findings = check_cname_rrset(rrset);
  if (rrset.key.type == RRType::spf) {
    findings.push_back(
        found("SPF021", fmt::format("\"{}\" has a record of the type SPF, which nobody "
                                    "reads",
                                    rrset.key.owner.display())));
  }
  for (auto& finding : findings) finding.owner = rrset.key.owner;
  return findings;
}

MailFindings check_zone(const DomainName& apex, std::span<const RRset> rrsets) {
  return ZoneCheck(apex, rrsets).run();
}

MailFindings check_change(const RRset* before, const RRset& after) {
  MailFindings findings;
  if (after.key.type != RRType::txt) return findings;
  const auto& owner = after.key.owner;
  const auto purpose = purpose_of(owner);
  const bool may_replace = purpose == Purpose::dkim && before != nullptr;
  if (purpose != Purpose::domain && !may_replace) return findings;
  const auto old_values = before == nullptr ? Values() : txt_values(*before);
  const auto new_values = txt_values(after);
  const auto added = difference(new_values, old_values);
  if (purpose == Purpose::domain) findings = check_token_slots(added, new_values);
  if (may_replace) {
    const auto removed = difference(old_values, new_values);
    if (std::any_of(removed.begin(), removed.end(),
                    [&](std::string_view old) { return is_another_key(old, added); })) {
      findings.push_back(
          found("DKIM029", fmt::format("\"{}\" holds another DKIM key, which this one "
                                       "replaces",
                                       owner.display())));
    }
  }
  for (auto& finding : findings) finding.owner = owner;
  return findings;
}

MailFindings check_txt_wish(std::string_view value) {
  constexpr std::size_t most_rdata_octets = 65535;
  if (auto slip = find_paste_slip(PasteKind::txt_value, value)) return {std::move(*slip)};
  const auto octets = wire_size(TxtData{std::string(value)});
  if (octets <= most_rdata_octets) return {};
  return {found("TXT001", fmt::format("value takes {} octets of RDATA, the limit is {}", octets,
                                      most_rdata_octets))};
}

MailFindings check_name_wish(std::string_view name, const DomainName& domain,
                             const DomainName& zone) {
  if (auto slip = find_paste_slip(PasteKind::name, name)) return {std::move(*slip)};
  for (const auto& origin : {domain, zone}) {
    if (auto doubled = find_doubled_name(name, origin)) return {std::move(*doubled)};
  }
  return {};
}

}  // namespace dnsward
