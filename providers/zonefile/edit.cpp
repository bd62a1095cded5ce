#include "providers/zonefile/edit.h"

#include "providers/zonefile/check.h"
#include "providers/zonefile/draft.h"
#include "providers/zonefile/spelling.h"

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

class Editor {
 public:
  Editor(const MasterFile& zone, const OpenInclude& open) : draft_(zone, open) {}

  [[nodiscard]] const Draft& draft() const { return draft_; }

  [[nodiscard]] bool replace(const RRsetKey& key, const Rdata& from, const Rdata& to);
  [[nodiscard]] bool add(const RRset& rrset, const Rdata& value);
  [[nodiscard]] bool remove(const RRsetKey& key, const std::vector<Rdata>& values);
  [[nodiscard]] bool set_ttl(const Change& change);
  [[nodiscard]] bool set_serial(std::uint32_t serial);

 private:
  [[nodiscard]] bool start(const RRset& rrset, const Rdata& value);

  template <typename Fits>
  [[nodiscard]] std::optional<std::size_t> last(Fits fits) const {
    const auto& records = zone().records;
    for (std::size_t i = records.size(); i-- > 0;) {
      if (fits(records[i])) return i;
    }
    return std::nullopt;
  }

  [[nodiscard]] const MasterFile& zone() const { return draft_.zone(); }

  Draft draft_;
};

bool Editor::replace(const RRsetKey& key, const Rdata& from, const Rdata& to) {
  Step step;
  step.hand_over = true;
  std::optional<std::size_t> first;
  for (std::size_t i = 0; i < zone().records.size(); ++i) {
    const Record& record = zone().records[i];
    if (record.key != key || record.value != from) continue;
    if (!first) {
      first = i;
      step.patches = replace_rdata(zone(), record, to);
      step.replaced.emplace(i, to);
    } else {  // the value stood twice
      step.patches.push_back({record.file, record.whole, ""});
      step.removed.insert(i);
    }
  }
  if (!first) return false;
  if (!zone().records[*first].rdata.empty() && draft_.take(step)) return true;
  // The RDATA's parentheses begin before it: write the record anew, in its place.
  const Record& record = zone().records[*first];
  std::erase_if(step.patches, [](const Patch& patch) { return !patch.text.empty(); });
  step.patches.push_back({record.file, record.whole, ""});
  step.patches.push_back(insert_after(zone(), record, line_like(zone(), record, to)));
  return draft_.take(std::move(step));
}

bool Editor::add(const RRset& rrset, const Rdata& value) {
  const auto anchor = last([&](const Record& record) { return record.key == rrset.key; });
  if (!anchor) return start(rrset, value);
  const Record& record = zone().records[*anchor];
  Step step;
  step.patches = {insert_after(zone(), record, line_like(zone(), record, value))};
  step.inserted = Step::Insertion{*anchor + 1, rrset.key, value, record.stated_ttl};
  return draft_.take(std::move(step));
}

/// The first record of an RRset.
bool Editor::start(const RRset& rrset, const Rdata& value) {
  const std::string ttl = std::to_string(rrset.ttl);
  Step step;
  step.inserted = Step::Insertion{0, rrset.key, value, rrset.ttl};
  const auto anchor = last([&](const Record& record) {
    return record.key.owner == rrset.key.owner && !record.generated &&
           zone().files[record.file].uses == 1;
  });
  if (anchor) {
    const Record& record = zone().records[*anchor];
    const auto separator = separator_of(zone(), record);
    const std::string owner = rrset.key.owner.relative_to(record.origin);
    step.inserted->at = *anchor + 1;
    // Where records inherit the last TTL, a stated one would reach those below.
    for (const auto& stated : {ttl, std::string()}) {
      step.patches = {
          insert_after(zone(), record, new_line(owner, stated, rrset.key.type, value, separator))};
      if (draft_.take(step)) return true;
    }
  }
  const auto neighbour = last([](const Record& record) { return record.file == 0; });
  const auto separator = neighbour ? separator_of(zone(), zone().records[*neighbour]) : " ";
  const std::string owner = rrset.key.owner.relative_to(zone().files.front().final_origin);
  step.inserted->at = zone().records.size();
  step.patches = {append(zone(), 0, new_line(owner, ttl, rrset.key.type, value, separator))};
  return draft_.take(std::move(step));
}

bool Editor::remove(const RRsetKey& key, const std::vector<Rdata>& values) {
  Step step;
  step.hand_over = true;
  for (std::size_t i = 0; i < zone().records.size(); ++i) {
    const Record& record = zone().records[i];
    if (record.key != key) continue;
    if (std::find(values.begin(), values.end(), record.value) == values.end()) continue;
    step.patches.push_back({record.file, record.whole, ""});
    step.removed.insert(i);
  }
  return draft_.take(std::move(step));
}

/// Leaves records with different TTLs alone as long as the first, which counts, is right.
bool Editor::set_ttl(const Change& change) {
  const std::uint32_t ttl = change.after->ttl;
  const auto& records = zone().records;
  const auto is_ours = [&](const Record& record) { return record.key == change.key; };
  const auto first = std::find_if(records.begin(), records.end(), is_ours);
  if (first == records.end()) return false;
  const bool asked = change.before && change.before->ttl != ttl;
  if (!asked && first->stated_ttl == ttl) return true;
  Step step;
  step.hand_over = true;
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (!is_ours(records[i]) || records[i].stated_ttl == ttl) continue;
    step.ttls.emplace(i, ttl);
    if (records[i].ttl.empty()) continue;
    step.patches.push_back({records[i].file, records[i].ttl, std::to_string(ttl)});
  }
  return step.ttls.empty() || draft_.take(std::move(step));
}

bool Editor::set_serial(std::uint32_t serial) {
  Step step;
  step.serial = serial;
  step.patches = {{zone().serial_file, zone().serial, std::to_string(serial)}};
  return draft_.take(std::move(step));
}

tl::unexpected<Error> cannot_edit(const RRsetKey& key) {
  return fail(ErrorKind::unsupported,
              "cannot change " + to_text(key) + " in its file without touching other records",
              "change it by hand");
}

/// Additions come first: their neighbours still stand, and no RRset is gone in between.
Result<void> edit_values(Editor& editor, std::span<const Change> changes) {
  std::vector<ValueEdits> edits;
  for (const auto& change : changes) {
    edits.push_back(value_edits(change));
    for (const auto& [from, to] : edits.back().replaced) {
      if (!editor.replace(change.key, from, to)) return cannot_edit(change.key);
    }
    for (const auto& value : edits.back().added) {
      if (!editor.add(*change.after, value)) return cannot_edit(change.key);
    }
  }
  for (std::size_t i = 0; i < changes.size(); ++i) {
    if (edits[i].removed.empty()) continue;
    if (!editor.remove(changes[i].key, edits[i].removed)) return cannot_edit(changes[i].key);
  }
  for (const auto& change : changes) {
    if (change.after && !editor.set_ttl(change)) return cannot_edit(change.key);
  }
  return {};
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
  Editor editor(zone, open);
  if (auto done = edit_values(editor, changes); !done) return fail(std::move(done.error()));
  const RRsetKey soa{zone.apex, RRType::soa};
  if (!editor.set_serial(next_serial(zone.serial_value, today))) return cannot_edit(soa);
  const Draft& draft = editor.draft();
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
