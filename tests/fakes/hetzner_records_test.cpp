#include "fakes/hetzner_lab.h"

#include <doctest/doctest.h>

using namespace dnsward;
using namespace dnsward::test;
using fake::HetznerVerdict;
using Names = std::vector<std::string>;

namespace {

Names numbered(int count) {
  Names values;
  for (int i = 0; i < count; ++i) values.push_back("192.0.2." + std::to_string(i));
  return values;
}

std::string comment_of(const HetznerLab& lab, const std::string& value) {
  const auto rrset = lab.api.stored("example.com", {"@", "TXT"});
  for (const auto& record : rrset->records) {
    if (record.value == value) return record.comment;
  }
  return "no such value";
}

}  // namespace

TEST_CASE("add_records makes an RRset or appends to it, and leaves comments alone") {
  HetznerLab lab;
  HetznerJson body{{"records", {{{"value", R"("a")"}, {"comment", "ours"}}}}, {"ttl", 300}};
  CHECK(lab.act("@/TXT", "add_records", body).verdict() == "201");
  CHECK(lab.add("@/TXT", {R"("b")"}).verdict() == "201");
  CHECK(lab.api.rrset("example.com", "@", "TXT") == fake::HetznerTruth{300, {"a", "b"}});
  CHECK(comment_of(lab, R"("a")") == "ours");
  CHECK(comment_of(lab, R"("b")").empty());
}

TEST_CASE("add_records takes the TTL that an RRset has, and no other") {
  HetznerLab lab;
  lab.api.put("example.com", {"www", "A"}, {.records = {{"192.0.2.1"}}, .ttl = 300});
  HetznerJson body = records_of({"192.0.2.2"});
  body["ttl"] = 600;
  CHECK(lab.act("www/A", "add_records", body).verdict() == "422 invalid_input ttl");
  body["ttl"] = 300;
  CHECK(lab.act("www/A", "add_records", body).verdict() == "201");
  lab.api.put("example.com", {"a", "A"}, {.records = {{"192.0.2.1"}}});
  body["ttl"] = 600;
  CHECK(lab.act("a/A", "add_records", body).verdict() == "201");
  CHECK(lab.api.stored("example.com", {"a", "A"})->ttl == std::nullopt);
  body["ttl"] = 30;
  CHECK(lab.act("b/A", "add_records", body).verdict() == "422 invalid_input ttl");
}

TEST_CASE("adding a value that is there ends in one of three ways") {
  HetznerLab lab;
  CHECK(lab.add("www/A", {"192.0.2.1"}).verdict() == "201");
  const auto verdict = [&](HetznerVerdict how) {
    lab.api.configure([&](auto& options) { options.add_existing = how; });
    return lab.add("www/A", {"192.0.2.1"}).verdict();
  };
  CHECK(verdict(HetznerVerdict::uniqueness_error) == "409 uniqueness_error records");
  CHECK(verdict(HetznerVerdict::invalid_input) == "422 invalid_input records");
  CHECK(verdict(HetznerVerdict::success) == "201");
  CHECK(lab.values("www", "A") == Names{"192.0.2.1"});
}

TEST_CASE("remove_records goes by the stored spelling, and the last record takes the RRset along") {
  const HetznerLab lab;
  CHECK(lab.add("@/TXT", {R"("a" "b")", R"("c")"}).verdict() == "201");
  CHECK(lab.act("@/TXT", "remove_records", records_of({R"("ab")"})).verdict() == "404 not_found");
  CHECK(lab.act("@/TXT", "remove_records", records_of({R"("a" "b")"})).verdict() == "201");
  CHECK(lab.values("@", "TXT") == Names{R"("c")"});
  CHECK(lab.act("@/TXT", "remove_records", records_of({R"("c")"})).verdict() == "201");
  CHECK(lab.get("/rrsets/@/TXT").verdict() == "404 not_found");
  CHECK(lab.act("@/TXT", "remove_records", records_of({R"("c")"})).verdict() == "404 not_found");
}

TEST_CASE("removing a value that is not there ends in one of three ways") {
  HetznerLab lab;
  CHECK(lab.add("www/A", {"192.0.2.1"}).verdict() == "201");
  const auto verdict = [&](HetznerVerdict how) {
    lab.api.configure([&](auto& options) { options.remove_missing = how; });
    return lab.act("www/A", "remove_records", records_of({"192.0.2.9"})).verdict();
  };
  CHECK(verdict(HetznerVerdict::not_found) == "404 not_found");
  CHECK(verdict(HetznerVerdict::invalid_input) == "422 invalid_input records");
  CHECK(verdict(HetznerVerdict::success) == "201");
  CHECK(lab.values("www", "A") == Names{"192.0.2.1"});
}

TEST_CASE("set_records replaces all records of an RRset that is there, comments too") {
  HetznerLab lab;
  CHECK(lab.act("@/TXT", "set_records", records_of({R"("a")"})).verdict() == "404 not_found");
  lab.api.put("example.com", {"@", "TXT"},
              {.records = {{R"("a")", "theirs"}, {R"("b")", "theirs"}}, .ttl = 300});
  CHECK(lab.act("@/TXT", "set_records", records_of({R"("a")", R"("c")"})).verdict() == "201");
  CHECK(lab.api.rrset("example.com", "@", "TXT") == fake::HetznerTruth{300, {"a", "c"}});
  CHECK(comment_of(lab, R"("a")").empty());
  HetznerJson with_ttl = records_of({R"("a")"});
  with_ttl["ttl"] = 600;
  CHECK(lab.act("@/TXT", "set_records", with_ttl).verdict() == "422 invalid_input ttl");
}

TEST_CASE("update_records changes comments alone") {
  HetznerLab lab;
  lab.api.put("example.com", {"@", "TXT"}, {.records = {{R"("a")", "old"}, {R"("b")", "kept"}}});
  HetznerJson body{{"records", {{{"value", R"("a")"}, {"comment", "new"}}}}};
  CHECK(lab.act("@/TXT", "update_records", body).verdict() == "200");
  CHECK(comment_of(lab, R"("a")") == "new");
  CHECK(comment_of(lab, R"("b")") == "kept");
  CHECK(lab.act("@/TXT", "update_records", records_of({R"("a")"})).verdict() ==
        "422 invalid_input records[0].comment");
  body["records"][0]["value"] = R"("z")";
  CHECK(lab.act("@/TXT", "update_records", body).verdict() == "404 not_found");
}

TEST_CASE("change_ttl takes a number or null, and nothing less") {
  const HetznerLab lab;
  CHECK(lab.add("www/A", {"192.0.2.1"}).status == 201);
  const auto change = [&](const HetznerJson& body) {
    return lab.act("www/A", "change_ttl", body).verdict();
  };
  CHECK(change({{"ttl", 60}}) == "201");
  CHECK(lab.api.rrset("example.com", "www", "A")->ttl == 60);
  CHECK(change({{"ttl", nullptr}}) == "201");
  CHECK(lab.get("/rrsets/www/A").body["rrset"]["ttl"].is_null());
  CHECK(change(HetznerJson::object()) == "422 invalid_input ttl");
  CHECK(change({{"ttl", 59}}) == "422 invalid_input ttl");
  CHECK(change({{"ttl", 2147483648}}) == "422 invalid_input ttl");
  CHECK(lab.act("a/A", "change_ttl", {{"ttl", 60}}).verdict() == "404 not_found");
}

TEST_CASE("a protected RRset refuses every change until it is free again") {
  const HetznerLab lab;
  CHECK(lab.add("www/A", {"192.0.2.1"}).status == 201);
  CHECK(lab.act("www/A", "change_protection", {{"change", 1}}).verdict() ==
        "422 invalid_input change");
  CHECK(lab.act("a/A", "change_protection", {{"change", true}}).verdict() == "404 not_found");
  CHECK(lab.act("www/A", "change_protection", {{"change", true}}).verdict() == "201");
  CHECK(lab.get("/rrsets/www/A").body["rrset"]["protection"]["change"] == true);
  const auto refused = lab.add("www/A", {"192.0.2.2"});
  CHECK(refused.verdict() == "423 protected");
  CHECK(refused.message() == "RRSet(s) is/are change protected");
  for (const char* action : {"set_records", "remove_records", "update_records"}) {
    CHECK(lab.act("www/A", action, records_of({"192.0.2.1"})).verdict() == "423 protected");
  }
  CHECK(lab.act("www/A", "change_ttl", {{"ttl", 60}}).verdict() == "423 protected");
  CHECK(lab.ask("DELETE", "/zones/example.com/rrsets/www/A").verdict() == "423 protected");
  CHECK(lab.ask("PUT", "/zones/example.com/rrsets/www/A", {{"labels", HetznerJson::object()}})
            .verdict() == "423 protected");
  CHECK(lab.act("www/A", "change_protection", {{"change", false}}).verdict() == "201");
  CHECK(lab.add("www/A", {"192.0.2.2"}).verdict() == "201");
}

TEST_CASE("a request names 1 to 50 records with distinct values") {
  const HetznerLab lab;
  CHECK(lab.add("www/A", {}).verdict() == "422 invalid_input records");
  CHECK(lab.add("www/A", numbered(51)).verdict() == "422 invalid_input records");
  CHECK(lab.add("www/A", {"192.0.2.1", "192.0.2.1"}).verdict() == "422 invalid_input records");
  CHECK(lab.act("www/A", "add_records", HetznerJson::object()).verdict() ==
        "422 invalid_input records");
  CHECK(lab.act("www/A", "add_records", {{"records", "a"}}).verdict() ==
        "422 invalid_input records");
  CHECK(lab.act("www/A", "add_records", {{"records", {1}}}).verdict() ==
        "422 invalid_input records[0]");
  CHECK(lab.act("www/A", "add_records", {{"records", {{{"value", 1}}}}}).verdict() ==
        "422 invalid_input records[0].value");
  CHECK(lab.add("www/A", numbered(50)).verdict() == "201");
  CHECK(lab.add("www/A", {"198.51.100.1"}).verdict() == "201");
  HetznerJson body = records_of(numbered(51));
  body["name"] = "a";
  body["type"] = "A";
  CHECK(lab.post("/rrsets", body).verdict() == "201");
}

TEST_CASE("values have the syntax of their type") {
  const HetznerLab lab;
  const auto good = [&](const char* type, const Names& values) {
    for (const std::string& value : values) {
      CAPTURE(value);
      CHECK(lab.add("x/" + std::string(type), {value}).verdict() == "201");
    }
  };
  const auto bad = [&](const char* type, const Names& values) {
    for (const std::string& value : values) {
      CAPTURE(value);
      CHECK(lab.add("y/" + std::string(type), {value}).verdict() ==
            "422 invalid_input records[0].value");
    }
  };
  good("A", {"192.0.2.1"});
  bad("A", {"", "192.0.2", "192.0.2.256", "2001:db8::1", " 192.0.2.1", "a"});
  good("AAAA", {"2001:db8::1"});
  bad("AAAA", {"192.0.2.1", "2001:db8"});
  good("MX", {"10 mail", "0 .", "65535 mail.example.net."});
  bad("MX", {"mail.example.net.", "10", "65536 mail", "-1 mail", "10 mail extra", "10 ma il"});
  good("SRV", {"1 2 3 target."});
  bad("SRV", {"1 2 target.", "1 2 65536 target."});
  good("CAA", {R"(0 issue "letsencrypt.org")"});
  bad("CAA", {"0 issue letsencrypt.org", R"(256 issue "a")"});
  good("NS", {"ns.example.net."});
  bad("NS", {"ns example", "a..b."});
  good("TLSA", {"3 1 1 abcdef"});
  bad("TLSA", {""});
}

TEST_CASE("a CNAME stands alone, once, and not at the apex") {
  HetznerLab lab;
  CHECK(lab.add("@/CNAME", {"a.example."}).verdict() == "422 invalid_input type");
  CHECK(lab.add("c/CNAME", {"a.example.", "b.example."}).verdict() == "422 invalid_input records");
  CHECK(lab.add("c/CNAME", {"a.example."}).verdict() == "201");
  CHECK(lab.add("c/CNAME", {"b.example."}).verdict() == "422 invalid_input records");
  CHECK(lab.act("c/CNAME", "set_records", records_of({"b.example."})).verdict() == "201");
  CHECK(lab.add("c/TXT", {R"("a")"}).verdict() == "422 invalid_input name");
  CHECK(lab.add("t/TXT", {R"("a")"}).verdict() == "201");
  lab.api.configure([](auto& options) { options.cname_conflict = HetznerVerdict::conflict; });
  CHECK(lab.add("t/CNAME", {"a.example."}).verdict() == "409 conflict");
  CHECK(lab.api.rrset("example.com", "c", "CNAME")->values == Names{"b.example."});
}

TEST_CASE("a host name without a final dot is below the zone") {
  HetznerLab lab;
  lab.api.put("example.com", {"c", "CNAME"}, {.records = {{"mail"}}});
  lab.api.put("example.com", {"d", "CNAME"}, {.records = {{"@"}}});
  lab.api.put("example.com", {"@", "MX"}, {.records = {{"10 Mail.Example.NET"}, {"0 ."}}});
  const auto truth = [&](const char* name, const char* type) {
    return lab.api.rrset("example.com", name, type)->values;
  };
  CHECK(truth("c", "CNAME") == Names{"mail.example.com."});
  CHECK(truth("d", "CNAME") == Names{"example.com."});
  CHECK(truth("@", "MX") == Names{"0 .", "10 mail.example.net.example.com."});
}

TEST_CASE("host names are kept as sent, in lower case, or shortened, as the options say") {
  HetznerLab lab;
  const auto kept = [&](fake::HetznerTargets how, const std::string& value) {
    lab.api.configure([&](auto& options) { options.targets = how; });
    lab.api.remove("example.com", {"@", "MX"});
    CHECK(lab.add("@/MX", {value}).verdict() == "201");
    return lab.values("@", "MX").at(0);
  };
  using fake::HetznerTargets;
  CHECK(kept(HetznerTargets::as_sent, "10 Mail.Example.com.") == "10 Mail.Example.com.");
  CHECK(kept(HetznerTargets::lower_case, "10 Mail.Example.com.") == "10 mail.example.com.");
  CHECK(kept(HetznerTargets::relative, "10 Mail.Example.com.") == "10 mail");
  CHECK(kept(HetznerTargets::relative, "10 example.com.") == "10 @");
  CHECK(kept(HetznerTargets::relative, "10 mail.example.net.") == "10 mail.example.net.");
  CHECK(lab.api.rrset("example.com", "@", "MX")->values == Names{"10 mail.example.net."});
}

TEST_CASE("RRsets and zones may have limits") {
  HetznerLab lab({.polls = 0, .most_records_of_rrset = 2, .most_records_of_zone = 7});
  CHECK(lab.add("a/A", numbered(3)).verdict() == "403 resource_limit_exceeded");
  CHECK(lab.add("a/A", numbered(2)).verdict() == "201");
  CHECK(lab.add("b/A", numbered(2)).verdict() == "403 resource_limit_exceeded");
  CHECK(lab.add("b/A", numbered(1)).verdict() == "201");
  CHECK(lab.act("b/A", "set_records", records_of({"192.0.2.9"})).verdict() == "201");
}
