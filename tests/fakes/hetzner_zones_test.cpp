#include "fakes/hetzner_lab.h"

#include <doctest/doctest.h>

using namespace dnsward;
using namespace dnsward::test;
using Names = std::vector<std::string>;

namespace {

HetznerAnswer create(const HetznerLab& lab, const std::string& name,
                     HetznerJson more = HetznerJson::object()) {
  more["name"] = name;
  if (!more.contains("mode")) more["mode"] = "primary";
  return lab.ask("POST", "/zones", more);
}

std::string serial(const HetznerLab& lab) {
  const auto value = lab.values("@", "SOA").at(0);
  return value.substr(sizeof "hydrogen.ns.hetzner.com. dns.hetzner.com.", 10);
}

}  // namespace

TEST_CASE("a zone begins with a SOA and three NS records") {
  const HetznerLab lab;
  const HetznerJson zone = lab.get("").body["zone"];
  CHECK(zone["record_count"] == 4);
  CHECK(zone["mode"] == "primary");
  CHECK(zone["ttl"] == 3600);
  CHECK(zone["created"] == "2030-01-15T00:00:00Z");
  CHECK(zone["protection"] == HetznerJson{{"delete", false}});
  CHECK(zone["labels"] == HetznerJson::object());
  CHECK(zone["authoritative_nameservers"]["delegation_status"] == "valid");
  CHECK_FALSE(zone.contains("primary_nameservers"));
  CHECK(lab.api.rrset("example.com", "@", "NS")->values ==
        Names{"helium.ns.hetzner.de.", "hydrogen.ns.hetzner.com.", "oxygen.ns.hetzner.com."});
}

TEST_CASE("the serial is of the day and rises with each change") {
  HetznerLab lab;
  CHECK(serial(lab) == "2030011500");
  CHECK(lab.add("www/A", {"192.0.2.1"}).status == 201);
  CHECK(serial(lab) == "2030011501");
  lab.api.add("example.com", {"www", "A"}, {"192.0.2.2"});
  CHECK(serial(lab) == "2030011502");
  lab.clock.advance(std::chrono::hours{24});
  CHECK(lab.add("a/A", {"192.0.2.1"}).status == 201);
  CHECK(serial(lab) == "2030011600");
}

TEST_CASE("a zone is found by its name and by its id, exactly") {
  const HetznerLab lab;
  const std::string id = lab.get("").body["zone"]["id"].dump();
  CHECK(id == "4294967297");
  CHECK(lab.ask("GET", "/zones/" + id).body["zone"]["name"] == "example.com");
  CHECK(lab.ask("GET", "/zones/" + id + "/rrsets/@/NS").verdict() == "200");
  for (const char* name : {"example.com.", "Example.com", "www.example.com", "1", "4294967296"}) {
    CAPTURE(name);
    CHECK(lab.ask("GET", std::string("/zones/") + name).verdict() == "404 not_found");
  }
}

TEST_CASE("zones are listed 25 a page, 50 at most") {
  HetznerLab lab;
  for (int i = 0; i < 60; ++i) lab.api.add_zone("zone" + std::to_string(100 + i) + ".example");
  CHECK(lab.names("/zones", "zones").size() == 25);
  CHECK(lab.names("/zones?per_page=50&page=2", "zones").size() == 11);
  CHECK(lab.names("/zones?per_page=50&page=3", "zones").empty());
  CHECK(lab.ask("GET", "/zones?per_page=51").verdict() == "422 invalid_input per_page");
  CHECK(lab.ask("GET", "/zones?page=0").verdict() == "422 invalid_input page");
  CHECK(lab.ask("GET", "/zones?page=x").verdict() == "422 invalid_input page");
  lab.api.configure([](auto& options) { options.clamp_per_page = true; });
  CHECK(lab.names("/zones?per_page=1000", "zones").size() == 50);
}

TEST_CASE("zones are filtered by name, mode and label, and sorted") {
  HetznerLab lab;
  lab.api.add_zone({.name = "a.example", .labels = {{"team", "mail"}}});
  lab.api.add_zone({.name = "b.example", .mode = "secondary"});
  CHECK(lab.names("/zones?name=a.example", "zones") == Names{"a.example"});
  CHECK(lab.names("/zones?name=example", "zones").empty());
  CHECK(lab.names("/zones?mode=secondary", "zones") == Names{"b.example"});
  CHECK(lab.names("/zones?label_selector=team%3Dmail", "zones") == Names{"a.example"});
  CHECK(lab.names("/zones?sort=name:desc", "zones") ==
        Names{"example.com", "b.example", "a.example"});
  CHECK(lab.names("/zones?sort=created&sort=id:desc", "zones") ==
        Names{"b.example", "a.example", "example.com"});
  CHECK(lab.ask("GET", "/zones?sort=ttl").verdict() == "422 invalid_input sort");
  CHECK(lab.ask("GET", "/zones?mode=hidden").verdict() == "422 invalid_input mode");
}

TEST_CASE("a zone is created with its RRsets") {
  HetznerLab lab;
  const HetznerJson www{
      {"name", "www"}, {"type", "A"}, {"ttl", 300}, {"records", {{{"value", "192.0.2.1"}}}}};
  const auto made =
      create(lab, "example.net",
             {{"ttl", 600}, {"labels", {{"a", "b"}}}, {"rrsets", HetznerJson::array({www})}});
  CHECK(made.status == 201);
  CHECK(made.body["zone"]["record_count"] == 5);
  CHECK(made.body["zone"]["ttl"] == 600);
  CHECK(made.body["zone"]["authoritative_nameservers"]["delegation_status"] == "unknown");
  CHECK(made.body["action"]["command"] == "create_zone");
  CHECK(lab.api.rrset("example.net", "www", "A") == fake::HetznerTruth{300, {"192.0.2.1"}});
  CHECK(create(lab, "example.net").verdict() == "409 uniqueness_error name");
  lab.api.configure([](auto& options) { options.most_zones = 2; });
  CHECK(create(lab, "example.org").verdict() == "403 resource_limit_exceeded");
}

TEST_CASE("a zone that can't be is refused") {
  HetznerLab lab;
  for (const char* name : {"", "com", "co.uk", "www.example.net", "mail.example.co.uk",
                           "example.net.", "Example.net", "exa mple.net", "*.net", "a..net"}) {
    CAPTURE(name);
    CHECK(create(lab, name).verdict() == "422 invalid_input name");
  }
  CHECK(create(lab, "example.co.uk").verdict() == "201");
  CHECK(create(lab, "a.example", {{"mode", "hidden"}}).verdict() == "422 invalid_input mode");
  CHECK(create(lab, "a.example", {{"ttl", 59}}).verdict() == "422 invalid_input ttl");
  CHECK(create(lab, "a.example", {{"labels", {{"a b", ""}}}}).verdict() ==
        "422 invalid_input labels.a b");
  const HetznerJson bad{{"name", "www"}, {"type", "TXT"}, {"records", {{{"value", "bare"}}}}};
  CHECK(create(lab, "a.example", {{"rrsets", HetznerJson::array({bad})}}).verdict() ==
        "422 invalid_input rrsets[0].records[0].value");
  CHECK_FALSE(lab.api.zone("a.example"));
  lab.api.configure([](auto& options) { options.fold_upper_case = true; });
  CHECK(create(lab, "Example.net").body["zone"]["name"] == "example.net");
}

TEST_CASE("labels of a zone are replaced, protection keeps it from deletion") {
  HetznerLab lab;
  CHECK(lab.ask("PUT", "/zones/example.com", {{"labels", {{"a", "b"}}}}).body["zone"]["labels"] ==
        HetznerJson{{"a", "b"}});
  CHECK(lab.ask("PUT", "/zones/example.com", {{"labels", {{"c", ""}}}}).body["zone"]["labels"] ==
        HetznerJson{{"c", ""}});
  CHECK(lab.ask("PUT", "/zones/example.com", {{"ttl", 60}}).verdict() == "422 invalid_input ttl");
  CHECK(lab.post("/actions/change_protection", {{"delete", true}}).status == 201);
  CHECK(lab.ask("DELETE", "/zones/example.com").verdict() == "423 protected");
  CHECK(lab.post("/actions/change_protection", {{"delete", "no"}}).verdict() ==
        "422 invalid_input delete");
  CHECK(lab.post("/actions/change_protection", {{"delete", false}}).status == 201);
  CHECK(lab.ask("DELETE", "/zones/example.com").verdict() == "201");
  CHECK(lab.get("").verdict() == "404 not_found");
}

TEST_CASE("a zone's TTL is that of all RRsets without one") {
  HetznerLab lab;
  CHECK(lab.post("/actions/change_ttl", {{"ttl", 300}}).verdict() == "201");
  CHECK(lab.api.rrset("example.com", "@", "NS")->ttl == 300);
  CHECK(lab.get("/rrsets/@/NS").body["rrset"]["ttl"].is_null());
  for (const HetznerJson& ttl : {HetznerJson(59), HetznerJson(2147483648), HetznerJson(nullptr),
                                 HetznerJson("300"), HetznerJson(60.5)}) {
    CAPTURE(ttl);
    CHECK(lab.post("/actions/change_ttl", {{"ttl", ttl}}).verdict() == "422 invalid_input ttl");
  }
  CHECK(lab.post("/actions/change_ttl", HetznerJson::object()).verdict() ==
        "422 invalid_input ttl");
  CHECK(lab.post("/actions/change_ttl", {{"ttl", 2147483647}}).verdict() == "201");
}

TEST_CASE("a secondary zone has name servers of its own and refuses all that concerns RRsets") {
  HetznerLab lab;
  const HetznerJson servers = HetznerJson::array({{{"address", "192.0.2.53"}, {"port", 5353}}});
  const auto made =
      create(lab, "example.net", {{"mode", "secondary"}, {"primary_nameservers", servers}});
  CHECK(made.body["zone"]["primary_nameservers"] == servers);
  CHECK(made.body["zone"]["record_count"] == 0);
  CHECK(create(lab, "example.org", {{"mode", "secondary"}}).verdict() ==
        "422 invalid_input primary_nameservers");
  const std::string zone = "/zones/example.net";
  for (const char* path : {"/rrsets", "/rrsets/www/A", "/zonefile"}) {
    CHECK(lab.ask("GET", zone + path).verdict() == "422 incorrect_zone_mode");
  }
  CHECK(lab.ask("DELETE", zone + "/rrsets/www/A").verdict() == "422 incorrect_zone_mode");
  CHECK(lab.ask("POST", zone + "/rrsets/www/A/actions/add_records", records_of({"192.0.2.1"}))
            .verdict() == "422 incorrect_zone_mode");
  CHECK(lab.ask("POST", zone + "/actions/change_ttl", {{"ttl", 300}}).verdict() ==
        "422 incorrect_zone_mode");
  const HetznerJson other{{"primary_nameservers", {{{"address", "192.0.2.54"}}}}};
  CHECK(lab.ask("POST", zone + "/actions/change_primary_nameservers", other).verdict() == "201");
  CHECK(lab.api.zone("example.net")->primary_nameservers.at(0).address == "192.0.2.54");
  CHECK(lab.post("/actions/change_primary_nameservers", other).verdict() ==
        "422 incorrect_zone_mode");
}

TEST_CASE("tests set what a zone shows") {
  HetznerLab lab;
  lab.api.add_zone({.name = "example.com",
                    .id = 99,
                    .status = "error",
                    .ttl = 86400,
                    .delegation_status = "invalid",
                    .delegated = Names{"ns.example.net."}});
  const HetznerJson zone = lab.get("").body["zone"];
  CHECK(zone["id"] == 99);
  CHECK(zone["status"] == "error");
  CHECK(zone["ttl"] == 86400);
  CHECK(zone["authoritative_nameservers"]["delegation_status"] == "invalid");
  CHECK(zone["authoritative_nameservers"]["delegated"] == HetznerJson::array({"ns.example.net."}));
  CHECK(lab.names("/zones", "zones").size() == 1);
  lab.api.remove_zone("example.com");
  CHECK(lab.get("").verdict() == "404 not_found");
}
