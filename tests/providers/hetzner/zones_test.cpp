#include "providers/hetzner/hetzner.h"
#include "support/scripted_api.h"
#include "support/zone_text.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace dnsward;
using test::name;
using test::ScriptedApi;

namespace {

std::string find(const ScriptedApi& api, std::vector<ZoneWish> wishes) {
  const auto provider = test::make_scripted(hetzner_provider(), api);
  return test::zone_lines(provider->zones({std::move(wishes)}));
}

std::string zone_of(std::string_view more) {
  return fmt::format(R"({{"zone":{{"id":626463938761322,"name":"example.com"{}}}}})", more);
}

std::string page_of(std::string_view zones, std::string_view pagination) {
  return fmt::format(R"({{"zones":[{}],"meta":{{"pagination":{}}}}})", zones, pagination);
}

constexpr auto not_found =
    R"({"error":{"code":"not_found","message":"zone not found","details":null}})";

}  // namespace

TEST_CASE("one domain is one look by name") {
  ScriptedApi api;
  api.on(
      "GET /zones/example.com",
      zone_of(
          R"(,"mode":"primary","status":"ok","ttl":300,"labels":{},"authoritative_nameservers":{"delegation_status":"valid"})"));
  CHECK(find(api, {{name("example.com")}}) == "example.com. id=626463938761322 ttl=300\n");
}

TEST_CASE("a zone that is not there, or not for this token, is left out") {
  ScriptedApi api;
  api.on("GET /zones/example.com", not_found, 404)
      .on("GET /zones/17", R"({"error":{"code":"forbidden","message":"no"}})", 403)
      .on("GET /zones/18", "{}", 403);
  CHECK(find(api, {{name("example.com")},
                   {name("a.example"), {}, "17"},
                   {name("b.example"), name("b.example"), "18"}})
            .empty());
}

TEST_CASE("a token that is not taken is told") {
  ScriptedApi api;
  api.on(
      "GET /zones/example.com",
      R"({"error":{"code":"unauthorized","details":null,"message":"the token you have provided is invalid"}})",
      401, {{"X-Correlation-Id", "abc"}});
  CHECK(find(api, {{name("example.com")}}) ==
        "refused: hetzner answered 401 to GET /zones/example.com: unauthorized: the token you have "
        "provided is invalid (request id abc) | check the token: it is made in the Console, in the "
        "zone's Project, under Security; tokens of the old DNS Console (32 characters) no longer "
        "work");
  api.on("GET /zones/example.com", R"({"error":{"code":"maintenance","message":"later"}})", 403);
  CHECK(find(api, {{name("example.com")}}) ==
        "unreachable: hetzner answered 403 to GET /zones/example.com: maintenance: later | Hetzner "
        "works on its API: try again later");
}

TEST_CASE("zone and zone_id together still cost the call that tells the zone's TTL") {
  ScriptedApi api;
  api.on("GET /zones/626463938761322", zone_of(R"(,"ttl":"7200")"));
  CHECK(find(api, {{name("www.example.com"), name("example.com"), "626463938761322"}}) ==
        "example.com. id=626463938761322 ttl=7200\n");
}

TEST_CASE("several domains are one list, to the page without a next one") {
  ScriptedApi api;
  api.on("GET /zones?per_page=50&page=1&sort=name",
         page_of(
             R"({"id":1,"name":"example.com","ttl":60},{"id":"2","name":"example.net"})",
             R"({"page":1,"per_page":50,"previous_page":null,"next_page":2,"last_page":null,"total_entries":null})"))
      .on("GET /zones?per_page=50&page=2&sort=name",
          page_of(
              R"({"id":3,"name":"xn--bcher-kva.example","ttl":60})",
              R"({"page":2,"per_page":50,"previous_page":1,"next_page":null,"last_page":null,"total_entries":3})"));
  CHECK(
      find(api, {{name("example.com")}, {name("a.bücher.example")}}) ==
      "example.com. id=1 ttl=60\nxn--bcher-kva.example. id=3 ttl=60\nexample.net. id=2 ttl=3600\n");
}

TEST_CASE("a list without meta is one page") {
  ScriptedApi api;
  api.on("GET /zones?per_page=50&page=1&sort=name", R"({"zones":[]})");
  CHECK(find(api, {{name("example.com")}, {name("example.org")}}).empty());
}

TEST_CASE("secondary zones are refused, zones that the world does not see are warned of") {
  const auto state_of = [](std::string_view more) {
    ScriptedApi api;
    api.on("GET /zones/example.com", zone_of(more));
    const auto line = find(api, {{name("example.com")}});
    constexpr std::string_view start = "example.com. id=626463938761322 ttl=3600";
    REQUIRE(line.starts_with(start));
    return line.substr(start.size());
  };
  CHECK(state_of(R"(,"mode":"secondary")") ==
        " refusal=it is a secondary zone: its records come from another name server\n");
  for (const std::string status : {"invalid", "lame", "unregistered"}) {
    CHECK(state_of(R"(,"authoritative_nameservers":{"delegation_status":")" + status + "\"}") ==
          " warning=its delegation is \"" + status +
              "\": the world does not ask Hetzner's name servers for it\n");
  }
  CHECK(state_of(R"(,"authoritative_nameservers":{"delegation_status":"partially-valid"})") ==
        " warning=its delegation is \"partially-valid\": a part of the world asks other name "
        "servers\n");
  CHECK(state_of(R"(,"authoritative_nameservers":{"delegation_status":"unknown"})") == "\n");
  CHECK(state_of(R"(,"status":"error")") ==
        " warning=its status is \"error\": Hetzner could not publish it to its name servers\n");
  CHECK(state_of(R"(,"status":"updating","mode":null,"authoritative_nameservers":null)") == "\n");
}

TEST_CASE("an answer of another shape is told by where it differs") {
  ScriptedApi api;
  api.on("GET /zones/example.com", R"({"zone":{"name":"example.com"}})");
  CHECK(find(api, {{name("example.com")}}) ==
        "protocol: hetzner answered 200 to GET /zones/example.com: zone.id is missing | the API "
        "may have changed since this version of dnsward was made");
  api.on("GET /zones/example.com", zone_of(R"(,"ttl":-7)"));
  CHECK(find(api, {{name("example.com")}}) ==
        "protocol: hetzner answered 200 to GET /zones/example.com: zone.ttl is no TTL | the API "
        "may have changed since this version of dnsward was made");
}
