#include "providers/zonefile/edit.h"

#include "providers/zonefile/check.h"
#include "providers/zonefile/draft.h"
#include "providers/zonefile/steps.h"

#include <algorithm>
#include <map>
#include <utility>

namespace dnsward::zonefile {
namespace {

/// What becomes of the values of one RRset.
struct ValueEdits {
  std::vector<std::pair<Rdata, Rdata>> replaced;
  std::vector<Rdata> added;
  std::vector<Rdata> removed;
};

std::vector<Rdata> values_of(const std::optional<RRset>& rrset) {
  return rrset ? rrset->rdata : std::vector<Rdata>();
}

std::vector<Rdata> without(std::vector<Rdata> values, const std::vector<Rdata>& others) {
  std::erase_if(values, [&](const Rdata& value) {
    return std::find(others.begin(), others.end(), value) != others.end();
  });
  return values;
}

/// The sets decide; the fates only say which old value a new one stands for. One value for one
/// other is a replacement without a word, so that the record keeps its place and comment.
ValueEdits value_edits(const Change& change) {
  const auto before = values_of(change.before);
  const auto after = values_of(change.after);
  ValueEdits edits{{}, without(after, before), without(before, after)};
  for (const auto& fate : change.fates) {
    if (fate.fate != Fate::replaced || !fate.was) continue;
    const auto from = std::find(edits.removed.begin(), edits.removed.end(), *fate.was);
    const auto to = std::find(edits.added.begin(), edits.added.end(), fate.value);
    if (from == edits.removed.end() || to == edits.added.end()) continue;
    edits.replaced.emplace_back(std::move(*from), std::move(*to));
    edits.removed.erase(from);
    edits.added.erase(to);
  }
  if (before.size() == 1 && after.size() == 1 && edits.added.size() == 1) {
    edits.replaced.emplace_back(edits.removed.front(), edits.added.front());
    edits.removed.clear();
    edits.added.clear();
  }
  return edits;
}

tl::unexpected<Error> cannot_edit(const RRsetKey& key) {
  return fail(ErrorKind::unsupported,
              "cannot change " + to_text(key) + " in its file without touching other records",
              "change it by hand");
}

/// All changes of values and the serial as one step: one parse, enough for most edits. Where it is
/// not, for instance because a record must get what it inherited, nothing has happened.
bool edit_at_once(Draft& draft, std::span<const Change> changes, std::span<const ValueEdits> edits,
                  std::uint32_t serial) {
  const MasterFile& zone = draft.zone();
  Step all = serial_step(zone, serial);
  for (std::size_t i = 0; i < changes.size(); ++i) {
    const RRsetKey& key = changes[i].key;
    for (const auto& [from, to] : edits[i].replaced) merge(all, replace_step(zone, key, from, to));
    if (!edits[i].added.empty()) {
      merge(all, addition_steps(zone, *changes[i].after, edits[i].added).front());
    }
    if (!edits[i].removed.empty()) merge(all, removal_step(zone, key, edits[i].removed));
  }
  all.hand_over = false;
  return draft.take(std::move(all));
}

bool take_first(Draft& draft, std::vector<Step> candidates) {
  return std::any_of(candidates.begin(), candidates.end(),
                     [&](Step& step) { return draft.take(std::move(step)); });
}

/// Additions come first: their neighbours still stand, and no RRset is gone in between.
Result<void> edit_by_steps(Draft& draft, std::span<const Change> changes,
                           std::span<const ValueEdits> edits) {
  for (std::size_t i = 0; i < changes.size(); ++i) {
    const RRsetKey& key = changes[i].key;
    for (const auto& [from, to] : edits[i].replaced) {
      const bool done = draft.take(replace_step(draft.zone(), key, from, to)) ||
                        draft.take(rewrite_step(draft.zone(), key, from, to));
      if (!done) return cannot_edit(key);
    }
    if (edits[i].added.empty()) continue;
    auto candidates = addition_steps(draft.zone(), *changes[i].after, edits[i].added);
    if (!take_first(draft, std::move(candidates))) return cannot_edit(key);
  }
  for (std::size_t i = 0; i < changes.size(); ++i) {
    const RRsetKey& key = changes[i].key;
    if (edits[i].removed.empty()) continue;
    if (!draft.take(removal_step(draft.zone(), key, edits[i].removed))) return cannot_edit(key);
  }
  return {};
}

Result<void> edit_all(Draft& draft, std::span<const Change> changes, std::uint32_t serial) {
  std::vector<ValueEdits> edits;
  edits.reserve(changes.size());
  for (const auto& change : changes) edits.push_back(value_edits(change));
  const bool at_once = edit_at_once(draft, changes, edits, serial);
  if (!at_once) {
    if (auto done = edit_by_steps(draft, changes, edits); !done) return done;
  }
  for (const auto& change : changes) {
    if (!change.after) continue;
    auto step = ttl_step(draft.zone(), change);
    if (step && !draft.take(std::move(*step))) return cannot_edit(change.key);
  }
  if (at_once || draft.take(serial_step(draft.zone(), serial))) return {};
  return cannot_edit({draft.zone().apex, RRType::soa});
}

/// The last net: the RRsets, seen as whoever reads the zone sees them.
Result<void> check_result(std::span<const RRset> old_rrsets, std::span<const RRset> new_rrsets,
                          std::span<const Change> changes) {
  std::map<RRsetKey, const RRset*> expected;
  for (const auto& rrset : old_rrsets) expected[rrset.key] = &rrset;
  for (const auto& change : changes) {
    if (change.after) expected[change.key] = &*change.after;
    if (!change.after) expected.erase(change.key);
  }
  bool same = expected.size() == new_rrsets.size();
  for (std::size_t i = 0; same && i < new_rrsets.size(); ++i) {
    const auto wanted = expected.find(new_rrsets[i].key);
    same = wanted != expected.end() &&
           (wanted->first.type == RRType::soa || *wanted->second == new_rrsets[i]);
  }
  if (!same) return cannot_edit(changes.front().key);
  return {};
}

}  // namespace

Result<std::vector<EditedFile>> edit(const MasterFile& zone, std::span<const Change> changes,
                                     std::chrono::year_month_day today, const OpenInclude& open) {
  if (changes.empty()) return std::vector<EditedFile>();
  const auto rrsets = zone.rrsets();
  if (auto holds = check_before(zone.apex, rrsets, changes); !holds) {
    return fail(std::move(holds.error()));
  }
  if (auto possible = check_editable(zone, rrsets, changes); !possible) {
    return fail(std::move(possible.error()));
  }
  Draft draft(zone, open);
  const auto serial = next_serial(zone.serial_value, today);
  if (auto done = edit_all(draft, changes, serial); !done) return fail(std::move(done.error()));
  if (auto right = check_result(rrsets, draft.zone().rrsets(), changes); !right) {
    return fail(std::move(right.error()));
  }
  std::vector<EditedFile> files;
  for (const std::size_t file : draft.changed_files()) {
    files.push_back({file, draft.zone().files[file].text});
  }
  // A crash between two files then leaves a raised serial and changes that are still pending: the
  // next run finds and makes them. The other order would leave changes that no secondary fetches.
  std::stable_partition(files.begin(), files.end(),
                        [&](const EditedFile& edited) { return edited.file == zone.serial_file; });
  return files;
}

}  // namespace dnsward::zonefile
