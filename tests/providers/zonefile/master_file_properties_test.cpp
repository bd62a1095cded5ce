#include "providers/zonefile/layout_support.h"
#include "providers/zonefile/ttl.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

using namespace dnsward;
using namespace dnsward::test;
using namespace dnsward::zonefile;

namespace {

constexpr int cases = 20'000;

/// Empty when the spans of a record are what they promise, else the promise that does not hold.
std::string span_problem(const MasterFile& zone, const Record& record) {
  const std::string& text = zone.files[record.file].text;
  const Span whole = record.whole;
  if (whole.begin >= whole.end || whole.end > text.size()) return "whole is no range";
  if (whole.begin != 0 && text[whole.begin - 1] != '\n') return "whole starts inside a line";
  if (whole.end != text.size() && text[whole.end - 1] != '\n') return "whole ends inside a line";
  std::size_t at = whole.begin;
  for (const Span part : {record.owner, record.ttl, record.type, record.rdata}) {
    if (part.empty()) continue;
    if (part.begin < at || part.end > whole.end) return "a part is out of order";
    at = part.end;
  }
  const bool blank = text[whole.begin] == ' ' || text[whole.begin] == '\t';
  if (record.owner.empty() != blank) return "owner does not fit the first column";
  if (!record.owner.empty()) {
    const auto owner =
        DomainName::from_presentation(spelled(zone, record.file, record.owner), record.origin);
    if (owner != record.key.owner) return "owner is another name";
  }
  if (parse_rr_type(spelled(zone, record.file, record.type)) != record.key.type) {
    return "type is another one";
  }
  const auto stated =
      record.ttl.empty() ? record.stated_ttl : parse_ttl(spelled(zone, record.file, record.ttl));
  if (stated != record.stated_ttl) return "TTL is another one";
  const auto lines = std::count(text.begin(), text.begin() + static_cast<int>(whole.begin), '\n');
  return record.line == lines + 1 ? "" : "line is another one";
}

/// The problems of all records, which stand one after the other in their files.
std::string span_problems(const MasterFile& zone) {
  std::string problems;
  std::vector<std::size_t> ends(zone.files.size(), 0);
  for (const Record& record : zone.records) {
    problems += span_problem(zone, record);
    if (record.whole.begin < ends[record.file]) problems += "records overlap";
    ends[record.file] = record.whole.end;
  }
  const auto serial = spelled(zone, zone.serial_file, zone.serial);
  if (serial != std::to_string(zone.serial_value)) problems += "serial is another one";
  return problems;
}

}  // namespace

TEST_CASE("a zone reads the same however it is written") {
  Random random(20240611);
  for (int i = 0; i < cases; ++i) {
    const auto records = random_zone(random);
    const auto written = write_zone(records, random, Flavour::ours);
    const auto zone = parse(written.text, written.includes);
    CAPTURE(i);
    CAPTURE(written.text);
    REQUIRE_MESSAGE(zone, error_text(zone.error()));
    REQUIRE(zone->records.size() == records.size());
    for (std::size_t j = 0; j < records.size(); ++j) {
      REQUIRE(zone->records[j].key == records[j].key);
      REQUIRE(zone->records[j].stated_ttl == records[j].ttl);
      REQUIRE(zone->records[j].value == records[j].value);
    }
    REQUIRE(zone->rrsets() == rrsets_of(records));
    REQUIRE(span_problems(*zone) == "");
  }
}

TEST_CASE("RDATA can be replaced, and a record removed, without a change to any other") {
  Random random(7);
  int replaced = 0;
  for (int i = 0; i < cases; ++i) {
    auto records = random_zone(random);
    auto written = write_zone(records, random, Flavour::ours);
    const auto zone = parse(written.text, written.includes);
    REQUIRE(zone);
    const std::size_t chosen = 1 + random.below(records.size() - 1);
    const Record& record = zone->records[chosen];
    CAPTURE(i);
    CAPTURE(chosen);
    CAPTURE(written.text);
    std::string& text =
        record.file == 0 ? written.text : written.includes[zone->files[record.file].path];
    if (record.key.type == RRType::txt && !record.rdata.empty()) {
      text.replace(record.rdata.begin, record.rdata.end - record.rdata.begin, " \"new\" ");
      records[chosen].value = TxtData{"new"};
      ++replaced;
    } else if (record.owner.empty() || chosen + 1 == records.size()) {
      // Nobody inherits from a record that inherits itself, but for its TTL.
      if (!record.ttl.empty()) continue;
      text.erase(record.whole.begin, record.whole.end - record.whole.begin);
      records.erase(records.begin() + static_cast<int>(chosen));
    } else {
      continue;
    }
    const auto changed = parse(written.text, written.includes);
    REQUIRE_MESSAGE(changed, error_text(changed.error()));
    REQUIRE(changed->rrsets() == rrsets_of(records));
  }
  CHECK(replaced > cases / 4);
}

TEST_CASE("no octets crash the parser, and every error has a place") {
  Random random(99);
  static const std::vector<std::string> pieces{"\"",
                                               "(",
                                               ")",
                                               "\\",
                                               ";",
                                               "\n",
                                               "\r",
                                               "$",
                                               "@",
                                               " ",
                                               "\t",
                                               "$ORIGIN ",
                                               "$GENERATE 1-3 ",
                                               "\\#",
                                               "${",
                                               "\\2",
                                               "..",
                                               "4294967296",
                                               "SOA "};
  int good = 0;
  for (int i = 0; i < cases; ++i) {
    auto written = write_zone(random_zone(random), random, Flavour::ours);
    for (std::size_t n = 1 + random.below(4); n > 0; --n) {
      const std::size_t at = random.below(written.text.size());
      switch (random.below(4)) {
        case 0: written.text[at] = static_cast<char>(random.below(256)); break;
        case 1: written.text.insert(at, random.pick(pieces)); break;
        case 2: written.text.erase(at, 1 + random.below(5)); break;
        default: written.text.resize(at + 1);
      }
      if (written.text.empty()) written.text = " ";
    }
    const auto zone = parse(written.text, written.includes);
    CAPTURE(written.text);
    if (zone) {
      ++good;
      REQUIRE(zone->files[0].text == written.text);
      continue;
    }
    const Error& error = zone.error();
    REQUIRE(!error.message.empty());
    REQUIRE(error.where);
    REQUIRE(error.where->line > 0);
    REQUIRE(error.where->column > 0);
    const auto included = written.includes.find(error.where->file);
    REQUIRE((error.where->file == "z" || included != written.includes.end()));
    const std::string& text = included == written.includes.end() ? written.text : included->second;
    REQUIRE(text.find(error.source_line) != std::string::npos);
  }
  CHECK(good > cases / 10);
  CHECK(good < cases * 9 / 10);
}
