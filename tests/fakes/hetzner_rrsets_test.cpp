#include "fakes/hetzner_lab.h"

#include <doctest/doctest.h>

#include <set>

using namespace dnsward;
using namespace dnsward::test;
using Names = std::vector<std::string>;

namespace {

HetznerAnswer create(const HetznerLab& lab, const std::string& name, const std::string& type,
                     const Names& values) {
  HetznerJson body = records_of(values);
  body["name"] = name;
  body["type"] = type;
  return lab.post("/rrsets", body);
}

}  // namespace

TEST_CASE("an RRset is created, shown and deleted") {
  const HetznerLab lab;
  const auto made = create(lab, "www", "A", {"192.0.2.1"});
  CHECK(made.status == 201);
  CHECK(made.body["action"]["command"] == "create_rrset");
  const HetznerJson expected{{"id", "www/A"},
                             {"name", "www"},
                             {"type", "A"},
                             {"ttl", nullptr},
                             {"labels", HetznerJson::object()},
                             {"protection", {{"change", false}}},
                             {"records", {{{"value", "192.0.2.1"}, {"comment", ""}}}},
                             {"zone", 4294967297}};
  CHECK(made.body["rrset"] == expected);
  CHECK(lab.get("/rrsets/www/A").body["rrset"] == expected);
  CHECK(lab.ask("DELETE", "/zones/example.com/rrsets/www/A").verdict() == "201");
  CHECK(lab.get("/rrsets/www/A").verdict() == "404 not_found");
  CHECK(lab.ask("DELETE", "/zones/example.com/rrsets/www/A").verdict() == "404 not_found");
}

TEST_CASE("an RRset that is there is not created again, in either of two ways") {
  HetznerLab lab;
  CHECK(create(lab, "www", "A", {"192.0.2.1"}).verdict() == "201");
  CHECK(create(lab, "www", "A", {"192.0.2.2"}).verdict() == "409 uniqueness_error name");
  lab.api.configure(
      [](auto& options) { options.duplicate_create = fake::HetznerVerdict::conflict; });
  CHECK(create(lab, "www", "A", {"192.0.2.2"}).verdict() == "409 conflict");
  CHECK(lab.values("www", "A") == Names{"192.0.2.1"});
}

TEST_CASE("records come in another order now and then") {
  const HetznerLab lab;
  CHECK(create(lab, "www", "A", {"192.0.2.1", "192.0.2.2", "192.0.2.3"}).status == 201);
  std::set<std::string> single;
  std::set<std::string> listed;
  for (int i = 0; i < 20; ++i) {
    single.insert(lab.get("/rrsets/www/A").body["rrset"]["records"].dump());
    listed.insert(lab.get("/rrsets?name=www").body["rrsets"][0]["records"].dump());
  }
  CHECK(single.size() > 1);
  CHECK(listed.size() > 1);
}

TEST_CASE("RRsets are listed 25 a page, 100 at most, with links") {
  HetznerLab lab;
  for (int i = 0; i < 199; ++i) {
    lab.api.put("example.com", {"h" + std::to_string(100 + i), "A"}, {.records = {{"192.0.2.1"}}});
  }
  CHECK(lab.rrsets("").size() == 25);
  const HetznerJson first = lab.get("/rrsets?per_page=100").body["meta"]["pagination"];
  CHECK(first == HetznerJson{{"page", 1},
                             {"per_page", 100},
                             {"previous_page", nullptr},
                             {"next_page", 2},
                             {"last_page", 3},
                             {"total_entries", 201}});
  const Response last = lab.raw("GET", "/zones/example.com/rrsets?per_page=100&page=3");
  CHECK(HetznerJson::parse(last.body)["meta"]["pagination"] == HetznerJson{{"page", 3},
                                                                           {"per_page", 100},
                                                                           {"previous_page", 2},
                                                                           {"next_page", nullptr},
                                                                           {"last_page", 3},
                                                                           {"total_entries", 201}});
  const std::string there = "<https://api.hetzner.cloud/v1/zones/example.com/rrsets?page=";
  CHECK(last.header("Link") ==
        there + R"(2&per_page=100>; rel="prev", )" + there + R"(3&per_page=100>; rel="last")");
  CHECK(lab.get("/rrsets?per_page=101").verdict() == "422 invalid_input per_page");
  CHECK(lab.rrsets("?per_page=100&page=9223372036854775807").empty());
  lab.api.configure([](auto& options) {
    options.null_last_page = true;
    options.null_total_entries = true;
    options.clamp_per_page = true;
  });
  const HetznerJson nulls = lab.get("/rrsets?per_page=999&page=3").body["meta"]["pagination"];
  CHECK(nulls["per_page"] == 100);
  CHECK(nulls["last_page"].is_null());
  CHECK(nulls["total_entries"].is_null());
  CHECK(lab.get("/rrsets?per_page=100").body["meta"]["pagination"]["last_page"] == 3);
}

TEST_CASE("RRsets are filtered by name, type and label, and sorted") {
  HetznerLab lab;
  lab.api.put("example.com", {"www", "A"},
              {.records = {{"192.0.2.1"}}, .labels = {{"env", "test"}}});
  lab.api.put("example.com", {"www", "AAAA"}, {.records = {{"2001:db8::1"}}});
  lab.api.put("example.com", {"a", "TXT"}, {.records = {{R"("a")"}}});
  CHECK(lab.rrsets("") == Names{"@/SOA", "@/NS", "www/A", "www/AAAA", "a/TXT"});
  CHECK(lab.rrsets("?name=www") == Names{"www/A", "www/AAAA"});
  CHECK(lab.rrsets("?name=ww").empty());
  CHECK(lab.rrsets("?name=@") == Names{"@/SOA", "@/NS"});
  CHECK(lab.rrsets("?type=TXT&type=AAAA") == Names{"www/AAAA", "a/TXT"});
  CHECK(lab.rrsets("?label_selector=env") == Names{"www/A"});
  CHECK(lab.rrsets("?sort=id") == Names{"@/NS", "@/SOA", "a/TXT", "www/A", "www/AAAA"});
  CHECK(lab.rrsets("?sort=name:desc&sort=created:desc") ==
        Names{"www/AAAA", "www/A", "a/TXT", "@/NS", "@/SOA"});
  CHECK(lab.get("/rrsets?type=TXT,MX").verdict() == "422 invalid_input type");
  CHECK(lab.get("/rrsets?sort=type").verdict() == "422 invalid_input sort");
  CHECK(lab.get("/rrsets?sort=name:up").verdict() == "422 invalid_input sort");
}

TEST_CASE("a list that was not asked to be sorted may come in any order") {
  const HetznerLab lab({.polls = 0, .unsorted_in_any_order = true});
  for (const char* name : {"a", "b", "c", "d"}) {
    CHECK(create(lab, name, "A", {"192.0.2.1"}).status == 201);
  }
  std::set<Names> orders;
  for (int i = 0; i < 20; ++i) orders.insert(lab.rrsets(""));
  CHECK(orders.size() > 1);
  CHECK(lab.rrsets("?sort=created") == Names{"@/SOA", "@/NS", "a/A", "b/A", "c/A", "d/A"});
}

TEST_CASE("labels are selected by their own language") {
  HetznerLab lab;
  const auto seed = [&](const char* name, const fake::HetznerLabels& labels) {
    lab.api.put("example.com", {name, "A"}, {.records = {{"192.0.2.1"}}, .labels = labels});
  };
  lab.api.edit("example.com", [](auto& zone) { zone.rrsets.clear(); });
  seed("a", {{"env", "prod"}, {"x.y/z", ""}});
  seed("b", {{"env", "test"}});
  seed("c", {});
  const auto chosen = [&](const std::string& selector) {
    return lab.rrsets("?label_selector=" + selector);
  };
  CHECK(chosen("env%3D%3Dprod") == Names{"a/A"});
  CHECK(chosen("env%3Dprod") == Names{"a/A"});
  CHECK(chosen("env!%3Dprod") == Names{"b/A", "c/A"});
  CHECK(chosen("env") == Names{"a/A", "b/A"});
  CHECK(chosen("!env") == Names{"c/A"});
  CHECK(chosen("env+in+(prod,test)") == Names{"a/A", "b/A"});
  CHECK(chosen("env+notin+(prod,stage)") == Names{"b/A", "c/A"});
  CHECK(chosen("env,x.y/z") == Names{"a/A"});
  CHECK(lab.get("/rrsets?label_selector=").verdict() == "422 invalid_input label_selector");
  CHECK(lab.get("/rrsets?label_selector=a,,b").verdict() == "422 invalid_input label_selector");
}

TEST_CASE("PUT replaces labels and nothing else") {
  const HetznerLab lab;
  CHECK(create(lab, "www", "A", {"192.0.2.1"}).status == 201);
  const std::string path = "/zones/example.com/rrsets/www/A";
  CHECK(lab.ask("PUT", path, {{"labels", {{"a", "b"}}}}).body["rrset"]["labels"] ==
        HetznerJson{{"a", "b"}});
  CHECK(lab.ask("PUT", path, HetznerJson::object()).body["rrset"]["labels"] ==
        HetznerJson{{"a", "b"}});
  CHECK(lab.raw("PUT", path, records_of({"192.0.2.2"}).dump()).body ==
        R"({"error":{"code":"invalid_input","details":null,)"
        R"("message":"can't update records with this endpoint"}})");
  CHECK(lab.ask("PUT", path, {{"labels", {{"hetzner.cloud/a", "b"}}}}).verdict() ==
        "422 invalid_input labels.hetzner.cloud/a");
  CHECK(lab.ask("PUT", path, {{"labels", {{"a", "-"}}}}).verdict() == "422 invalid_input labels.a");
  CHECK(lab.ask("PUT", path, {{"labels", {{"a", 1}}}}).verdict() == "422 invalid_input labels.a");
  CHECK(lab.ask("PUT", "/zones/example.com/rrsets/a/A", HetznerJson::object()).verdict() ==
        "404 not_found");
}

TEST_CASE("names are relative, in lower case, and without the zone's name") {
  HetznerLab lab;
  for (const char* name : {"www.", "example.com", "www.example.com", "", "a..b", "a b", "a/b",
                           "w*.a", "a.*", "m\xc3\xbc", "WWW"}) {
    CAPTURE(name);
    CHECK(create(lab, name, "A", {"192.0.2.1"}).verdict() == "422 invalid_input name");
  }
  CHECK(create(lab, std::string(64, 'a'), "A", {"192.0.2.1"}).verdict() ==
        "422 invalid_input name");
  for (const char* name : {"@", "*", "*.a", "_dmarc", "sel._domainkey", "xn--mnchen-3ya",
                           "myexample.com", "a.example.com.b", "0-1"}) {
    CAPTURE(name);
    CHECK(create(lab, name, "A", {"192.0.2.1"}).verdict() == "201");
  }
  CHECK(create(lab, "www", "SPF", {"a"}).verdict() == "422 invalid_input type");
  CHECK(lab.get("/rrsets/www/a").verdict() == "422 invalid_input type");
  CHECK(lab.get("/rrsets/www.example.com/A").verdict() == "422 invalid_input name");
  CHECK(lab.get("/rrsets/WWW/A").verdict() == "422 invalid_input name");
  lab.api.configure([](auto& options) { options.fold_upper_case = true; });
  CHECK(create(lab, "WWW", "A", {"192.0.2.1"}).body["rrset"]["id"] == "www/A");
  CHECK(lab.get("/rrsets/Www/A").verdict() == "200");
}

TEST_CASE("a percent sign in a path is decoded or leads nowhere, as the options say") {
  HetznerLab lab;
  CHECK(lab.get("/rrsets/%40/NS").verdict() == "200");
  lab.api.configure([](auto& options) { options.percent_in_path = false; });
  CHECK(lab.get("/rrsets/%40/NS").verdict() == "404 not_found");
  CHECK(lab.get("/rrsets/@/NS").verdict() == "200");
}

TEST_CASE("the SOA and Hetzner's own name servers stay") {
  const HetznerLab lab;
  CHECK(lab.ask("DELETE", "/zones/example.com/rrsets/@/NS").verdict() == "422 invalid_input type");
  CHECK(lab.ask("DELETE", "/zones/example.com/rrsets/@/SOA").verdict() == "422 invalid_input type");
  CHECK(lab.act("@/NS", "remove_records", records_of({"helium.ns.hetzner.de."})).verdict() ==
        "422 invalid_input records");
  CHECK(lab.act("@/NS", "set_records", records_of({"ns.example.net."})).verdict() ==
        "422 invalid_input records");
  CHECK(lab.add("@/SOA", {"a. b. 1 2 3 4 5"}).verdict() == "422 invalid_input type");
  CHECK(lab.add("@/NS", {"ns.example.net."}).verdict() == "201");
  CHECK(lab.act("@/NS", "remove_records", records_of({"ns.example.net."})).verdict() == "201");
}
