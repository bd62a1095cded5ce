#include "compose/import.h"

#include "base/text.h"
#include "compose/known_senders.h"
#include "compose/mail_records.h"
#include "compose/sender_text.h"
#include "compose/toml_text.h"
#include "plan/planner.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

namespace dnsward {
namespace {

/// `line` tells a finding's requirement from the others.
std::vector<Requirement> import_requirements(const std::vector<MailRecord>& records,
                                             const DomainName& domain) {
  std::vector<Requirement> requirements;
  for (const auto& record : records) {
    Requirement requirement;
    requirement.want = record.want;
    requirement.domain = domain;
    requirement.label = "import";
    requirement.where = {"import", static_cast<std::uint32_t>(requirements.size() + 1), 1};
    requirements.push_back(std::move(requirement));
  }
  return requirements;
}

/// The records that the plan would change, or that it can't leave as they are, by index; sorted.
std::vector<std::size_t> unkept(const Plan& plan, const std::vector<MailRecord>& records) {
  std::vector<std::size_t> indices;
  const auto add = [&](const SourcePos& where) {
    if (where.line > 0 && where.line <= records.size()) indices.push_back(where.line - 1);
  };
  for (const auto& conflict : plan.conflicts) {
    if (conflict.error.where) add(*conflict.error.where);
  }
  for (const auto& change : plan.changes) {
    const auto before = indices.size();
    for (const auto& fate : change.fates) {
      if (fate.fate != Fate::kept) add(fate.where);
    }
    if (indices.size() > before) continue;
    for (std::size_t i = 0; i < records.size(); ++i) {
      if (owner_of(records[i].want) == change.key.owner) indices.push_back(i);
    }
  }
  std::sort(indices.begin(), indices.end());
  indices.erase(std::unique(indices.begin(), indices.end()), indices.end());
  return indices;
}

/// Takes out what would not stay as it is, until the plan is empty.
void keep_plan_empty(const ImportWish& wish, std::span<const RRset> rrsets, MailRecords& found) {
  auto& [records, left_out] = found;
  while (!records.empty()) {
    const auto plan = make_plan(wish.apex, import_requirements(records, wish.domain), rrsets);
    auto indices = unkept(plan, records);
    if (indices.empty() && plan.changes.empty() && plan.conflicts.empty()) return;
    if (indices.empty()) indices.push_back(records.size() - 1);
    std::reverse(indices.begin(), indices.end());
    for (const auto index : indices) {
      left_out.push_back(fmt::format("{} is left out: {}", records[index].shown,
                                     plan.conflicts.empty()
                                         ? std::string("it would not stay as it is")
                                         : plan.conflicts.front().error.message));
      records.erase(records.begin() + static_cast<std::ptrdiff_t>(index));
    }
  }
}

class ImportText {
 public:
  ImportText(const ImportWish& wish, std::vector<MailRecord> records)
      : wish_(wish), records_(std::move(records)) {
    entry_.names = {wish.domain.display()};
    entry_.provider = wish.provider;
    own_.name = free_name(dashed(wish.domain));
    own_.title = fmt::format("{}: what no known sender asks for", wish.domain.display());
  }

  std::string text() {
    find_senders();
    for (auto& record : records_) place(record);
    std::string toml = toml_comment(head());
    for (const auto* sender : shown_) {
      const auto& draft = drafts_.at(sender);
      if (!is_empty(draft)) add_sender(toml, draft);
    }
    if (!is_empty(own_)) add_sender(toml, own_);
    return toml + '\n' + domain_toml(entry_);
  }

 private:
  static std::string dashed(const DomainName& domain) {
    auto name = domain.display();
    std::replace(name.begin(), name.end(), '.', '-');
    return name;
  }

  static bool is_empty(const SenderDraft& draft) {
    return draft.spf.empty() && draft.token.empty() && draft.dkim.empty() && draft.record.empty();
  }

  [[nodiscard]] std::string free_name(const std::string& name) const {
    if (!wish_.taken_names.contains(name)) return name;
    const auto longer = name + '-' + dashed(wish_.domain);
    auto free = longer;
    for (int i = 2; wish_.taken_names.contains(free); ++i) free = fmt::format("{}-{}", longer, i);
    return free;
  }

  void add_sender(std::string& toml, const SenderDraft& draft) {
    toml += '\n' + sender_toml(draft);
    entry_.senders.push_back(draft.name);
  }

  [[nodiscard]] bool is_shown(const KnownSender* sender) const {
    return std::find(shown_.begin(), shown_.end(), sender) != shown_.end();
  }

  void find_senders() {
    for (const auto& known : known_senders()) {
      const bool shows = std::any_of(records_.begin(), records_.end(),
                                     [&](const auto& record) { return record.sender == &known; });
      if (!shows) continue;
      shown_.push_back(&known);
      SenderDraft draft;
      draft.name = free_name(std::string(known.name));
      draft.title = known.title;
      draft.comment = fmt::format("This looks like {}.", known.title);
      drafts_.emplace(&known, std::move(draft));
    }
  }

  void place(MailRecord& record) {
    const auto* sender = record.sender;
    if (sender == nullptr && is_shown(record.maybe)) sender = record.maybe;
    auto& draft = sender == nullptr ? own_ : drafts_.at(sender);
    if (auto* term = std::get_if<SpfTermDraft>(&record.draft)) {
      draft.spf.push_back({std::move(term->text)});
    } else if (auto* token = std::get_if<TokenDraft>(&record.draft)) {
      draft.token.push_back({std::move(token->text)});
    } else if (auto* key = std::get_if<DkimDraft>(&record.draft)) {
      draft.dkim.push_back(std::move(*key));
    } else if (auto* dmarc = std::get_if<OwnerDmarcDraft>(&record.draft)) {
      entry_.dmarc = std::move(dmarc->draft);
    } else {
      auto& records = sender == nullptr ? entry_.record : draft.record;
      records.push_back(std::move(std::get<RecordDraft>(record.draft)));
    }
  }

  [[nodiscard]] std::string head() const {
    auto text = fmt::format("The mail records of {} as they stand at {}", wish_.domain.display(),
                            wish_.place);
    if (wish_.apex != wish_.domain) text += fmt::format(", in the zone {}", wish_.apex.display());
    std::vector<std::string> titles;
    for (const auto* sender : shown_) titles.emplace_back(sender->title);
    text += ".\n";
    if (!titles.empty()) text += fmt::format("This looks like {}.\n", join(titles, ", "));
    return text + "A plan of them is empty. Values that are not named here stay as they are.";
  }

  const ImportWish& wish_;
  std::vector<MailRecord> records_;
  std::vector<const KnownSender*> shown_;
  std::map<const KnownSender*, SenderDraft> drafts_;
  SenderDraft own_;
  DomainDraft entry_;
};

}  // namespace

Imported import_domain(const ImportWish& wish, std::span<const RRset> rrsets) {
  auto found = mail_records_of(wish.domain, wish.apex, rrsets);
  keep_plan_empty(wish, rrsets, found);
  Imported imported;
  imported.left_out = std::move(found.left_out);
  imported.kept = found.records.size();
  if (!found.records.empty()) imported.toml = ImportText(wish, std::move(found.records)).text();
  return imported;
}

}  // namespace dnsward
