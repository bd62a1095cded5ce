#include "compose/record_findings.h"

#include "base/text.h"
#include "compose/paste_names.h"
#include "mail/dkim_check.h"
#include "mail/dmarc_check.h"
#include "mail/dmarc_parts.h"
#include "mail/finding_table.h"
#include "mail/paste.h"
#include "mail/policy_check.h"
#include "mail/quote.h"
#include "mail/record_check.h"
#include "mail/spf.h"
#include "mail/spf_check.h"
#include "mail/token.h"

#include <fmt/format.h>

#include <array>
#include <span>
#include <string_view>

namespace dnsward {
namespace {

/// What copying did to the value whatever it is for; the checks of its kind would tell less well.
std::optional<MailFinding> general_slip(PastedKind kind, std::string_view value) {
  auto slip = find_paste_slip(PasteKind::txt_value, value);
  if (!slip) return {};
  const bool shortened = slip->spec == &FindingCode("TXT008").spec();
  const bool spelled = slip->spec == &FindingCode("TXT002").spec();
  const bool control = slip->spec == &FindingCode("TXT004").spec();
  const bool dmarc = kind == PastedKind::dmarc;
  if (shortened || spelled || control || (!dmarc && slip->spec == &FindingCode("TXT006").spec())) {
    return slip;
  }
  return {};
}

MailFindings spf_findings(std::string_view value, const DomainName& owner) {
  if (is_spf(value)) return check_spf_record(value, owner);
  const std::array values{value};
  auto findings = check_spf_values(owner, values);
  if (!findings.empty()) return findings;
  return {found("SPF025", fmt::format("{} looks like an SPF record, and receivers pass it over: it "
                                      "does not begin with \"v=spf1\" and a blank",
                                      quote(value)))};
}

/// The address that an obfuscator replaced, in a record that is unreadable for it.
std::optional<MailFinding> obfuscated_address(std::string_view record) {
  for (const auto part : split(record, ';')) {
    const auto equals = part.find('=');
    if (equals == std::string_view::npos) continue;
    for (const auto uri : split_dmarc_uris(part.substr(equals + 1))) {
      auto slip = find_paste_slip(PasteKind::dmarc_uri, uri);
      if (slip && slip->spec == &FindingCode("DMARC005").spec()) return slip;
    }
  }
  return {};
}

MailFindings dmarc_findings(std::string_view value) {
  if (is_dmarc(value)) {
    auto findings = check_dmarc_record(value);
    const bool unreadable =
        findings.size() == 1 && findings[0].spec == &FindingCode("DMARC005").spec();
    if (auto address = unreadable ? obfuscated_address(value) : std::nullopt) return {*address};
    return findings;
  }
  return {found("DMARC001", fmt::format("{} does not begin with \"v=DMARC1\": receivers ignore it",
                                        quote(value)))};
}

/// The findings of a check for all values at a name, of which there is one.
template <typename Check>
MailFindings alone(Check check, const DomainName& owner, std::string_view value) {
  const std::array values{value};
  return check(owner, std::span<const std::string_view>(values));
}

MailFindings value_findings(const PastedRecord& record, const DomainName& owner) {
  const std::string_view value = record.value.text;
  switch (record.kind) {
    case PastedKind::spf: return spf_findings(value, owner);
    case PastedKind::dkim: return check_dkim_wish(value);
    case PastedKind::dmarc: return dmarc_findings(value);
    case PastedKind::token: return check_token(value);
    case PastedKind::mta_sts: return alone(check_mta_sts_values, owner, value);
    case PastedKind::tls_rpt: return alone(check_tls_rpt_values, owner, value);
    case PastedKind::bimi: return alone(check_bimi_values, owner, value);
    case PastedKind::txt: return check_txt_wish(value);
    case PastedKind::cname:
    case PastedKind::mx: break;
  }
  if (auto slip = find_paste_slip(PasteKind::target, value)) return {std::move(*slip)};
  return {};
}

bool points_at_itself(const PastedRecord& record, const DomainName& owner) {
  const auto target = DomainName::parse(record.value.text);
  return target && *target == owner;
}

}  // namespace

MailFindings record_findings(const PastedRecord& record, const std::optional<std::string>& name,
                             const std::optional<DomainName>& domain) {
  const auto apex = domain.value_or(DomainName());
  const auto owner = DomainName::parse(name && !name->empty() ? *name : "@", apex).value_or(apex);
  const bool is_txt = record.kind != PastedKind::cname && record.kind != PastedKind::mx;
  if (is_txt && record.kind != PastedKind::txt && record.kind != PastedKind::token) {
    if (auto slip = general_slip(record.kind, record.value.text)) return {std::move(*slip)};
  }
  // Without a domain an SPF record's owner is not known: the root would stand for it.
  auto findings =
      value_findings(record, record.kind == PastedKind::spf && !domain ? DomainName() : owner);
  if (record.kind == PastedKind::dkim && name && name->empty()) {
    findings.push_back(missing_selector(record.value.text));
  }
  if (!name || name->empty()) return findings;
  const auto selector = selector_of_name(*name);
  if (!selector.empty()) add_findings(findings, check_dkim_selector(selector));
  if (domain) {
    if (auto doubled = find_doubled_name(*name, *domain)) findings.push_back(std::move(*doubled));
    if (record.kind == PastedKind::cname && points_at_itself(record, owner)) {
      findings.push_back(
          selector.empty()
              ? found("NAME006",
                      fmt::format("the CNAME at \"{}\" points at itself", owner.display()))
              : found("DKIM026",
                      fmt::format("the DKIM CNAME at \"{}\" points at itself", owner.display())));
    }
  }
  return findings;
}

}  // namespace dnsward
