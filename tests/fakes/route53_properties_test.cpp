#include "fakes/route53_lab.h"
#include "support/random.h"

#include <doctest/doctest.h>

#include <map>
#include <set>

using namespace dnsward;
using namespace dnsward::test;

namespace {

using Texts = std::vector<std::string>;

const Texts names{"example.com",
                  "a.example.com",
                  "A.example.com.",
                  "*.example.com",
                  "b.example.com",
                  "other.org",
                  "..",
                  R"(\052.example.com)"};
const Texts types{"TXT", "TXT", "TXT", "MX", "CNAME", "A"};
const Texts actions{"CREATE", "CREATE", "UPSERT", "DELETE", "DELETE"};

Texts values_for(Random& random, const std::string& type) {
  const std::map<std::string, Texts> choices{
      {"TXT", {R"("one")", R"("two")", R"("t\167o")", R"("three" "3")", "bare"}},
      {"MX", {"10 mx.example.net.", "20 mx.example.net.", "10"}},
      {"CNAME", {"b.example.net.", "c.example.net."}},
      {"A", {"192.0.2.1", "192.0.2.2"}}};
  Texts values;
  for (std::size_t i = 0; i <= random.below(2); ++i) {
    values.push_back(random.pick(choices.at(type)));
  }
  return values;
}

/// Mostly invented; sometimes a set that is there, as it is.
std::string random_change(Random& random, const Route53Lab& lab) {
  const auto there = lab.api.stored(lab.zone);
  if (random.one_in(3)) {
    const auto& set = random.pick(there);
    return change_xml("DELETE", set.name, set.type, set.values, *set.ttl);
  }
  const std::string& type = random.pick(types);
  return change_xml(random.pick(actions), random.pick(names), type, values_for(random, type),
                    random.one_in(8) ? -1 : 300);
}

/// "a.example.com. TXT 300 "one"|"two"" of all sets.
Texts lines_of(const Route53Lab& lab) {
  Texts lines;
  for (const auto& set : lab.api.stored(lab.zone)) {
    lines.push_back(
        fmt::format("{} {} {} {}", set.name, set.type, *set.ttl, fmt::join(set.values, "|")));
  }
  return lines;
}

void check_is_a_zone(const Route53Lab& lab) {
  std::map<std::string, std::set<std::string>> types_at;
  for (const auto& set : lab.api.stored(lab.zone)) {
    CHECK(types_at[set.name].insert(set.type).second);
    CHECK((set.name == "example.com." || set.name.ends_with(".example.com.")));
    for (const std::string& value : set.values) CHECK(value != "bare");
    const auto truth = lab.api.rrset(lab.zone, set.name, set.type);
    REQUIRE(truth.has_value());
    CHECK(std::set<std::string>(truth->values.begin(), truth->values.end()).size() ==
          truth->values.size());
  }
  for (const auto& [name, at] : types_at) {
    if (at.contains("CNAME")) CHECK(at.size() == 1);
  }
  CHECK(types_at["example.com."].contains("SOA"));
  CHECK(types_at["example.com."].contains("NS"));
}

/// Flips, removes or repeats a few characters.
std::string spoilt(Random& random, std::string text) {
  for (std::size_t i = 0; i <= random.below(4) && !text.empty(); ++i) {
    const std::size_t at = random.below(text.size());
    switch (random.below(3)) {
      case 0: text[at] = static_cast<char>(random.below(256)); break;
      case 1: text.erase(at, 1 + random.below(5)); break;
      default: text.insert(at, text.substr(at, random.below(9)));
    }
  }
  return text;
}

}  // namespace

TEST_CASE("whatever batches come, the zone stays one, and a refused batch changes nothing") {
  Random random(53);
  const Route53Lab lab;
  int done = 0;
  int refused = 0;
  for (int i = 0; i < 1500; ++i) {
    std::string changes;
    for (std::size_t j = 0; j <= random.below(3); ++j) changes += random_change(random, lab);
    const Texts before = lines_of(lab);
    const auto answer = lab.change(changes);
    if (answer.response.status == 200) {
      ++done;
      check_is_a_zone(lab);
    } else {
      ++refused;
      CHECK(answer.response.status == 400);
      CHECK(lines_of(lab) == before);
    }
  }
  CHECK(done > 100);
  CHECK(refused > 150);
}

TEST_CASE("a listing by pages of any size shows every set once") {
  Random random(54);
  Route53Lab lab;
  for (int i = 0; i < 60; ++i) {
    fake::Route53RRset set{.name = fmt::format("n{}.example.com", random.below(20)),
                           .type = random.pick(types),
                           .values = {"x"}};
    if (random.one_in(2)) set.set_identifier = fmt::format("id {}", i);
    lab.api.put(lab.zone, set);
  }
  const std::size_t count = lab.api.stored(lab.zone).size();
  for (std::size_t size = 1; size <= count; ++size) {
    Texts seen;
    std::string start;
    bool more = true;
    while (more) {
      const auto page = lab.list(fmt::format("?maxitems={}{}", size, start));
      REQUIRE(page.response.status == 200);
      const auto names_here = page.each("ResourceRecordSets", "Name");
      const auto types_here = page.each("ResourceRecordSets", "Type");
      const auto ids_here = page.each("ResourceRecordSets", "SetIdentifier");
      for (std::size_t i = 0; i < names_here.size(); ++i) {
        seen.push_back(names_here[i] + types_here[i] + ids_here[i]);
      }
      more = page.at("IsTruncated") == "true";
      start = fmt::format("&name={}&type={}", page.at("NextRecordName"), page.at("NextRecordType"));
      const std::string id = page.at("NextRecordIdentifier");
      if (!id.empty()) start += "&identifier=id%20" + id.substr(3);
    }
    CHECK(seen.size() == count);
    CHECK(std::set<std::string>(seen.begin(), seen.end()).size() == count);
  }
}

TEST_CASE("spoilt requests get an answer in XML, and change no more than they say") {
  Random random(55);
  const Route53Lab lab;
  const std::string body = batch_xml(change_xml("UPSERT", "a.example.com", "TXT", {R"("one")"}));
  const std::string path = "/2013-04-01/hostedzone/" + lab.zone + "/rrset/";
  const std::string query = "?name=%5C052.example.com&type=TXT&identifier=x&maxitems=3";
  for (int i = 0; i < 2000; ++i) {
    const bool write = random.one_in(2);
    const std::string method = write ? "POST" : "GET";
    const std::string target = write ? path : spoilt(random, path + query);
    const std::string content = write ? spoilt(random, body) : "";
    auto headers = lab.sign(method, target, content, lab.signing);
    if (random.one_in(4)) headers.back().value = spoilt(random, headers.back().value);
    const auto answer = lab.send(method, target, headers, content);
    CAPTURE(target);
    CAPTURE(content);
    CHECK((answer.response.status == 200 || answer.response.status == 400 ||
           answer.response.status == 403 || answer.response.status == 404));
    CHECK(answer.xml.document_element());
    if (i % 200 == 0) check_is_a_zone(lab);
  }
}
