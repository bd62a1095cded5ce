#include "providers/route53/batches.h"

#include "http/xml.h"
#include "providers/route53/spelling.h"
#include "support/zone_text.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace dnsward;
using namespace dnsward::route53;
using test::name;

namespace {

StoredSet set_of(std::string_view owner, RRType type, const std::vector<std::string>& texts) {
  StoredSet set{.name = std::string(owner) + '.', .key = {name(owner), type}, .ttl = 300};
  for (const auto& text : texts) set.values.push_back({text, decode_value(type, text)});
  return set;
}

RRset rrset_of(const StoredSet& set) {
  return StoredZone({set}).rrsets().front();
}

Change change_of(const std::optional<StoredSet>& from, const std::optional<StoredSet>& to) {
  Change change{.key = from ? from->key : to->key};
  if (from) change.before = rrset_of(*from);
  if (to) change.after = rrset_of(*to);
  return change;
}

/// "DELETE example.com. TXT 300 "a"|"b"; CREATE ...", the changes of a body.
std::string read(const std::string& body) {
  std::string text;
  const auto read = read_xml(body, [&](const XmlElement& request) -> Result<void> {
    CHECK(request.name() == "ChangeResourceRecordSetsRequest");
    for (const auto& change : request.child("ChangeBatch").elements("Changes", "Change")) {
      const auto set = change.child("ResourceRecordSet");
      if (!text.empty()) text += "; ";
      text += fmt::format("{} {} {} {}", change.text("Action"), set.text("Name"), set.text("Type"),
                          set.text("TTL"));
      char separator = ' ';
      for (const auto& record : set.elements("ResourceRecords", "ResourceRecord")) {
        text += separator + record.text("Value");
        separator = '|';
      }
    }
    return {};
  });
  REQUIRE(read.has_value());
  return text;
}

std::vector<std::string> batches(const std::vector<StoredSet>& stored,
                                 const std::vector<Change>& changes,
                                 WriteMode mode = WriteMode::compare_and_swap) {
  const auto made = make_batches(StoredZone(stored), changes, mode);
  REQUIRE_MESSAGE(made.has_value(), made.error().message);
  return *made;
}

std::string error_of(const std::vector<StoredSet>& stored, const std::vector<Change>& changes) {
  const auto made = make_batches(StoredZone(stored), changes, WriteMode::compare_and_swap);
  return made ? "none" : made.error().message;
}

std::vector<std::string> many(std::size_t count, std::size_t size = 3) {
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < count; ++i) {
    texts.push_back(fmt::format("\"{:0{}}\"", i, size - 2));
  }
  return texts;
}

const auto txt = RRType::txt;

}  // namespace

TEST_CASE("a body is what the documentation prescribes, to the letter") {
  const auto after = set_of("example.com", txt, {"\"<a>&b\""});
  CHECK(
      batches({}, {change_of({}, after)}) ==
      std::vector<std::string>{
          R"(<?xml version="1.0" encoding="UTF-8"?><ChangeResourceRecordSetsRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><ChangeBatch><Comment>dnsward</Comment><Changes><Change><Action>CREATE</Action><ResourceRecordSet><Name>example.com.</Name><Type>TXT</Type><TTL>300</TTL><ResourceRecords><ResourceRecord><Value>&quot;&lt;a&gt;&amp;b&quot;</Value></ResourceRecord></ResourceRecords></ResourceRecordSet></Change></Changes></ChangeBatch></ChangeResourceRecordSetsRequest>)"});
}

TEST_CASE("a set is deleted as it is listed, and created with what stays as it is listed") {
  auto before = set_of("example.com", txt, {R"("\101bc""d")", R"("v=spf1 -all")", R"("z")"});
  before.name = "\\145xample.com.";
  const auto after = set_of("example.com", txt, {R"("Abcd")", R"("new")", R"("z")"});
  CHECK(read(batches({before}, {change_of(before, after)}).at(0)) ==
        R"(DELETE \145xample.com. TXT 300 "\101bc""d"|"v=spf1 -all"|"z"; )"
        R"(CREATE \145xample.com. TXT 300 "\101bc" "d"|"z"|"new")");
}

TEST_CASE("of two spellings of one value one stays") {
  const auto before = set_of("example.com", txt, {R"("a")", R"("\141")"});
  const auto after = set_of("example.com", txt, {R"("a")", R"("b")"});
  CHECK(read(batches({before}, {change_of(before, after)}).at(0)) ==
        R"(DELETE example.com. TXT 300 "a"|"\141"; CREATE example.com. TXT 300 "a"|"b")");
}

TEST_CASE("deletes come first, over all sets of a request") {
  const auto a = set_of("a.example.com", txt, {R"("1")"});
  const auto b = set_of("b.example.com", txt, {R"("2")"});
  const auto a_after = set_of("a.example.com", txt, {R"("3")"});
  CHECK(read(batches({a, b}, {change_of(a, a_after), change_of(b, {})}).at(0)) ==
        R"(DELETE a.example.com. TXT 300 "1"; DELETE b.example.com. TXT 300 "2"; )"
        R"(CREATE a.example.com. TXT 300 "3")");
}

TEST_CASE("UPSERT writes the new values alone, and what goes is deleted all the same") {
  const auto a = set_of("a.example.com", txt, {R"("1")"});
  const auto b = set_of("b.example.com", txt, {R"("2")"});
  const auto a_after = set_of("a.example.com", txt, {R"("1")", R"("3")"});
  CHECK(read(batches({a, b}, {change_of(a, a_after), change_of(b, {})}, WriteMode::upsert).at(0)) ==
        R"(DELETE b.example.com. TXT 300 "2"; UPSERT a.example.com. TXT 300 "1"|"3")");
}

TEST_CASE("two sets near the quota of values are two requests, each whole") {
  const auto a = set_of("a.example.com", txt, many(399, 5));
  const auto b = set_of("b.example.com", txt, many(399, 5));
  const auto a_after = set_of("a.example.com", txt, many(400, 5));
  const auto b_after = set_of("b.example.com", txt, many(400, 5));
  const auto made = batches({a, b}, {change_of(a, a_after), change_of(b, b_after)});
  REQUIRE(made.size() == 2);
  CHECK(read(made[0]).starts_with("DELETE a.example.com. TXT"));
  CHECK(read(made[0]).find("b.example.com") == std::string::npos);
  CHECK(read(made[1]).find("CREATE b.example.com. TXT") != std::string::npos);
}

TEST_CASE("1,000 values fit one request, 1,001 do not; UPSERT counts twice") {
  const auto created = [](std::size_t count) {
    std::vector<Change> changes;
    for (std::size_t i = 0; i < count; ++i) {
      changes.push_back(change_of({}, set_of(fmt::format("n{}.example.com", i), txt, {"\"1\""})));
    }
    return changes;
  };
  CHECK(batches({}, created(1000)).size() == 1);
  CHECK(batches({}, created(1001)).size() == 2);
  CHECK(batches({}, created(500), WriteMode::upsert).size() == 1);
  CHECK(batches({}, created(501), WriteMode::upsert).size() == 2);
}

TEST_CASE("32,000 characters fit one request, and no more") {
  std::vector<Change> changes;
  for (int i = 0; i < 128; ++i) {
    changes.push_back(change_of({}, set_of(fmt::format("n{}.example.com", i), txt, many(1, 250))));
  }
  CHECK(batches({}, changes).size() == 1);
  changes.push_back(change_of({}, set_of("more.example.com", txt, many(1, 3))));
  CHECK(batches({}, changes).size() == 2);
}

TEST_CASE("a CNAME and what it takes the place of are never torn apart") {
  std::vector<StoredSet> stored;
  std::vector<Change> changes;
  for (int i = 0; i < 3; ++i) {
    const auto owner = fmt::format("n{}.example.com", i);
    const auto old = set_of(owner, txt, many(398, 5));
    stored.push_back(old);
    changes.push_back(change_of(old, {}));
    changes.push_back(change_of({}, set_of(owner, RRType::cname, {"t.example.net."})));
  }
  const auto made = batches(stored, changes);
  REQUIRE(made.size() == 2);
  for (const auto& body : made) {
    const auto text = read(body);
    for (int i = 0; i < 3; ++i) {
      const bool goes = text.find(fmt::format("DELETE n{}.", i)) != std::string::npos;
      const bool comes = text.find(fmt::format("CREATE n{}.", i)) != std::string::npos;
      CHECK(goes == comes);
    }
  }
}

TEST_CASE("what Route 53 takes of no one is refused before anything is sent") {
  const auto full = set_of("example.com", txt, many(400, 5));
  const auto over = set_of("example.com", txt, many(401, 5));
  CHECK(error_of({full}, {change_of(full, over)}) ==
        "example.com. TXT would have 401 values, and Route 53 takes 400");
  const auto largest = set_of("example.com", txt, {encode_value(TxtData{std::string(3953, 'x')})});
  CHECK(error_of({}, {change_of({}, largest)}) == "none");
  const auto larger = set_of("example.com", txt, {encode_value(TxtData{std::string(3954, 'x')})});
  CHECK(error_of({}, {change_of({}, larger)}) ==
        "a value of example.com. TXT has 4001 characters as Route 53 counts, which takes 4000");
  const auto wide = set_of("example.com", txt, many(200, 100));
  const auto wider = set_of("example.com", txt, many(201, 100));
  CHECK(error_of({wide}, {change_of(wide, wider)}) ==
        "example.com. TXT is too large to be changed in one request: 401 values and 40100 "
        "characters, before and after together, and Route 53 takes 1000 and 32000");
}
