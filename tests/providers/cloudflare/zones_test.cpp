#include "providers/cloudflare/cloudflare.h"
#include "support/scripted_api.h"
#include "support/zone_text.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace dnsward;
using test::name;
using test::ScriptedApi;

namespace {

std::string zone_page_of(std::string_view zones, std::string_view info) {
  return fmt::format(
      R"({{"result":[{}],"result_info":{},"success":true,"errors":[],"messages":[]}})", zones,
      info);
}

std::string one(std::string_view zone) {
  return fmt::format(R"({{"result":{},"success":true,"errors":[],"messages":[]}})", zone);
}

std::string find(const ScriptedApi& api, std::vector<ZoneWish> wishes,
                 ProviderSettings settings = {}) {
  const auto provider = test::make_scripted(cloudflare_provider(), api, std::move(settings));
  return test::zone_lines(provider->zones({std::move(wishes)}));
}

constexpr auto single_page =
    R"({"page":1,"per_page":50,"total_pages":1,"count":1,"total_count":1})";

}  // namespace

TEST_CASE("one domain is one look by name") {
  ScriptedApi api;
  api.on(
      "GET /zones?name=example.com&per_page=50&page=1",
      zone_page_of(
          R"({"id":"a1","name":"example.com","status":"active","type":"full","owner":{"id":null},"paused":false})",
          single_page));
  CHECK(find(api, {{name("example.com")}}) == "example.com. id=a1\n");
}

TEST_CASE("a zone that is not there is no error") {
  ScriptedApi api;
  api.on("GET /zones?name=example.com&per_page=50&page=1",
         zone_page_of("", R"({"page":1,"per_page":50,"total_pages":1,"count":0,"total_count":0})"));
  CHECK(find(api, {{name("example.com")}}).empty());
}

TEST_CASE("zones of one name are all told, unless the account is given") {
  const auto both =
      zone_page_of(R"({"id":"a1","name":"example.com"},{"id":"a2","name":"example.com"})",
                   R"({"total_pages":1,"total_count":2})");
  ScriptedApi api;
  api.on("GET /zones?name=example.com&per_page=50&page=1", both);
  CHECK(find(api, {{name("example.com")}}) == "example.com. id=a1\nexample.com. id=a2\n");
  ScriptedApi narrowed;
  narrowed.on("GET /zones?name=example.com&per_page=50&page=1&account.id=acc%2F1",
              zone_page_of(R"({"id":"a2","name":"example.com"})", single_page));
  CHECK(find(narrowed, {{name("example.com")}}, {{}, {{"account_id", "acc/1"}}}) ==
        "example.com. id=a2\n");
}

TEST_CASE("an answer with zones of other names, as operators of the filter give them, is sifted") {
  ScriptedApi api;
  api.on("GET /zones?name=example.com&per_page=50&page=1",
         zone_page_of(R"({"id":"a1","name":"EXAMPLE.com."},{"id":"a2","name":"my-example.com"})",
                      R"({"total_pages":"1","total_count":"2"})"));
  CHECK(find(api, {{name("example.com")}}) == "example.com. id=a1\n");
}

TEST_CASE("several domains are one list") {
  ScriptedApi api;
  api.on("GET /zones?per_page=50&page=1",
         zone_page_of(
             R"({"id":"a1","name":"example.com"},{"id":"a3","name":"xn--bcher-kva.example"})",
             R"({"page":1,"total_pages":2,"total_count":3})"))
      .on("GET /zones?per_page=50&page=2",
          zone_page_of(R"({"id":"a2","name":"bücher.example"})",
                       R"({"page":2,"total_pages":2,"total_count":3})"));
  CHECK(find(api, {{name("example.com")}, {name("www.example.org")}}) ==
        "example.com. id=a1\nxn--bcher-kva.example. id=a2\nxn--bcher-kva.example. id=a3\n");
}

TEST_CASE("a list without result_info ends with the page that is not full") {
  ScriptedApi api;
  api.on("GET /zones?per_page=50&page=1", one(R"([{"id":"a1","name":"example.com"}])"));
  CHECK(find(api, {{name("example.com")}, {name("example.org")}}) == "example.com. id=a1\n");
}

TEST_CASE("a list that repeats itself or does not have what it promises is not believed") {
  const auto first = zone_page_of(R"({"id":"a1","name":"example.com"})",
                                  R"({"page":1,"total_pages":3,"total_count":3})");
  ScriptedApi repeated;
  repeated.on("GET /zones?per_page=50&page=1", first)
      .on("GET /zones?per_page=50&page=2", first)
      .on("GET /zones?per_page=50&page=3", first)
      .in_any_order();
  const std::vector<ZoneWish> wishes{{name("example.com")}, {name("example.org")}};
  CHECK(find(repeated, wishes) ==
        "protocol: cloudflare's list of zones repeats itself at page 2 | try again later: a part "
        "of the list can't be seen now");
  ScriptedApi wrong;
  wrong.on("GET /zones?per_page=50&page=1", zone_page_of(R"({"id":"a1","name":"example.com"})",
                                                         R"({"total_pages":1,"total_count":7})"));
  CHECK(find(wrong, wishes) ==
        "protocol: cloudflare's list of zones has 1 items, and should have 7 | try again when "
        "nothing else writes there");
}

TEST_CASE("zone and zone_id together need no call, zone_id alone one that needs no Zone Read") {
  ScriptedApi api;
  CHECK(find(api, {{name("www.example.com"), name("example.com"), "a1"}}) ==
        "example.com. id=a1\n");
  api.on("GET /zones/a1", one(R"({"id":"a1","name":"example.com","status":"pending"})"));
  CHECK(find(api, {{name("www.example.com"), {}, "a1"}}) ==
        "example.com. id=a1 warning=its status is \"pending\": the world does not ask Cloudflare "
        "for it\n");
}

TEST_CASE("a zone_id that is unknown or of somebody else is left out, a bad token is told") {
  constexpr auto unknown =
      R"({"success":false,"errors":[{"code":7003,"message":"Could not route to /zones/a/b"},{"code":7000,"message":"No route for that URI"}],"result":null})";
  constexpr auto foreign =
      R"({"success":false,"errors":[{"code":9109,"message":"Unauthorized to access requested resource"}],"result":null})";
  constexpr auto bad_token =
      R"({"success":false,"errors":[{"code":9109,"message":"Invalid access token"}],"result":null})";
  ScriptedApi api;
  api.on("GET /zones/a%2Fb", unknown, 404).on("GET /zones/a2", foreign, 403);
  CHECK(find(api, {{name("example.com"), {}, "a/b"}, {name("example.org"), {}, "a2"}}).empty());
  api.on("GET /zones/a1", bad_token, 403, {{"CF-Ray", "8f0-FRA"}});
  CHECK(find(api, {{name("example.com"), {}, "a1"}}) ==
        "refused: cloudflare answered 403 to GET /zones/a1: 9109 Invalid access token (request id "
        "8f0-FRA) | the token is unknown, revoked, expired, or not for this address: make a new "
        "one");
  api.on("GET /zones/a1", "{}", 401);
  CHECK(find(api, {{name("example.com"), {}, "a1"}}) ==
        "refused: cloudflare answered 401 to GET /zones/a1 | the token is unknown, revoked, "
        "expired, or not for this address: make a new one");
}

TEST_CASE(
    "zones that can't be written are refused, zones that the world does not see are warned of") {
  const auto state_of = [](const std::string& fields) {
    ScriptedApi api;
    api.on("GET /zones/a1", one(R"({"id":"a1","name":"example.com",)" + fields + '}'));
    return find(api, {{name("example.com"), {}, "a1"}});
  };
  CHECK(state_of(R"("status":"active","type":"secondary")") ==
        "example.com. id=a1 refusal=it is a secondary zone: its records come from another name "
        "server\n");
  CHECK(state_of(R"("status":"active","type":"internal")") ==
        "example.com. id=a1 refusal=it is an internal zone: only the account's own resolvers ask "
        "it\n");
  CHECK(state_of(R"("status":"moved","type":"partial")") ==
        "example.com. id=a1 warning=it is a partial (CNAME) setup: the world asks other name "
        "servers, so what is written here is not served warning=its status is \"moved\": the world "
        "does not ask Cloudflare for it\n");
  CHECK(state_of(R"("status":null,"type":null)") == "example.com. id=a1\n");
}
