#include "plan/planner.h"

#include "base/text.h"
#include "mail/dkim_check.h"
#include "mail/finding_table.h"
#include "plan/contradiction.h"
#include "plan/inherited_policy.h"
#include "plan/review.h"
#include "plan/rrset_plan.h"
#include "plan/zone_cuts.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace dnsward {
namespace {

using Requirements = std::vector<const Requirement*>;

constexpr std::string_view dmarc_label = "_dmarc";

/// The file's order, so that the order of the input does not matter; equal ones once.
Requirements in_file_order(std::span<const Requirement> requirements) {
  Requirements sorted;
  for (const auto& r : requirements) sorted.push_back(&r);
  std::ranges::sort(sorted, [](const Requirement* a, const Requirement* b) {
    if (a->where != b->where) return a->where < b->where;
    return *a < *b;
  });
  const auto repeated =
      std::unique(sorted.begin(), sorted.end(),
                  [](const Requirement* a, const Requirement* b) { return *a == *b; });
  sorted.erase(repeated, sorted.end());
  return sorted;
}

bool is_dmarc_want(const Want& want) {
  return std::holds_alternative<DmarcSenderWant>(want) ||
         std::holds_alternative<DmarcOwnerWant>(want);
}

/// "_dmarc.example.org" for each name above that a policy or a logo hangs on, nearest first, within
/// the zone. A logo's own domain is among them.
std::vector<DomainName> dmarc_names_for(const DomainName& zone, const Want& want) {
  std::vector<DomainName> names;
  auto base = owner_of(want).parent();
  if (!is_dmarc_want(want) && !needs_dmarc(want)) return names;
  while (base != zone && base.is_within(zone)) {
    base = base.parent();
    if (auto name = DomainName::from_presentation(dmarc_label, base)) names.push_back(*name);
  }
  return names;
}

/// Plans a zone name by name. Domains with a conflict are stopped, and the rest is planned again
/// with what they want still protected, until no new conflict appears.
class ZonePlanner {
 public:
  ZonePlanner(const DomainName& zone, const Requirements& requirements,
              std::span<const RRset> actual, const Allowances& allowances)
      : zone_(zone), actual_(actual), allowances_(allowances), cuts_(zone, actual) {
    for (const auto* r : requirements) by_owner_[owner_of(r->want)].push_back(r);
    // Names nearer the apex first: a DMARC policy that this plan sets is inherited below it.
    for (const auto& owner : by_owner_) owners_.push_back(&owner);
    std::ranges::stable_sort(owners_, {},
                             [](const auto* owner) { return owner->first.label_count(); });
  }

  Plan run() {
    for (;;) {
      const auto stopped_before = stopped_.size();
      changes_.clear();
      warnings_.clear();
      for (const auto* owner : owners_) plan_name(owner->first, owner->second);
      stopped_.merge(newly_stopped_);
      newly_stopped_.clear();
      if (stopped_.size() == stopped_before) break;
    }
    return result();
  }

 private:
  void conflict(const Requirement& about, Error error) {
    if (!error.where) error.where = about.where;
    newly_stopped_.insert(about.domain);
    const Finding finding{about.domain, std::move(error)};
    if (std::ranges::find(conflicts_, finding) == conflicts_.end()) conflicts_.push_back(finding);
  }

  void refuse(const Requirement& about, MailFinding finding) {
    conflict(about, to_error(std::move(finding), ErrorKind::conflict));
  }

  void plan_name(const DomainName& owner, const Requirements& all) {
    Requirements active;
    Requirements passive;
    for (const auto* r : all) (stopped_.contains(r->domain) ? passive : active).push_back(r);
    if (active.empty()) return;
    if (!refuse_place(owner, active) && !refuse_contradictions(active)) {
      plan_types(owner, active, passive);
    }
  }

  /// Whether nothing can be planned at `owner`, since this zone does not answer for it.
  bool refuse_place(const DomainName& owner, const Requirements& active) {
    const auto problem = cuts_.problem_at(owner);
    if (!problem) return false;
    for (const auto* r : active) {
      // What is not served from here need not be removed from here.
      if (r->presence != Presence::present) continue;
      conflict(*r, to_error(*problem, ErrorKind::conflict));
    }
    return true;
  }

  bool refuse_contradictions(const Requirements& active) {
    const auto pairs = contradictions(active);
    for (const auto& [first, second, problem] : pairs) {
      report_contradiction(*second, *first, problem);
      if (first->domain != second->domain) report_contradiction(*first, *second, problem);
    }
    return !pairs.empty();
  }

  void report_contradiction(const Requirement& about, const Requirement& other,
                            const std::string& problem) {
    Error error{ErrorKind::conflict, problem, "keep one of the two", about.where};
    error.notes.push_back({fmt::format(R"("{}" is asked for here)", other.label), other.where});
    if ((type_of(about.want) == RRType::cname) != (type_of(other.want) == RRType::cname)) {
      error.code = is_dkim_name(owner_of(about.want)) ? "DKIM013" : "NAME003";
    }
    conflict(about, std::move(error));
  }

  void plan_types(const DomainName& owner, const Requirements& active,
                  const Requirements& passive) {
    std::set<RRType> types;
    for (const auto* r : active) types.insert(type_of(r->want));
    const auto input_for = [&](RRType type) {
      RRsetInput input{.key = {owner, type}, .before = find(actual_, owner, type)};
      input.active.reserve(active.size());
      for (const auto* r : active) {
        if (type_of(r->want) == type) input.active.push_back(r);
      }
      for (const auto* r : passive) {
        if (type_of(r->want) == type) input.passive.push_back(r);
      }
      return input;
    };
    const RRset* cname_before = find(actual_, owner, RRType::cname);
    bool cname_after = cname_before != nullptr;
    if (types.erase(RRType::cname) != 0) {
      const auto input = input_for(RRType::cname);
      if (refuse_cname(owner, input.active)) return;
      auto outcome = plan_cname(input);
      if (outcome.change) cname_after = outcome.change->after.has_value();
      take(std::move(outcome), input);
      clear_for_cname(owner, input.active);
    }
    for (const auto type : types) {
      auto input = input_for(type);
      if (cname_after && refuse_beside_cname(owner, input.active)) continue;
      const auto dmarc = governing_record(owner, input.active);
      if (dmarc) input.inherited = dmarc->record.subdomain_policy();
      take(plan_rrset(input), input, dmarc);
    }
  }

  /// What becomes of an RRset, what is told of it, and what a postmaster would say.
  void take(RRsetOutcome outcome, const RRsetInput& input,
            const std::optional<DmarcFound>& dmarc = {}) {
    take_remarks(outcome, input.active);
    look_over(input, outcome, dmarc);
    if (!outcome.change) return;
    outcome.change->domain = input.active.front()->domain;
    changes_.emplace(outcome.change->key, std::move(*outcome.change));
  }

  void take_remarks(const RRsetOutcome& outcome, const Requirements& active) {
    for (const auto& remark : outcome.conflicts) {
      conflict(*remark.about, remark.error);
      // Whoever shares the RRset can't be served either: its value is not known.
      for (const auto* r : active) {
        if (r->domain != remark.about->domain && r->presence == Presence::present) {
          conflict(*r, remark.error);
        }
      }
    }
    for (const auto& remark : outcome.warnings) tell(*remark.about, remark.error);
  }

  static const Requirement* wanted_cname(const Requirements& active) {
    for (const auto* r : active) {
      if (r->presence == Presence::present) return r;
    }
    return nullptr;
  }

  bool refuse_cname(const DomainName& owner, const Requirements& active) {
    const Requirement* wanted = wanted_cname(active);
    if (wanted == nullptr) return false;
    if (owner == zone_) {
      refuse(*wanted, found("NAME005",
                            fmt::format(R"(a CNAME can't stand at the apex "{}", which has SOA )"
                                        "and NS (RFC 1034, 3.6.2)",
                                        owner.display()),
                            "ask the sender for a TXT form, or use a name below the apex"));
      return true;
    }
    const auto others = other_types(owner);
    if (others.empty() || std::get<CnameWant>(wanted->want).replace) return false;
    std::vector<std::string> names;
    names.reserve(others.size());
    for (const auto* rrset : others) names.push_back(dnsward::to_text(rrset->key.type));
    refuse(*wanted,
           found("NAME003",
                 fmt::format(R"("{}" already has other records ({}), and a CNAME can't stand )"
                             "beside them",
                             owner.display(), join(names, ", ")),
                 "remove them first, or say that they may go with replace = true"));
    return true;
  }

  bool refuse_beside_cname(const DomainName& owner, const Requirements& active) {
    bool refused = false;
    const RRset* cname = find(actual_, owner, RRType::cname);
    const auto target = cname == nullptr ? std::string("?") : to_text(cname->rdata.front());
    const auto sentence = [&](std::string_view why) {
      return fmt::format(R"("{}" is a CNAME to "{}"{}; no other record can stand beside it)",
                         owner.display(), target, why);
    };
    for (const auto* r : active) {
      if (r->presence != Presence::present) continue;
      refused = true;
      refuse(*r, is_dmarc_want(r->want)
                     ? found("DMARC009", sentence(", so its DMARC policy is managed there"),
                             "make the change at the target, or remove the CNAME first")
                     : found("NAME003", sentence(""),
                             "remove the CNAME first, or take the record out of this file"));
    }
    return refused;
  }

  std::vector<const RRset*> other_types(const DomainName& owner) const {
    std::vector<const RRset*> others;
    const auto owner_before = [](const RRset& rrset, const DomainName& name) {
      return rrset.key.owner < name;
    };
    auto at = std::lower_bound(actual_.begin(), actual_.end(), owner, owner_before);
    for (; at != actual_.end() && at->key.owner == owner; ++at) {
      const RRset& rrset = *at;
      const auto type = rrset.key.type;
      const bool dnssec = type == RRType::rrsig || type == RRType::nsec;
      if (type != RRType::cname && !dnssec) others.push_back(&rrset);
    }
    return others;
  }

  /// refuse_cname let them go: `replace = true`.
  void clear_for_cname(const DomainName& owner, const Requirements& active) {
    const Requirement* wanted = wanted_cname(active);
    if (wanted == nullptr || !std::get<CnameWant>(wanted->want).replace) return;
    for (const auto* rrset : other_types(owner)) {
      Change change{.key = rrset->key, .before = *rrset, .domain = wanted->domain};
      for (const auto& value : rrset->rdata) {
        change.fates.push_back({.fate = Fate::removed,
                                .value = value,
                                .label = wanted->label + ", replaced by a CNAME",
                                .where = wanted->where});
      }
      changes_.emplace(rrset->key, std::move(change));
    }
  }

  /// The DMARC record that `owner` hangs on: the one above, which wants of DMARC must not weaken,
  /// or the one beside a logo.
  [[nodiscard]] std::optional<DmarcFound> governing_record(const DomainName& owner,
                                                           const Requirements& active) const {
    const auto txt_at = [this](const DomainName& name) {
      const RRsetKey key{name, RRType::txt};
      const auto planned = changes_.find(key);
      if (planned == changes_.end()) return find(actual_, key);
      return planned->second.after ? &*planned->second.after : nullptr;
    };
    const auto any = [&](bool (*has)(const Want&)) {
      return std::ranges::any_of(active, [&](const Requirement* r) { return has(r->want); });
    };
    if (any(is_dmarc_want)) return inherited_dmarc(zone_, owner, txt_at);
    return any(needs_dmarc) ? dmarc_beside(zone_, owner, txt_at) : std::nullopt;
  }

  /// What a postmaster would say of the RRset as it will be.
  void look_over(const RRsetInput& input, const RRsetOutcome& outcome,
                 const std::optional<DmarcFound>& dmarc) {
    if (!outcome.conflicts.empty()) return;
    const RRset* after = input.before;
    if (outcome.change) after = outcome.change->after ? &*outcome.change->after : nullptr;
    for (auto& note : review(input.before, after, input.active, dmarc)) {
      const auto is_told = [&](const Remark& remark) {
        return remark.error.code == note.finding.spec->code;
      };
      if (std::ranges::any_of(outcome.warnings, is_told)) continue;
      tell(*note.about, to_error(std::move(note.finding), ErrorKind::conflict));
    }
  }

  /// A finding stops its domain or is told beside its changes, unless the file allows it.
  void tell(const Requirement& about, Error error) {
    if (is_allowed(allowances_, about.domain, error.code)) return;
    const auto* spec = find_finding(error.code);
    if (spec != nullptr && spec->severity == Severity::error) {
      conflict(about, std::move(error));
    } else {
      warnings_.push_back({about.domain, std::move(error).at(about.where)});
    }
  }

  Plan result() {
    Plan plan;
    plan.changes.reserve(changes_.size());
    for (auto& [key, change] : changes_) plan.changes.push_back(std::move(change));
    // Within a name what goes makes room for what comes: TXT before CNAME, CNAME before TXT.
    for (auto at = plan.changes.begin(); at != plan.changes.end();) {
      const auto end = std::find_if(at, plan.changes.end(),
                                    [&](const Change& c) { return c.key.owner != at->key.owner; });
      if (end - at > 1) std::stable_partition(at, end, [](const Change& c) { return !c.after; });
      at = end;
    }
    std::ranges::stable_sort(conflicts_, {}, [](const Finding& f) { return f.error.where; });
    std::ranges::stable_sort(warnings_, {}, [](const Finding& f) { return f.error.where; });
    plan.conflicts = std::move(conflicts_);
    plan.warnings = std::move(warnings_);
    return plan;
  }

  const DomainName& zone_;
  std::span<const RRset> actual_;
  const Allowances& allowances_;
  ZoneCuts cuts_;
  std::map<DomainName, Requirements> by_owner_;
  std::vector<const std::pair<const DomainName, Requirements>*> owners_;
  std::set<DomainName> stopped_;
  std::set<DomainName> newly_stopped_;
  std::map<RRsetKey, Change> changes_;
  std::vector<Finding> conflicts_;
  std::vector<Finding> warnings_;
};

}  // namespace

Plan make_plan(const DomainName& zone, std::span<const Requirement> requirements,
               std::span<const RRset> actual, const Allowances& allowances) {
  return ZonePlanner(zone, in_file_order(requirements), actual, allowances).run();
}

std::vector<DomainName> names_to_read(const DomainName& zone,
                                      std::span<const Requirement> requirements) {
  std::vector<DomainName> names;
  for (const auto& r : requirements) {
    const auto& owner = owner_of(r.want);
    names.push_back(owner);
    if (!owner.is_within(zone)) continue;
    const auto dmarc = dmarc_names_for(zone, r.want);
    names.insert(names.end(), dmarc.begin(), dmarc.end());
  }
  std::ranges::sort(names);
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

}  // namespace dnsward
