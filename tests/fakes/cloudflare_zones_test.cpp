#include "fakes/cloudflare_world.h"

#include <doctest/doctest.h>

namespace dnsward::test {
namespace {

using Strings = std::vector<std::string>;

struct Zones : CloudflareWorld {
  Zones() {
    api.add_zone({.name = "mail.example.com", .status = "pending"});
    api.add_zone({.name = "example.com",
                  .status = "pending",
                  .account_id = "second",
                  .account_name = "Second"});
    api.add_zone({.name = "inside.example", .type = "internal"});
    api.add_zone({.name = "part.example", .type = "partial", .plan = "business"});
    api.add_zone({.name = "copy.example", .type = "secondary"});
  }

  [[nodiscard]] Strings found(const std::string& query) const {
    Strings names;
    const auto answer = ask("GET", "/zones" + query);
    for (const Json& item : answer.body["result"]) names.push_back(item["name"]);
    return names;
  }
};

}  // namespace

TEST_CASE("A zone has the keys and the nulls of real life") {
  const CloudflareWorld world;
  const auto answer = world.ask("GET", "/zones/" + world.zone);
  CHECK(answer.body["result"]["owner"]["id"] == nullptr);
  CHECK(answer.body["result"]["tenant"].dump() == R"({"id":null,"name":null})");
  CHECK(answer.body["result"]["plan"]["legacy_id"] == "free");
  CHECK(answer.body["result"]["status"] == "active");
  CHECK(answer.body["result"]["name_servers"].size() == 2);
  CHECK(world.raw("GET", "/zones")
            .body.find(R"("result_info":{"page":1,"per_page":20,)"
                       R"("total_pages":1,"count":1,"total_count":1},)"
                       R"("success":true)") != std::string::npos);
}

TEST_CASE("Zones are found by exact name, or by an operator in front of it") {
  const Zones world;
  CHECK(world.found("?name=example.com") == Strings{"example.com", "example.com"});
  CHECK(world.found("?name=EXAMPLE.com").size() == 2);
  CHECK(world.found("?name=contains:example.com").size() == 3);
  CHECK(world.found("?name=starts_with:mail") == Strings{"mail.example.com"});
  CHECK(world.found("?name=ends_with:.example") == Strings{"copy.example", "part.example"});
  CHECK(world.found("?name=not_equal:example.com").size() == 3);
  CHECK(world.found("?name=equal_case_sensitive:EXAMPLE.com").empty());
  CHECK(world.found("?name=example.co").empty());
}

TEST_CASE("Zones are filtered by status, account and type; internal ones show on request") {
  const Zones world;
  CHECK(world.found("") ==
        Strings{"copy.example", "example.com", "example.com", "mail.example.com", "part.example"});
  CHECK(world.found("?status=pending") == Strings{"example.com", "mail.example.com"});
  CHECK(world.found("?account.id=second") == Strings{"example.com"});
  CHECK(world.found("?account.name=Second&name=example.com") == Strings{"example.com"});
  CHECK(world.found("?type=internal,partial") == Strings{"inside.example", "part.example"});
  CHECK(world.found("?type=full").size() == 3);
  CHECK(world.found("?match=any&type=secondary&status=pending").size() == 3);
  CHECK(world.found("?direction=desc").front() == "part.example");
  CHECK(world.ask("GET", "/zones?order=age").status == 400);
}

TEST_CASE("A page of zones has 5 to 50, or more with a switch") {
  CloudflareWorld world;
  for (int i = 0; i < 60; ++i) world.api.add_zone({.name = "z" + std::to_string(i) + ".example"});
  const auto count = [&](const std::string& query) {
    return world.ask("GET", "/zones" + query).body["result"].size();
  };
  CHECK(count("") == 20);
  CHECK(count("?per_page=50") == 50);
  CHECK(count("?per_page=50&page=2") == 11);
  CHECK(world.ask("GET", "/zones?per_page=100").verdict() ==
        "400 1003 Invalid or missing parameter: per_page must be between 5 and 50.");
  CHECK(world.ask("GET", "/zones?per_page=4").status == 400);
  world.api.set_options({.largest_zone_page = 100});
  CHECK(count("?per_page=100") == 61);
}

TEST_CASE("The side channel edits behind the API's back") {
  CloudflareWorld world;
  const std::string id =
      world.api.add_record(world.zone, {.name = "a.example.com", .content = "\"open"});
  CHECK(world.list().body["result"][0]["content"] == "\"open");
  CHECK(world.api.rrset(world.zone, "a.example.com", "TXT") == Strings{"\"open"});
  world.clock.advance(std::chrono::seconds{1});
  world.api.edit_record(world.zone, id, [](auto& record) { record.content = "x"; });
  CHECK(world.list().body["result"][0]["modified_on"] == "2030-01-15T00:00:01Z");
  CHECK(world.ask("PATCH", world.records_path() + "/" + id, R"({"ttl":60})").verdict() == "200");
  world.api.remove_record(world.zone, id);
  CHECK(world.api.records(world.zone).empty());
  world.api.remove_zone(world.zone);
  CHECK(world.list().status == 404);
}

TEST_CASE("Another writer comes between two requests") {
  CloudflareWorld world;
  world.api.faults().add({.method = "POST",
                          .prefix = world.records_path() + "/batch",
                          .effect = fake::meanwhile([&] {
                            world.api.add_record(world.zone,
                                                 {.name = "a.example.com", .content = "x"});
                          })});
  REQUIRE(world.list().body["result"].empty());
  CHECK(world.batch(R"({"posts":[{"type":"TXT","name":"a","content":"x"}]})").verdict() ==
        "400 81058 An identical record already exists.");
}

TEST_CASE("Octets that are no UTF-8 in a raw record do not break the list") {
  CloudflareWorld world;
  world.api.add_record(world.zone, {.name = "a.example.com", .content = "\xff"});
  CHECK(world.list().status == 200);
}

}  // namespace dnsward::test
