#include "plan/rrset_plan.h"

#include "base/text.h"
#include "mail/dkim.h"
#include "mail/finding_table.h"
#include "plan/contradiction.h"
#include "plan/value_ledger.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace dnsward {
namespace {

using Requirements = std::vector<const Requirement*>;

bool is_present(const Requirement* r) {
  return r->presence == Presence::present;
}

/// The same key in another spelling (`k=rsa;p=X`, `v=DKIM1; k=rsa; p=X`) is the same key.
bool same_dkim_key(const Rdata& a, const Rdata& b) {
  const auto key_a = check_dkim(txt_bytes(a));
  const auto key_b = check_dkim(txt_bytes(b));
  return key_a && key_b && key_a->type == key_b->type && key_a->der == key_b->der;
}

/// Plans one RRset step by step: what must go, then values, prefixes, policies, whole sets.
class RRsetPlanner {
 public:
  explicit RRsetPlanner(const RRsetInput& input)
      : input_(input), ledger_(input.key, input.before) {}

  RRsetOutcome run() {
    remove_unwanted();
    add_values();
    merge_spf_terms();
    merge_dmarc_wishes();
    claim_whole();
    refuse_second_policy();
    if (outcome_.conflicts.empty()) outcome_.change = finish();
    return std::move(outcome_);
  }

 private:
  template <typename T>
  Requirements present() const {
    Requirements found;
    for (const auto* r : input_.active) {
      if (is_present(r) && as<T>(*r) != nullptr) found.push_back(r);
    }
    return found;
  }

  void conflict(const Requirement& about, FindingCode code, std::string message, std::string hint) {
    outcome_.conflicts.push_back(
        {&about, to_error(found(code, std::move(message), std::move(hint)), ErrorKind::conflict)
                     .at(about.where)});
  }

  void warn(const Requirement& about, MailFindings findings) {
    for (auto& finding : findings) {
      outcome_.warnings.push_back(
          {&about, to_error(std::move(finding), ErrorKind::conflict).at(about.where)});
    }
  }

  bool still_needed(const Rdata& value) const {
    const auto wants = [&](const Requirement* r) {
      if (!is_present(r)) return false;
      if (const auto* want = as<ValueWant>(*r)) return want->value == value;
      if (const auto* want = as<RRsetWant>(*r)) return want->value == value;
      if (const auto* want = as<PrefixWant>(*r)) return want->value == txt_bytes(value);
      return false;
    };
    return std::ranges::any_of(input_.active, wants) || std::ranges::any_of(input_.passive, wants);
  }

  static bool speaks_of(const Requirement& r, const Rdata& value) {
    if (const auto* want = as<ValueWant>(r)) return want->value == value;
    if (const auto* want = as<PrefixWant>(r)) {
      return starts_with_ignoring_case(txt_bytes(value), want->prefix);
    }
    if (const auto* want = as<RRsetWant>(r)) {
      if (!want->value) return true;
      return *want->value == value || (want->is_dkim_key && same_dkim_key(*want->value, value));
    }
    return false;
  }

  void remove_unwanted() {
    for (const auto* r : input_.active) {
      if (is_present(r)) continue;
      for (const auto& value : ledger_.values()) {
        if (speaks_of(*r, value) && !still_needed(value)) ledger_.remove(value, *r);
      }
    }
  }

  void add_values() {
    for (const auto* r : present<ValueWant>()) ledger_.add(std::get<ValueWant>(r->want).value, *r);
    for (const auto* r : present<PrefixWant>()) {
      const Rdata value = TxtData{std::get<PrefixWant>(r->want).value};
      take_place_of(value, *r, [&](const Rdata& other) { return speaks_of(*r, other); });
    }
  }

  /// `value` stands alone among the values for which `claimed` is true.
  template <typename Claimed>
  void take_place_of(const Rdata& value, const Requirement& r, Claimed claimed) {
    for (const auto& other : ledger_.values()) {
      if (other != value && claimed(other)) ledger_.replace(other, value, r);
    }
    ledger_.add(value, r);
  }

  std::vector<SpfTerm> terms_of(bool wanted, const Requirements& from) const {
    std::vector<SpfTerm> terms;
    for (const auto* r : from) {
      const auto* want = as<SpfWant>(*r);
      if (want == nullptr || is_present(r) != wanted) continue;
      terms.insert(terms.end(), want->terms.begin(), want->terms.end());
    }
    return terms;
  }

  void merge_spf_terms() {
    const auto wanted = terms_of(true, input_.active);
    auto unwanted = terms_of(false, input_.active);
    const auto kept = terms_of(true, input_.passive);
    std::erase_if(unwanted, [&](const SpfTerm& term) {
      return std::ranges::any_of(kept, [&](const auto& k) { return k.identity == term.identity; });
    });
    if (wanted.empty() && unwanted.empty()) return;
    const Requirement& about = *first_of<SpfWant>(!wanted.empty());
    const auto existing = values_that(is_spf);
    if (existing.size() > 1) {
      conflict(about, "SPF001",
               fmt::format(R"("{}" has {} SPF records; receivers answer permerror for all of them)",
                           input_.key.owner.display(), existing.size()),
               "join them into one record by hand, then run again");
      return;
    }
    // A whole record that somebody wants as a value is not edited for a retired sender's sake.
    if (!existing.empty() && still_needed(existing.front())) return;
    std::optional<std::string_view> record;
    if (!existing.empty()) record = txt_bytes(existing.front());
    auto merged = merge_spf(record, wanted, unwanted);
    if (!merged) return pass_on(about, std::move(merged.error()));
    if (!*merged) return;
    warn(about, std::move((*merged)->warnings));
    put_policy(existing, (*merged)->record, spf_sharing(record.value_or(""), (*merged)->record));
  }

  void merge_dmarc_wishes() {
    const auto senders = present<DmarcSenderWant>();
    const auto owners = present<DmarcOwnerWant>();
    if (senders.empty() && owners.empty()) return;
    const Requirement& about = owners.empty() ? *senders.front() : *owners.front();
    const auto existing = values_that(is_dmarc);
    if (existing.size() > 1) {
      conflict(about, "DMARC007",
               fmt::format(R"("{}" has {} DMARC records; receivers ignore all of them)",
                           input_.key.owner.display(), existing.size()),
               "keep one of them by hand, then run again");
      return;
    }
    std::vector<DmarcSenderWish> wishes;
    for (const auto* r : senders) wishes.push_back(std::get<DmarcSenderWant>(r->want).wish);
    std::optional<std::string_view> record;
    if (!existing.empty()) record = txt_bytes(existing.front());
    const auto* owner =
        owners.empty() ? nullptr : &std::get<DmarcOwnerWant>(owners.front()->want).wish;
    auto merged = merge_dmarc(record, wishes, owner, input_.inherited);
    if (!merged) return pass_on(about, std::move(merged.error()));
    warn(about, std::move(merged->warnings));
    Requirements sharing = owners;
    sharing.insert(sharing.end(), senders.begin(), senders.end());
    put_policy(existing, merged->record, sharing);
  }

  /// Puts the merged record in the place of the one that was there; its label names all of
  /// `sharing`. When nobody has a part in it, the record stays a foreign one.
  void put_policy(const std::vector<Rdata>& existing, const std::string& record,
                  const Requirements& sharing) {
    if (sharing.empty()) return;
    const Rdata value = TxtData{record};
    if (existing.empty()) {
      ledger_.add(value, *sharing.front());
    } else {
      ledger_.replace(existing.front(), value, *sharing.front());
    }
    ledger_.relabel(value, labels(sharing));
  }

  /// Who has a part in the SPF record: whoever wants terms, and whoever's retired terms went.
  Requirements spf_sharing(std::string_view old_record, std::string_view new_record) const {
    Requirements sharing;
    Requirements retired;
    for (const auto* r : input_.active) {
      if (as<SpfWant>(*r) != nullptr) (is_present(r) ? sharing : retired).push_back(r);
    }
    if (retired.empty()) return sharing;
    const auto old_terms = parse_spf(old_record);
    const auto new_terms = parse_spf(new_record);
    const auto holds = [](const auto& terms, const SpfTerm& term) {
      const auto same = [&](const SpfTerm& other) { return other.identity == term.identity; };
      return terms && std::ranges::any_of(*terms, same);
    };
    std::ranges::copy_if(retired, std::back_inserter(sharing), [&](const Requirement* r) {
      return std::ranges::any_of(as<SpfWant>(*r)->terms, [&](const SpfTerm& term) {
        return holds(old_terms, term) && !holds(new_terms, term);
      });
    });
    // The file's order, in which the labels are shown.
    std::ranges::sort(sharing, {}, [](const Requirement* r) { return r->where; });
    return sharing;
  }

  static std::string labels(const Requirements& sharing) {
    std::vector<std::string> all;
    for (const auto* r : sharing) {
      if (std::ranges::find(all, label_of(*r)) == all.end()) all.push_back(label_of(*r));
    }
    return join(all, "; ");
  }

  void claim_whole() {
    for (const auto* r : present<RRsetWant>()) {
      const auto* want = &std::get<RRsetWant>(r->want);
      if (!want->value) continue;
      take_place_of(*want->value, *r, [](const Rdata&) { return true; });
    }
  }

  /// A whole record given as a value may not become the second of its kind (RFC 7208, 4.5).
  void refuse_second_policy() {
    for (const auto* r : present<ValueWant>()) {
      const auto value = txt_bytes(std::get<ValueWant>(r->want).value);
      const bool dmarc = is_dmarc(value);
      if (!dmarc && !is_spf(value)) continue;
      if (values_that(dmarc ? is_dmarc : is_spf).size() < 2) continue;
      conflict(*r, dmarc ? FindingCode("DMARC007") : FindingCode("SPF001"),
               fmt::format(R"("{}" already has {} record, and "{}" would be a second one)",
                           input_.key.owner.display(), dmarc ? "a DMARC" : "an SPF", value),
               dmarc ? "use dmarc = {...}, which edits the record that is there"
                     : "use spf = [...], which adds terms to the record that is there");
    }
  }

  void pass_on(const Requirement& about, Error error) {
    outcome_.conflicts.push_back({&about, std::move(error).at(about.where)});
  }

  template <typename T>
  const Requirement* first_of(bool wanted) const {
    const auto found = std::ranges::find_if(input_.active, [&](const Requirement* r) {
      return as<T>(*r) != nullptr && is_present(r) == wanted;
    });
    return *found;
  }

  std::vector<Rdata> values_that(bool (*matches)(std::string_view)) const {
    return ledger_.values_if([&](const Rdata& value) { return matches(txt_bytes(value)); });
  }

  std::optional<Change> finish() const {
    std::optional<std::uint32_t> exact;
    std::uint32_t create = 0xffffffff;
    for (const auto* r : input_.active) {
      if (!is_present(r)) continue;
      if (r->exact_ttl) exact = r->exact_ttl;
      create = std::min(create, r->create_ttl);
    }
    return ledger_.finish(exact, create);
  }

  const RRsetInput& input_;
  ValueLedger ledger_;
  RRsetOutcome outcome_;
};

}  // namespace

RRsetOutcome plan_rrset(const RRsetInput& input) {
  return RRsetPlanner(input).run();
}

RRsetOutcome plan_cname(const RRsetInput& input) {
  ValueLedger ledger(input.key, input.before);
  const auto target_of = [](const Requirement& r) { return std::get<CnameWant>(r.want).target; };
  const Requirement* wanted = nullptr;
  for (const auto* r : input.active) {
    if (is_present(r)) wanted = r;
  }
  for (const auto* r : input.active) {
    for (const auto& value : ledger.values()) {
      const auto is_target_of = [&](const Requirement& other) {
        const auto target = target_of(other);
        return target && value == Rdata(CnameData{*target});
      };
      const bool kept = std::ranges::any_of(
          input.passive, [&](const auto* p) { return is_present(p) && is_target_of(*p); });
      const bool meant = !target_of(*r) || is_target_of(*r);
      if (!is_present(r) && wanted == nullptr && meant && !kept) ledger.remove(value, *r);
    }
  }
  RRsetOutcome outcome;
  if (wanted == nullptr) {
    outcome.change = ledger.finish({}, 0);
    return outcome;
  }
  const Rdata value = CnameData{*target_of(*wanted)};
  for (const auto& other : ledger.values()) {
    if (other != value) ledger.replace(other, value, *wanted);
  }
  ledger.add(value, *wanted);
  outcome.change = ledger.finish(wanted->exact_ttl, wanted->create_ttl);
  return outcome;
}

}  // namespace dnsward
