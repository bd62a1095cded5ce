#include "plan/review.h"

#include "mail/dmarc_check.h"
#include "mail/policy_check.h"
#include "mail/record_check.h"
#include "plan/contradiction.h"
#include "plan/inherited_policy.h"

#include <algorithm>
#include <utility>

namespace dnsward {
namespace {

using Active = std::vector<const Requirement*>;

/// The families of findings that speak of one kind of record in an RRset of many.
enum class Subject { spf, dmarc, logo, other };

Subject subject_of(const MailFinding& finding) {
  const auto code = finding.spec->code;
  if (code.starts_with("SPF")) return Subject::spf;
  return code.starts_with("DMARC") ? Subject::dmarc : Subject::other;
}

bool speaks_of(const Requirement& r, Subject subject) {
  switch (subject) {
    case Subject::spf: return as<SpfWant>(r) != nullptr;
    case Subject::dmarc:
      return as<DmarcSenderWant>(r) != nullptr || as<DmarcOwnerWant>(r) != nullptr;
    case Subject::logo: return needs_dmarc(r.want);
    case Subject::other: break;
  }
  return as<RRsetWant>(r) != nullptr || as<CnameWant>(r) != nullptr;
}

const Requirement* first_present(const Active& active, bool (*matches)(const Requirement&, Subject),
                                 Subject subject) {
  const auto found = std::find_if(active.begin(), active.end(), [&](const Requirement* r) {
    return r->presence == Presence::present && (matches == nullptr || matches(*r, subject));
  });
  return found == active.end() ? nullptr : *found;
}

std::vector<std::string_view> values_of(const RRset& rrset) {
  std::vector<std::string_view> values;
  values.reserve(rrset.rdata.size());
  for (const auto& value : rrset.rdata) values.push_back(txt_bytes(value));
  return values;
}

/// The record at a `_dmarc` name beside the one that its domain would have from above.
MailFindings below(const RRset& rrset, const DmarcFound& above) {
  const auto record = only_dmarc_record(values_of(rrset));
  const auto name = DomainName::from_presentation("_dmarc", above.domain);
  if (!record || !name) return {};
  return check_dmarc_below(rrset.key.owner, *record, *name, above.record.subdomain_policy());
}

}  // namespace

bool is_allowed(const Allowances& allowances, const DomainName& domain, std::string_view code) {
  const auto found = allowances.find(domain);
  return found != allowances.end() &&
         std::binary_search(found->second.begin(), found->second.end(), code);
}

std::vector<ReviewNote> review(const RRset* before, const RRset* after, const Active& active,
                               const std::optional<DmarcFound>& dmarc) {
  std::vector<ReviewNote> notes;
  const auto* anybody = first_present(active, nullptr, Subject::other);
  if (after == nullptr || anybody == nullptr) return notes;
  std::optional<MailFindings> standing;  // judged only when somebody has to know
  const auto is_new = [&](const MailFinding& finding) {
    if (!standing) standing = before == nullptr ? MailFindings() : check_rrset(*before);
    return std::find(standing->begin(), standing->end(), finding) == standing->end();
  };
  for (auto& finding : check_rrset(*after)) {
    const auto* about = first_present(active, speaks_of, subject_of(finding));
    if (about == nullptr && !is_new(finding)) continue;
    notes.push_back({about == nullptr ? anybody : about, std::move(finding)});
  }
  for (auto& finding : check_change(before, *after)) notes.push_back({anybody, std::move(finding)});
  if (const auto* policy = first_present(active, speaks_of, Subject::dmarc)) {
    if (!dmarc) return notes;
    for (auto& finding : below(*after, *dmarc)) notes.push_back({policy, std::move(finding)});
  } else if (const auto* logo = first_present(active, speaks_of, Subject::logo)) {
    const auto* record = dmarc ? &dmarc->record : nullptr;
    for (auto& finding : check_bimi_policy(after->key.owner, values_of(*after), record)) {
      notes.push_back({logo, std::move(finding)});
    }
  }
  return notes;
}

}  // namespace dnsward
