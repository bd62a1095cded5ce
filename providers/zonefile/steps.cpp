#include "providers/zonefile/steps.h"

#include "providers/zonefile/spelling.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace dnsward::zonefile {
namespace {

template <typename Fits>
std::optional<std::size_t> last(const MasterFile& zone, Fits fits) {
  for (std::size_t i = zone.records.size(); i-- > 0;) {
    if (fits(zone.records[i])) return i;
  }
  return std::nullopt;
}

void remove(Step& step, const MasterFile& zone, std::size_t index) {
  step.patches.push_back({zone.records[index].file, zone.records[index].whole, ""});
  step.removed.insert(index);
}

/// `values` as records of `rrset` before the old record `at`; the patches come later.
Step insertion(const RRset& rrset, std::uint32_t ttl, const std::vector<Rdata>& values,
               std::size_t at) {
  Step step;
  step.inserted.reserve(values.size());
  for (const auto& value : values) step.inserted.push_back({at, rrset.key, value, ttl});
  return step;
}

std::vector<std::string> new_lines(const RRset& rrset, const std::vector<Rdata>& values,
                                   const DomainName& origin, const std::string& ttl,
                                   std::string_view separator) {
  std::vector<std::string> lines;
  const std::string owner = rrset.key.owner.relative_to(origin);
  lines.reserve(values.size());
  for (const auto& value : values) {
    lines.push_back(new_line(owner, ttl, rrset.key.type, value, separator));
  }
  return lines;
}

Step append_step(const MasterFile& zone, const RRset& rrset, const std::vector<Rdata>& values) {
  const auto neighbour = last(zone, [](const Record& record) { return record.file == 0; });
  const auto separator = neighbour ? separator_of(zone, zone.records[*neighbour]) : " ";
  Step step = insertion(rrset, rrset.ttl, values, zone.records.size());
  step.patches = append(zone, 0,
                        new_lines(rrset, values, zone.files.front().final_origin,
                                  std::to_string(rrset.ttl), separator));
  return step;
}

Step replacement(const MasterFile& zone, const RRsetKey& key, const Rdata& from, const Rdata& to,
                 std::vector<Patch> (*patches_of)(const MasterFile&, const Record&, const Rdata&)) {
  Step step;
  step.hand_over = true;
  for (std::size_t i = 0; i < zone.records.size(); ++i) {
    const Record& record = zone.records[i];
    if (record.key != key || record.value != from) continue;
    if (step.replaced.empty()) {
      step.replaced.emplace(i, to);
      step.patches = patches_of(zone, record, to);
    } else {  // the value stands twice
      remove(step, zone, i);
    }
  }
  return step;
}

std::vector<Patch> rewrite(const MasterFile& zone, const Record& record, const Rdata& value) {
  auto patches = insert_after(zone, record, {line_like(zone, record, value)});
  patches.insert(patches.begin(), {record.file, record.whole, ""});
  return patches;
}

}  // namespace

Step replace_step(const MasterFile& zone, const RRsetKey& key, const Rdata& from, const Rdata& to) {
  return replacement(zone, key, from, to, &replace_rdata);
}

Step rewrite_step(const MasterFile& zone, const RRsetKey& key, const Rdata& from, const Rdata& to) {
  return replacement(zone, key, from, to, &rewrite);
}

std::vector<Step> addition_steps(const MasterFile& zone, const RRset& rrset,
                                 const std::vector<Rdata>& values) {
  const auto of_rrset = last(zone, [&](const Record& record) { return record.key == rrset.key; });
  if (of_rrset) {
    const Record& record = zone.records[*of_rrset];
    Step step = insertion(rrset, record.stated_ttl, values, *of_rrset + 1);
    std::vector<std::string> lines;
    lines.reserve(values.size());
    for (const auto& value : values) lines.push_back(line_like(zone, record, value));
    step.patches = insert_after(zone, record, lines);
    return {std::move(step)};
  }
  std::vector<Step> candidates;
  const auto of_owner = last(zone, [&](const Record& record) {
    return record.key.owner == rrset.key.owner && !record.generated &&
           zone.files[record.file].uses == 1;
  });
  if (of_owner) {
    const Record& record = zone.records[*of_owner];
    // Where records inherit the last TTL, a stated one would reach those below: the second one.
    for (const auto& ttl : {std::to_string(rrset.ttl), std::string()}) {
      candidates.push_back(insertion(rrset, rrset.ttl, values, *of_owner + 1));
      candidates.back().patches = insert_after(
          zone, record, new_lines(rrset, values, record.origin, ttl, separator_of(zone, record)));
    }
  }
  candidates.push_back(append_step(zone, rrset, values));
  return candidates;
}

Step removal_step(const MasterFile& zone, const RRsetKey& key, const std::vector<Rdata>& values) {
  Step step;
  step.hand_over = true;
  for (std::size_t i = 0; i < zone.records.size(); ++i) {
    const Record& record = zone.records[i];
    const bool goes =
        record.key == key && std::find(values.begin(), values.end(), record.value) != values.end();
    if (goes) remove(step, zone, i);
  }
  return step;
}

std::optional<Step> ttl_step(const MasterFile& zone, const Change& change) {
  const std::uint32_t ttl = change.after->ttl;
  const auto& records = zone.records;
  const auto is_ours = [&](const Record& record) { return record.key == change.key; };
  const auto first = std::find_if(records.begin(), records.end(), is_ours);
  const bool is_asked = change.before && change.before->ttl != ttl;
  if (first == records.end() || (!is_asked && first->stated_ttl == ttl)) return std::nullopt;
  Step step;
  step.hand_over = true;
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (!is_ours(records[i]) || records[i].stated_ttl == ttl) continue;
    step.ttls.emplace(i, ttl);
    if (records[i].ttl.empty()) continue;  // it may inherit the new one; else it is mended
    step.patches.push_back({records[i].file, records[i].ttl, std::to_string(ttl)});
  }
  if (step.ttls.empty()) return std::nullopt;
  return step;
}

Step serial_step(const MasterFile& zone, std::uint32_t serial) {
  Step step;
  step.serial = serial;
  step.patches = {{zone.serial_file, zone.serial, std::to_string(serial)}};
  return step;
}

void merge(Step& step, Step other) {
  for (auto& patch : other.patches) {
    // The one line end that a file lacks is added once.
    const bool is_known =
        is_line_end(patch.text) &&
        std::find(step.patches.begin(), step.patches.end(), patch) != step.patches.end();
    if (!is_known) step.patches.push_back(std::move(patch));
  }
  std::move(other.inserted.begin(), other.inserted.end(), std::back_inserter(step.inserted));
  step.removed.merge(other.removed);
  step.replaced.merge(other.replaced);
  step.ttls.merge(other.ttls);
  if (other.serial) step.serial = other.serial;
  step.hand_over = step.hand_over || other.hand_over;
}

}  // namespace dnsward::zonefile
