#include "providers/zonefile/spelling.h"

#include "base/text.h"

#include <utility>

namespace dnsward::zonefile {
namespace {

constexpr std::string_view carriage_line_feed = "\r\n";
constexpr std::string_view line_feed = "\n";

/// The line end of the first line.
std::string_view line_end_of(std::string_view text) {
  const auto at = text.find('\n');
  const bool has_return = at != std::string_view::npos && at > 0 && text[at - 1] == '\r';
  return has_return ? carriage_line_feed : line_feed;
}

std::string with_ends(const std::vector<std::string>& lines, std::string_view end) {
  std::string text;
  for (const auto& line : lines) (text += line) += end;
  return text;
}

/// What stands before the RDATA, when that is in one line with nothing but tokens and blanks; else
/// empty.
std::string_view plain_prefix_of(const MasterFile& zone, const Record& record) {
  if (record.rdata.empty()) return {};
  const auto prefix = text_of(zone, record.file, {record.whole.begin, record.rdata.begin});
  const bool is_plain = prefix.find_first_of("()\n") == std::string_view::npos;
  return is_plain ? prefix : std::string_view();
}

bool is_numeric_type(std::string_view type) {
  return starts_with_ignoring_case(type, "TYPE");
}

/// The nearest record at or above `index` in the same file that fits.
template <typename Fits>
const Record* look_up(const MasterFile& zone, std::size_t index, Fits fits) {
  const std::size_t file = zone.records[index].file;
  for (std::size_t i = index + 1; i-- > 0;) {
    const Record& record = zone.records[i];
    if (record.file == file && !record.generated && fits(record)) return &record;
  }
  return nullptr;
}

}  // namespace

std::string_view text_of(const MasterFile& zone, std::size_t file, Span span) {
  return std::string_view(zone.files[file].text).substr(span.begin, span.end - span.begin);
}

std::string inherited_owner(const MasterFile& zone, std::size_t index) {
  const Record& record = zone.records[index];
  const auto* spelled = look_up(zone, index, [&](const Record& above) {
    return !above.owner.empty() && above.key.owner == record.key.owner &&
           above.origin == record.origin;
  });
  if (spelled != nullptr) return std::string(text_of(zone, spelled->file, spelled->owner));
  return record.key.owner.relative_to(record.origin);
}

std::string inherited_ttl(const MasterFile& zone, std::size_t index) {
  const Record& record = zone.records[index];
  const auto* spelled = look_up(zone, index, [&](const Record& above) {
    return !above.ttl.empty() && above.stated_ttl == record.stated_ttl;
  });
  if (spelled != nullptr) return std::string(text_of(zone, spelled->file, spelled->ttl));
  return std::to_string(record.stated_ttl);
}

Patch insert_ttl(const MasterFile& zone, const Record& record, std::string ttl) {
  const std::string& text = zone.files[record.file].text;
  const std::size_t begin = record.owner.empty() ? record.whole.begin : record.owner.end;
  std::size_t at = begin;
  while (at < record.whole.end && (text[at] == ' ' || text[at] == '\t')) ++at;
  const bool after_tab = at > begin && text[at - 1] == '\t';
  ttl += after_tab ? '\t' : ' ';
  return {record.file, {at, at}, std::move(ttl)};
}

std::vector<Patch> replace_rdata(const MasterFile& zone, const Record& record, const Rdata& value) {
  std::vector<Patch> patches{{record.file, record.rdata, to_text(value)}};
  if (is_numeric_type(text_of(zone, record.file, record.type))) {
    patches.push_back({record.file, record.type, to_text(record.key.type)});
  }
  return patches;
}

std::string line_like(const MasterFile& zone, const Record& record, const Rdata& value) {
  std::string line(plain_prefix_of(zone, record));
  if (!line.empty()) {
    const Span type = record.type;
    if (is_numeric_type(text_of(zone, record.file, type))) {
      line.replace(type.begin - record.whole.begin, type.end - type.begin,
                   to_text(record.key.type));
    }
    return line + to_text(value);
  }
  const std::string owner = record.owner.empty()
                                ? record.key.owner.relative_to(record.origin)
                                : std::string(text_of(zone, record.file, record.owner));
  return new_line(owner, std::string(text_of(zone, record.file, record.ttl)), record.key.type,
                  value, separator_of(zone, record));
}

std::string new_line(const std::string& owner, const std::string& ttl, RRType type,
                     const Rdata& value, std::string_view separator) {
  std::string line = owner;
  line += separator;
  if (!ttl.empty()) (line += ttl) += separator;
  (line += "IN") += separator;
  (line += to_text(type)) += separator;
  return line += to_text(value);
}

std::string_view separator_of(const MasterFile& zone, const Record& record) {
  const auto prefix = text_of(zone, record.file, {record.whole.begin, record.type.begin});
  return prefix.find('\t') == std::string_view::npos ? " " : "\t";
}

std::vector<Patch> insert_after(const MasterFile& zone, const Record& record,
                                const std::vector<std::string>& lines) {
  const std::string_view whole = text_of(zone, record.file, record.whole);
  if (!whole.ends_with('\n')) return append(zone, record.file, lines);
  const bool has_return = whole.ends_with(carriage_line_feed);
  const Span at{record.whole.end, record.whole.end};
  return {{record.file, at, with_ends(lines, has_return ? carriage_line_feed : line_feed)}};
}

std::vector<Patch> append(const MasterFile& zone, std::size_t file,
                          const std::vector<std::string>& lines) {
  const std::string& text = zone.files[file].text;
  const auto end = line_end_of(text);
  const Span at{text.size(), text.size()};
  std::vector<Patch> patches;
  if (!text.empty() && !text.ends_with('\n')) patches.push_back({file, at, std::string(end)});
  patches.push_back({file, at, with_ends(lines, end)});
  return patches;
}

bool is_line_end(std::string_view text) {
  return text == line_feed || text == carriage_line_feed;
}

}  // namespace dnsward::zonefile
