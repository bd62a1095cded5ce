#include "providers/zonefile/edit_support.h"

#include "base/text.h"
#include "dns/presentation.h"

#include <doctest/doctest.h>

#include <chrono>

namespace dnsward::test {

using namespace dnsward::zonefile;

namespace {

constexpr std::chrono::year_month_day today{std::chrono::year(2026), std::chrono::month(11),
                                            std::chrono::day(24)};

template <typename T>
T valid(Result<T> result) {
  REQUIRE_MESSAGE(result, (result ? "" : result.error().message));
  return std::move(*result);
}

DomainName apex() {
  return valid(DomainName::parse("example.com"));
}

std::vector<std::string> parts(std::string_view text, std::string_view separator) {
  std::vector<std::string> found;
  for (;;) {
    const auto end = text.find(separator);
    found.emplace_back(trim(text.substr(0, end)));
    if (end == std::string_view::npos) return found;
    text.remove_prefix(end + separator.size());
  }
}

Change change(const MasterFile& zone, std::string_view line) {
  const auto words = split(line.substr(0, line.find(':')), ' ');
  REQUIRE(words.size() == 3);
  Change result;
  result.key = {valid(DomainName::parse(words[0], apex())), parse_rr_type(words[1]).value()};
  const auto rrsets = zone.rrsets();
  if (const auto* before = find(rrsets, result.key)) result.before = *before;
  if (words[2] == "-") return result;
  RRset after{result.key, static_cast<std::uint32_t>(std::stoul(std::string(words[2]))), {}};
  for (const auto& item : parts(line.substr(line.find(": ") + 2), " | ")) {
    const auto sides = parts(item, " <- ");
    const auto value = valid(parse_rdata(after.key.type, sides[0], apex()));
    after.rdata.push_back(value);
    if (sides.size() < 2) continue;
    const auto was = valid(parse_rdata(after.key.type, sides[1], apex()));
    result.fates.push_back({Fate::replaced, value, was});
  }
  normalize(after);
  result.after = std::move(after);
  return result;
}

}  // namespace

OpenInclude opener(const Files& files) {
  return [&files](std::string_view name, std::string_view) -> Result<OpenedFile> {
    const auto found = files.find(std::string(name));
    if (found == files.end()) return fail(ErrorKind::not_found, "no file " + std::string(name));
    return OpenedFile{found->first, found->second};
  };
}

MasterFile parse(const Files& files) {
  return valid(parse_master_file(apex(), "zone", files.at("zone"), opener(files)));
}

std::vector<Change> changes(const MasterFile& zone, std::string_view lines) {
  std::vector<Change> all;
  for (const auto line : split(lines, '\n')) {
    if (!trim(line).empty()) all.push_back(change(zone, trim(line)));
  }
  return all;
}

Result<Files> edited(const Files& files, const std::vector<Change>& changes) {
  const auto zone = parse(files);
  const auto done = edit(zone, changes, today, opener(files));
  if (!done) return fail(done.error());
  Files result = files;
  for (const auto& [file, text] : *done) result[zone.files[file].path] = text;
  return result;
}

Result<Files> edited(const Files& files, std::string_view lines) {
  return edited(files, changes(parse(files), lines));
}

std::string edited(std::string_view text, std::string_view lines) {
  const auto result = edited(Files{{"zone", std::string(text)}}, lines);
  return result ? result->at("zone") : result.error().message;
}

}  // namespace dnsward::test
