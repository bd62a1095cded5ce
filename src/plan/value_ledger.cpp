#include "plan/value_ledger.h"

#include <algorithm>
#include <utility>

namespace dnsward {
namespace {

int display_rank(Fate fate) {
  switch (fate) {
    case Fate::added:
    case Fate::replaced: return 0;
    case Fate::removed: return 1;
    case Fate::kept: return 2;
  }
  return 3;
}

}  // namespace

std::string label_of(const Requirement& requirement) {
  switch (requirement.presence) {
    case Presence::present: return requirement.label;
    case Presence::absent: return requirement.label + ", absent";
    case Presence::retired: return requirement.label + ", retired";
  }
  return requirement.label;
}

ValueLedger::ValueLedger(const RRsetKey& key, const RRset* before) : key_(&key), before_(before) {
  if (before_ == nullptr) return;
  for (const auto& value : before_->rdata) lines_[value] = {.before = true, .after = true};
}

std::vector<Rdata> ValueLedger::values() const {
  return values_if([](const Rdata& /*value*/) { return true; });
}

bool ValueLedger::has(const Rdata& value) const {
  const auto found = lines_.find(value);
  return found != lines_.end() && found->second.after;
}

void ValueLedger::add(const Rdata& value, const Requirement& by) {
  Line& line = lines_[value];
  const bool was_standing = line.after;
  line.after = true;
  line.replaced_away = false;
  if (was_standing && !line.label.empty()) return;
  line.label = label_of(by);
  line.where = by.where;
}

void ValueLedger::remove(const Rdata& value, const Requirement& by) {
  const auto found = lines_.find(value);
  if (found == lines_.end() || !found->second.after) return;
  found->second.after = false;
  found->second.label = label_of(by);
  found->second.where = by.where;
}

void ValueLedger::replace(const Rdata& old_value, const Rdata& new_value, const Requirement& by) {
  const bool is_new = !has(new_value);
  if (old_value != new_value) remove(old_value, by);
  add(new_value, by);
  const auto old_line = lines_.find(old_value);
  if (!is_new || old_line == lines_.end() || !old_line->second.before) return;
  old_line->second.replaced_away = true;
  lines_[new_value].was = old_value;
}

void ValueLedger::relabel(const Rdata& value, std::string label) {
  const auto found = lines_.find(value);
  if (found != lines_.end()) found->second.label = std::move(label);
}

std::optional<Change> ValueLedger::finish(std::optional<std::uint32_t> exact_ttl,
                                          std::uint32_t create_ttl) const {
  Change change{.key = *key_};
  RRset after{.key = *key_, .ttl = exact_ttl.value_or(before_ ? before_->ttl : create_ttl)};
  after.rdata.reserve(lines_.size());
  change.fates.reserve(lines_.size());
  for (const auto& [value, line] : lines_) {
    if (line.after) after.rdata.push_back(value);
    if (!line.after && (!line.before || line.replaced_away)) continue;
    const Fate fate = !line.after   ? Fate::removed
                      : line.before ? Fate::kept
                      : line.was    ? Fate::replaced
                                    : Fate::added;
    change.fates.push_back(
        {fate, value, fate == Fate::replaced ? line.was : std::nullopt, line.label, line.where});
  }
  if (change.fates.size() > 1) {
    std::ranges::stable_sort(change.fates, {},
                             [](const ValueFate& f) { return display_rank(f.fate); });
  }
  if (before_ != nullptr) change.before = *before_;
  if (!after.rdata.empty()) change.after = std::move(after);
  if (change.before == change.after) return std::nullopt;
  return change;
}

}  // namespace dnsward
