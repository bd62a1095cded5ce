#include "providers/zonefile/draft.h"

#include "providers/zonefile/spelling.h"

#include <algorithm>

namespace dnsward::zonefile {
namespace {

/// Where the new sequence of records is not the expected one: at old record `index`, which now
/// reads as record `now`.
struct Mismatch {
  std::size_t index = 0;
  std::size_t now = 0;
  bool can_mend = false;
};

template <typename Map, typename Value>
const Value& either(const Map& map, std::size_t index, const Value& otherwise) {
  const auto found = map.find(index);
  return found == map.end() ? otherwise : found->second;
}

bool is_inserted(const Step::Insertion& wanted, const Record& now) {
  return now.key == wanted.key && now.value == wanted.value && now.stated_ttl == wanted.ttl;
}

/// The SOA's RDATA with the serial out of the way.
std::string without_serial(const Record& soa) {
  const auto* data = std::get_if<OpaqueData>(&soa.value);
  if (data == nullptr) return to_text(soa.value);
  std::string rest;
  std::size_t field = 0;
  for (std::size_t i = 0; i < data->presentation.size(); ++i) {
    const char c = data->presentation[i];
    if (c == ' ') ++field;
    if (field == 2 && c != ' ') continue;
    rest += c;
    if (c == '\\' && i + 1 < data->presentation.size()) rest += data->presentation[++i];
  }
  return rest;
}

bool is_same_value(const Step& step, std::size_t index, const Record& was, const Record& is) {
  if (step.serial && was.key.type == RRType::soa) return without_serial(was) == without_serial(is);
  return either(step.replaced, index, was.value) == is.value;
}

/// All but owner and TTL, which a record may inherit.
bool is_same_data(const Step& step, std::size_t index, const Record& was, const Record& is) {
  return was.file == is.file && was.key.type == is.key.type && was.generated == is.generated &&
         was.origin == is.origin && is_same_value(step, index, was, is);
}

/// Walks both sequences of records side by side.
std::optional<Mismatch> compare(const MasterFile& old_zone, const Step& step,
                                const MasterFile& new_zone) {
  if (new_zone.serial_value != step.serial.value_or(old_zone.serial_value)) return Mismatch{};
  std::vector<Step::Insertion> inserted = step.inserted;
  std::stable_sort(inserted.begin(), inserted.end(),
                   [](const auto& a, const auto& b) { return a.at < b.at; });
  auto next_inserted = inserted.begin();
  auto is = new_zone.records.begin();
  const auto end = new_zone.records.end();
  for (std::size_t index = 0; index <= old_zone.records.size(); ++index) {
    for (; next_inserted != inserted.end() && next_inserted->at == index; ++next_inserted, ++is) {
      if (is == end || !is_inserted(*next_inserted, *is)) return Mismatch{};
    }
    if (index == old_zone.records.size() || step.removed.contains(index)) continue;
    const Record& was = old_zone.records[index];
    if (is == end || !is_same_data(step, index, was, *is)) return Mismatch{};
    const bool same_ttl = either(step.ttls, index, was.stated_ttl) == is->stated_ttl;
    if (!same_ttl || was.key.owner != is->key.owner) {
      return Mismatch{index, static_cast<std::size_t>(is - new_zone.records.begin()), true};
    }
    ++is;
  }
  if (is != end) return Mismatch{};
  return std::nullopt;
}

std::string apply_to(const std::string& text, std::size_t file, std::vector<Patch> patches) {
  std::erase_if(patches, [&](const Patch& patch) { return patch.file != file; });
  std::stable_sort(patches.begin(), patches.end(),
                   [](const Patch& a, const Patch& b) { return a.span.begin < b.span.begin; });
  std::string result;
  std::size_t at = 0;
  for (const auto& patch : patches) {
    result.append(text, at, patch.span.begin - at);
    result += patch.text;
    at = patch.span.end;
  }
  return result.append(text, at);
}

}  // namespace

Result<MasterFile> Draft::patched(const std::vector<Patch>& patches) const {
  std::vector<std::string> texts;
  texts.reserve(zone_.files.size());
  for (std::size_t i = 0; i < zone_.files.size(); ++i) {
    texts.push_back(apply_to(zone_.files[i].text, i, patches));
  }
  const auto open = [&](std::string_view name, std::string_view from) -> Result<OpenedFile> {
    auto opened = open_(name, from);
    if (!opened) return opened;
    for (std::size_t i = 0; i < zone_.files.size(); ++i) {
      if (zone_.files[i].path == opened->path) return OpenedFile{opened->path, texts[i]};
    }
    return fail(ErrorKind::changed, '"' + opened->path + "\" was not included before");
  };
  return parse_master_file(zone_.apex, zone_.files.front().path, texts.front(), open);
}

/// The patch that gives the old record at `index`, which now reads as `now`, its owner or TTL back.
std::optional<Patch> Draft::mend(const Step& step, std::size_t index, const Record& now) const {
  const Record& record = zone_.records[index];
  if (record.generated || zone_.files[record.file].uses > 1) return std::nullopt;
  const auto wanted = step.ttls.find(index);
  if (!step.hand_over && wanted == step.ttls.end()) return std::nullopt;
  if (record.key.owner != now.key.owner) {
    if (!record.owner.empty()) return std::nullopt;
    const Span at{record.whole.begin, record.whole.begin};
    return Patch{record.file, at, inherited_owner(zone_, index)};
  }
  if (!record.ttl.empty()) return std::nullopt;
  return wanted == step.ttls.end() ? insert_ttl(zone_, record, inherited_ttl(zone_, index))
                                   : insert_ttl(zone_, record, std::to_string(wanted->second));
}

bool Draft::take(Step step) {
  std::set<std::pair<std::size_t, std::size_t>> mended;  // file and offset
  for (;;) {
    auto result = patched(step.patches);
    if (!result) return false;
    const auto mismatch = compare(zone_, step, *result);
    if (!mismatch) {
      for (const auto& patch : step.patches) changed_files_.insert(patch.file);
      zone_ = std::move(*result);
      return true;
    }
    if (!mismatch->can_mend) return false;
    auto patch = mend(step, mismatch->index, result->records[mismatch->now]);
    if (!patch || !mended.emplace(patch->file, patch->span.begin).second) return false;
    step.patches.push_back(std::move(*patch));
  }
}

}  // namespace dnsward::zonefile
