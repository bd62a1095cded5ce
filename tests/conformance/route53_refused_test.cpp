#include "conformance/route53_place.h"
#include "conformance/run.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace dnsward;
using namespace dnsward::test;

namespace {

constexpr std::string_view refused_token = R"([sender.s]
token = ["ours=1"]

[[domains]]
provider = "here"
names    = ["example.com", "shop.example.com"]
senders  = ["s"]
)";

RunReport plan_of(Route53Place& place, std::string_view file = refused_token) {
  const auto config = load_for(place, file);
  return engine_for(place, config).plan(RunKind::plan, all_domains(config));
}

/// "conflict: message" of the first domain.
std::string refusal_of(const RunReport& report) {
  const auto& domain = report.domains.at(0);
  std::string text(to_text(domain.status));
  for (const auto& conflict : domain.conflicts) text += ": " + conflict.message;
  return text + everything_said(domain);
}

std::string put_with(Route53Place& place, const fake::Route53RRset& rrset) {
  place.put_zone(name("example.com"), zone_text("example.com", "shop 60 TXT \"theirs\"\n"));
  place.fake().put(place.id_of(name("example.com")), rrset);
  return place.id_of(name("example.com"));
}

}  // namespace

TEST_CASE("route53: an alias stops its domain, and no other") {
  Route53Place place;
  put_with(place, {.name = "example.com",
                   .type = "TXT",
                   .ttl = std::nullopt,
                   .alias = fake::Route53Alias{"Z1", "txt.example.net."}});
  const auto report = plan_of(place);
  CHECK(
      refusal_of(report).find("conflict: the RRset \"example.com. TXT\" can't be changed: it is an "
                              "alias of txt.example.net.") == 0);
  CHECK(report.domains[1].status == DomainStatus::pending);
}

TEST_CASE("route53: sets that answers are chosen among are never touched") {
  struct Case {
    fake::Route53Field routing;
    std::string_view policy;
  };

  const std::vector<Case> cases{
      {{"Weight", "10"}, "weighted"},
      {{"Region", "eu-central-1"}, "latency"},
      {{"GeoLocation", "", {{"CountryCode", "DE"}}}, "geolocation"},
      {{"Failover", "PRIMARY"}, "failover"},
      {{"MultiValueAnswer", "true"}, "multivalue"},
      {{"CidrRoutingConfig", "", {{"CollectionId", "c1"}, {"LocationName", "*"}}}, "IP-based"},
  };
  for (const auto& [routing, policy] : cases) {
    CAPTURE(policy);
    Route53Place place;
    put_with(place, {.name = "example.com",
                     .type = "TXT",
                     .values = {"\"a\""},
                     .set_identifier = "one",
                     .routing = {routing}});
    const auto report = plan_of(place);
    CHECK(refusal_of(report).find(
              fmt::format("conflict: the RRset \"example.com. TXT\" can't be changed: its values "
                          "are chosen by {} routing (set identifier \"one\")",
                          policy)) == 0);
    CHECK(report.domains[1].status == DomainStatus::pending);
  }
}

TEST_CASE("route53: a group of routed sets is read to its end, over the border of pages") {
  Route53Place place;
  const auto id = put_with(place, {.name = "a.example.com", .type = "A", .values = {"192.0.2.1"}});
  for (int i = 0; i < 7; ++i) {
    place.fake().put(id, {.name = "example.com",
                          .type = "TXT",
                          .values = {fmt::format("\"{}\"", i)},
                          .set_identifier = fmt::format("set {}", i),
                          .routing = {{"Weight", "1"}}});
  }
  place.fake().configure([](fake::Route53Options& options) { options.page_most = 3; });
  CHECK(plan_of(place).domains[0].status == DomainStatus::conflict);
}

TEST_CASE("route53: several public zones of one name are refused with their ids") {
  Route53Place place;
  place.put_zone(name("example.com"), {});
  const auto first = place.id_of(name("example.com"));
  place.put_zone(name("example.com"), {});
  const auto second = place.id_of(name("example.com"));
  const auto text = refusal_of(plan_of(place));
  CHECK(text.find(first) != std::string::npos);
  CHECK(text.find(second) != std::string::npos);
  CHECK(text.find("failed") == 0);
}

TEST_CASE("route53: the private zone of a name is not the public one, unless asked for") {
  for (const bool wants_private : {false, true}) {
    Route53Place place(wants_private ? ApiPlace::Variables{{"zones", "private"}}
                                     : ApiPlace::Variables{});
    const auto hidden = place.fake().add_zone({.name = "example.com", .is_private = true});
    place.put_zone(name("example.com"), zone_text("example.com", "@ 300 TXT \"public\"\n"));
    place.fake().add_value(hidden, "example.com", "TXT", "\"private\"", 300);
    const auto report = plan_of(place);
    REQUIRE(report.domains[0].changes.size() == 1);
    const auto& before = report.domains[0].changes[0].before;
    REQUIRE(before.has_value());
    CHECK(before->rdata == std::vector<Rdata>{TxtData{wants_private ? "private" : "public"}});
  }
}

TEST_CASE("route53: the zone that a listing begins with when there is none is not taken") {
  Route53Place place;
  place.put_zone(name("example.org"), {});
  place.put_zone(name("example.com.example"), {});
  constexpr std::string_view one = R"([sender.s]
token = ["ours=1"]
[[domains]]
provider = "here"
names = ["example.com"]
senders = ["s"]
)";
  CHECK(refusal_of(plan_of(place, one)).find("failed") == 0);
}

TEST_CASE("route53: a zone of another AWS service is refused") {
  Route53Place place;
  place.fake().add_zone(
      {.name = "example.com", .linked_service = "servicediscovery.amazonaws.com"});
  CHECK(refusal_of(plan_of(place)) ==
        "failedzone example.com can't be managed here: another AWS service owns it "
        "(servicediscovery.amazonaws.com) | take its domains out of the file, or name the provider "
        "that holds the primary zone\n");
}

TEST_CASE("route53: a page of nothing but private zones does not end the listing") {
  Route53Place place;
  for (int i = 0; i < 250; ++i) {
    place.fake().add_zone({.name = fmt::format("p{}.example", i), .is_private = true});
  }
  place.put_zone(name("example.com"), zone_text("example.com", "@ 300 TXT \"ours=1\"\n"));
  std::string names;
  for (int i = 0; i < 9; ++i) names += fmt::format(", \"n{}.example.com\"", i);
  const auto file = fmt::format(R"([sender.s]
token = ["ours=1"]
[[domains]]
provider = "here"
names = ["example.com"{}]
senders = ["s"]
)",
                                names);
  const auto report = plan_of(place, file);
  CHECK(report.domains[0].status == DomainStatus::in_order);
  CHECK(report.domains[9].status == DomainStatus::pending);
}

TEST_CASE("route53: a wrong zone_id is noticed by what that zone holds") {
  Route53Place place;
  place.put_zone(name("example.com"), {});
  place.put_zone(name("example.org"), {});
  const auto file = fmt::format(R"([sender.s]
token = ["ours=1"]
[[domains]]
provider = "here"
names = ["example.com"]
senders = ["s"]
zone = "example.com"
zone_id = "{}"
)",
                                place.id_of(name("example.org")));
  CHECK(refusal_of(plan_of(place, file)) ==
        fmt::format("failedthe zone with the id \"{}\" is not \"example.com\": it holds "
                    "\"example.org\" | make zone and zone_id agree, or leave zone_id out\n",
                    place.id_of(name("example.org"))));
}
