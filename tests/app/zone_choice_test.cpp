#include "app/zone_choice.h"

#include "app/engine_world.h"

#include <doctest/doctest.h>

using namespace dnsward;
using namespace dnsward::test;

namespace {

const ProviderType& type() {
  static const ProviderType zonefile = [] {
    auto made = memory_type();
    made.name = "zonefile";
    return made;
  }();
  return zonefile;
}

ZoneChoice choice(std::vector<Zone> zones) {
  ProviderBlock block;
  block.type = &type();
  block.settings.name = "local";
  return {block, std::move(zones)};
}

Zone zone(std::string_view apex, std::string id = {}) {
  return {name(apex), id.empty() ? name(apex).display() : std::move(id)};
}

DomainSpec spec(std::string_view domain, std::string zone_id = {},
                std::optional<std::string_view> in_zone = std::nullopt) {
  DomainSpec made;
  made.name = name(domain);
  made.zone_id = std::move(zone_id);
  if (in_zone) made.zone = name(*in_zone);
  made.where = {"dnsward.toml", 7, 10};
  return made;
}

std::string problem(const Result<Zone>& found) {
  REQUIRE(!found);
  CHECK(found.error().where == SourcePos{"dnsward.toml", 7, 10});
  return found.error().message + " | " + found.error().hint;
}

}  // namespace

TEST_CASE("the longest zone that holds the domain is chosen") {
  const auto zones = choice({zone("example"), zone("x.example"), zone("b.x.example")});
  CHECK(zones.zone_of(spec("x.example"))->id == "x.example");
  CHECK(zones.zone_of(spec("a.x.example"))->id == "x.example");
  CHECK(zones.zone_of(spec("a.b.x.example"))->id == "b.x.example");
  CHECK(zones.zone_of(spec("xx.example"))->id == "example");
}

TEST_CASE("the entry's zone is chosen even when a longer one fits") {
  const auto zones = choice({zone("x.example"), zone("b.x.example")});
  CHECK(zones.zone_of(spec("a.b.x.example", "", "x.example"))->id == "x.example");
  CHECK(problem(zones.zone_of(spec("a.example", "", "x.example"))) ==
        "zone \"x.example\" does not hold \"a.example\" | name the zone that the domain is in, or "
        "leave zone and zone_id out");
  CHECK(
      problem(zones.zone_of(spec("a.x.example", "", "a.x.example"))) ==
      "provider local (zonefile) has no zone \"a.x.example\" | check the spelling: there is a zone "
      "\"b.x.example\"");
}

TEST_CASE("no zone: the message names the domain, the hint a near zone") {
  CHECK(problem(choice({zone("y.test")}).zone_of(spec("x.example"))) ==
        "no zone of provider local (zonefile) holds \"x.example\" | create the zone there first, "
        "or name the provider that has it");
  CHECK(problem(choice({zone("praxis.example"), zone("other.test")})
                    .zone_of(spec("mail.praxsi.example"))) ==
        "no zone of provider local (zonefile) holds \"mail.praxsi.example\" | check the spelling: "
        "there is a zone \"praxis.example\"");
  CHECK(problem(choice({}).zone_of(spec("x.example"))) ==
        "no zone of provider local (zonefile) holds \"x.example\" | create the zone there first; "
        "if it is there, check the provider's settings and what its credentials may see");
  CHECK(choice({}).zone_of(spec("x.example")).error().kind == ErrorKind::not_found);
}

TEST_CASE("two zones with one apex: the message names both ids, a zone_id decides") {
  const auto zones = choice({zone("x.example", "/z/x.example.zone"), zone("x.example", "/z/db.x")});
  CHECK(problem(zones.zone_of(spec("a.x.example"))) ==
        "provider local (zonefile) has 2 zones for \"x.example\": \"/z/db.x\", "
        "\"/z/x.example.zone\" | say with zone_id which one is meant, or remove the other");
  CHECK(zones.zone_of(spec("a.x.example", "/z/db.x"))->id == "/z/db.x");
  CHECK(zones.zone_of(spec("a.x.example", "db.x"))->id == "/z/db.x");
  CHECK(zones.zone_of(spec("a.x.example", "z/db.x"))->id == "/z/db.x");
  CHECK(problem(zones.zone_of(spec("a.x.example", "b.x"))) ==
        "provider local (zonefile) has no zone with the id \"b.x\" | look the id up at the "
        "provider, or leave zone_id out");
  CHECK(problem(zones.zone_of(spec("a.x.example", "x.example"))) ==
        "the zone_id \"x.example\" fits 2 zones of provider local (zonefile): \"/z/db.x\", "
        "\"/z/x.example.zone\" | give the whole id of the one that is meant");
}

TEST_CASE("a zone that is listed twice is one zone") {
  const auto zones = choice({zone("x.example"), zone("x.example")});
  CHECK(zones.zone_of(spec("x.example"))->id == "x.example");
}

TEST_CASE("an exact id wins over an apex of the same spelling") {
  const auto zones = choice({zone("one.example", "two.example"), zone("two.example", "17")});
  CHECK(zones.zone_of(spec("a.one.example", "two.example"))->apex == name("one.example"));
}

TEST_CASE("a zone_id of another zone is refused") {
  const auto zones = choice({zone("x.example", "1"), zone("y.example", "2")});
  CHECK(problem(zones.zone_of(spec("x.example", "2"))) ==
        "zone \"y.example\" does not hold \"x.example\" | name the zone that the domain is in, or "
        "leave zone and zone_id out");
  CHECK(problem(zones.zone_of(spec("x.example", "2", "x.example"))) ==
        "the zone_id \"2\" belongs to zone \"y.example\", not to \"x.example\" | make zone and "
        "zone_id agree, or leave one of them out");
}

TEST_CASE("a domain without a zone fails alone, at its place in the file") {
  World world(entry(R"("x.example", "nowhere.test")"));
  world.a.put("x.example", "");
  const auto report = world.engine().plan(RunKind::plan, world.all());
  CHECK(statuses(report) == "pending failed");
  CHECK(error_of(report, 1) ==
        "no zone of provider a (memory) holds \"nowhere.test\" | create the zone there first, or "
        "name the provider that has it");
  const auto& error = report.domains[1].errors[0];
  REQUIRE(error.where);
  CHECK(error.where->line == 12);
  CHECK(error.source_line == "names = [\"x.example\", \"nowhere.test\"]");
  CHECK(!report.domains[1].zone);
}

TEST_CASE("a listing that fails fails every domain of that provider and no other") {
  World world(entry(R"("x.example", "y.example")") + entry(R"("z.example")", "b"));
  world.b.put("z.example", "");
  world.a.on_list = [](const Zone&) -> std::optional<Error> {
    return Error{ErrorKind::io, "cannot read \"zones\""};
  };
  const auto report = world.engine().plan(RunKind::plan, world.all());
  CHECK(statuses(report) == "failed failed pending");
  CHECK(error_of(report, 0) == "cannot read \"zones\" | listing the zones of provider a (memory)");
}
