#include "fakes/hetzner_lab.h"

#include <doctest/doctest.h>

using namespace dnsward;
using namespace dnsward::test;
using Names = std::vector<std::string>;

namespace {

const std::string head =
    "$ORIGIN\texample.com.\n"
    "$TTL\t300\n"
    "@\tIN\tSOA\thydrogen.ns.hetzner.com. dns.hetzner.com. (\n"
    "  2024010100 ; serial\n"
    "  86400 10800 3600000 3600 )\n"
    "@ IN NS hydrogen.ns.hetzner.com. ; Some comment.\n"
    "  IN NS oxygen.ns.hetzner.com.\n"
    "  IN NS helium.ns.hetzner.de.\n";

HetznerAnswer import(const HetznerLab& lab, const std::string& text) {
  return lab.post("/actions/import_zonefile", {{"zonefile", text}});
}

}  // namespace

TEST_CASE("a zone file replaces all RRsets and the zone's TTL, with comments") {
  HetznerLab lab;
  lab.api.put("example.com", {"old", "A"}, {.records = {{"192.0.2.1"}}});
  const auto answer = import(lab, head +
                                      "; a comment of its own\n"
                                      "www.example.com. 60 IN A 192.0.2.1\n"
                                      "txt TXT \"a;b\" \"\\\"c\" ; theirs\n");
  CHECK(answer.verdict() == "201");
  CHECK(lab.rrsets("?sort=id") == Names{"@/NS", "@/SOA", "txt/TXT", "www/A"});
  CHECK(lab.api.rrset("example.com", "www", "A") == fake::HetznerTruth{60, {"192.0.2.1"}});
  CHECK(lab.api.rrset("example.com", "txt", "TXT") == fake::HetznerTruth{300, {"a;b\"c"}});
  CHECK(lab.api.stored("example.com", {"txt", "TXT"})->records ==
        std::vector<fake::HetznerRecord>{{R"("a;b" "\"c")", "theirs"}});
}

TEST_CASE("an exported zone file is imported as the same zone") {
  HetznerLab lab;
  lab.api.put("example.com", {"www", "A"}, {.records = {{"192.0.2.1", "web"}}, .ttl = 60});
  lab.api.put("example.com", {"@", "TXT"}, {.records = {{R"("a b")"}, {R"("c" "d")"}}});
  const std::string text = lab.get("/zonefile").body["zonefile"];
  CHECK(text.starts_with("$ORIGIN\texample.com.\n$TTL\t3600\n"));
  const auto before = lab.api.zone("example.com");
  CHECK(import(lab, text).verdict() == "201");
  const auto after = lab.api.zone("example.com");
  REQUIRE(after->rrsets.size() == before->rrsets.size());
  for (const auto& [key, rrset] : before->rrsets) {
    CAPTURE(key.name);
    if (key.type == "SOA") continue;
    CHECK(after->rrsets.at(key).records == rrset.records);
    CHECK(after->rrsets.at(key).ttl == rrset.ttl);
  }
}

TEST_CASE("a zone file that can't be is refused, and changes nothing") {
  HetznerLab lab;
  const auto before = lab.api.zone("example.com")->rrsets;
  for (const std::string& text : {
           std::string(),
           std::string("www IN A 192.0.2.1\n"),
           head + "$ORIGIN example.net.\n",
           head + "$TTL soon\n",
           head + "$INCLUDE other\n",
           head + "www CH A 192.0.2.1\n",
           head + "www IN A\n",
           head + "www IN A 192.0.2\n",
           head + "www IN TXT bare\n",
           head + "www 60 IN A 192.0.2.1\nwww 90 IN A 192.0.2.2\n",
           head + "www.example.net. IN A 192.0.2.1\n",
           head.substr(0, head.find("  IN NS helium")),
           head.substr(0, head.find("@ IN NS")),
       }) {
    CAPTURE(text);
    CHECK(import(lab, text).status == 422);
  }
  CHECK(lab.api.zone("example.com")->rrsets == before);
}

TEST_CASE("a protected RRset keeps a zone file from being imported") {
  HetznerLab lab;
  lab.api.put("example.com", {"www", "A"}, {.records = {{"192.0.2.1"}}, .change_protected = true});
  CHECK(import(lab, head).verdict() == "423 protected");
}

TEST_CASE("a zone is created from a zone file") {
  HetznerLab lab;
  std::string text = head + "www IN A 192.0.2.1\n";
  text.replace(text.find("example.com"), 11, "example.net");
  const HetznerJson body{{"name", "example.net"}, {"mode", "primary"}, {"zonefile", text}};
  CHECK(lab.ask("POST", "/zones", body).verdict() == "201");
  CHECK(lab.api.zone("example.net")->ttl == 300);
  CHECK(lab.api.rrset("example.net", "www", "A")->values == Names{"192.0.2.1"});
  HetznerJson both{{"name", "example.org"}, {"mode", "primary"}, {"zonefile", text}};
  both["rrsets"] = HetznerJson::array({1});
  CHECK(lab.ask("POST", "/zones", both).verdict() == "422 invalid_input rrsets");
}
