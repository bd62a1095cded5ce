#include "providers/hetzner/hetzner.h"
#include "support/scripted_api.h"
#include "support/zone_text.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace dnsward;
using test::name;
using test::ScriptedApi;
using test::txt;

namespace {

const Zone zone{name("example.com"), "42", 3600};
constexpr auto list_call = "GET /zones/42/rrsets?per_page=100&page=1&sort=name";

std::string action(int id, std::string_view status, std::string_view error = "null") {
  return fmt::format(
      R"({{"id":{},"command":"add_rrset_records","status":"{}","progress":50,"error":{}}})", id,
      status, error);
}

std::string actions(std::string_view list) {
  return fmt::format(R"({{"actions":[{}]}})", list);
}

/// What is still pending, or the error.
std::string progress(const ScriptedApi& api, std::vector<std::string> pending) {
  const auto provider = test::make_scripted(hetzner_provider(), api);
  const auto receipt =
      provider->progress(zone, {.pending = std::move(pending), .is_partial = true});
  if (!receipt) return test::error_line(receipt.error());
  CHECK(receipt->is_partial);
  std::string ids;
  for (const auto& id : receipt->pending) ids += id + ' ';
  return ids;
}

/// Two new RRsets, a.example.com and b.example.com.
std::string write_two(const ScriptedApi& api) {
  const auto change = [](const char* owner) {
    const RRset after{{name(owner), RRType::txt}, 300, {txt("a")}};
    return Change{.key = after.key, .after = after};
  };
  const auto provider = test::make_scripted(hetzner_provider(), api);
  const auto receipt =
      provider->write(zone, {}, std::vector{change("a.example.com"), change("b.example.com")});
  if (!receipt) return test::error_line(receipt.error());
  std::string text = receipt->is_partial ? "partly" : "all";
  for (const auto& id : receipt->pending) text += ' ' + id;
  return text;
}

std::string add_call(std::string_view owner) {
  return fmt::format(
      R"(POST /zones/42/rrsets/{}/TXT/actions/add_records {{"records":[{{"value":"\"a\""}}],"ttl":300}})",
      owner);
}

}  // namespace

TEST_CASE("all actions are asked for in one call") {
  ScriptedApi api;
  api.on("GET /actions?id=7&id=8&id=9",
         actions(action(9, "running") + ',' + action(7, "success") + ',' + action(8, "running")));
  CHECK(progress(api, {"7", "8", "9"}) == "9 8 ");
  api.on("GET /actions?id=8&id=9", actions(action(8, "success") + ',' + action(9, "success")));
  CHECK(progress(api, {"8", "9"}).empty());
}

TEST_CASE("nothing pending is no call") {
  const ScriptedApi api;
  CHECK(progress(api, {}).empty());
}

TEST_CASE("more actions than a call takes are several calls") {
  std::vector<std::string> ids;
  std::string call = "GET /actions";
  std::string answer;
  for (int i = 1; i <= 25; ++i) {
    ids.push_back(std::to_string(i));
    call += fmt::format("{}id={}", i == 1 ? '?' : '&', i);
    answer += (i == 1 ? "" : ",") + action(i, "success");
  }
  ids.emplace_back("26");
  ScriptedApi api;
  api.on(call, actions(answer)).on("GET /actions?id=26", actions(action(26, "running")));
  CHECK(progress(api, ids) == "26 ");
}

TEST_CASE("an action that failed is told with its id, command, code and message") {
  ScriptedApi api;
  api.on("GET /actions?id=7&id=8",
         actions(action(7, "running") + ',' +
                 action(8, "error", R"({"code":"action_failed","message":"Action failed"})")));
  CHECK(progress(api, {"7", "8"}) ==
        "refused: hetzner's action 8 (add_rrset_records) failed: action_failed: Action failed | "
        "look at the zone in the Console, and run it again | writing zone example.com");
  api.on("GET /actions?id=8", actions(R"({"id":8,"status":"error"})"));
  CHECK(progress(api, {"8"}) ==
        "refused: hetzner's action 8 (unnamed) failed | look at the zone in the Console, and run "
        "it again | writing zone example.com");
}

TEST_CASE("an action of which nothing is told is an error") {
  ScriptedApi api;
  api.on("GET /actions?id=7&id=8", actions(action(8, "success")));
  CHECK(progress(api, {"7", "8"}) ==
        "protocol: hetzner does not tell about action 7 | look at the zone in the Console, and run "
        "it again | writing zone example.com");
  api.on("GET /actions?id=7", "{}", 500);
  CHECK(progress(api, {"7"}) ==
        "unreachable: hetzner answered 500 to GET /actions | try again later | writing zone "
        "example.com");
}

TEST_CASE("an action that is done at once is not waited for, one that failed at once is told") {
  ScriptedApi api;
  api.on(list_call, R"({"rrsets":[]})")
      .on(add_call("a"), fmt::format(R"({{"action":{}}})", action(7, "success")), 201)
      .on(add_call("b"), fmt::format(R"({{"action":{}}})", action(8, "running")), 201);
  CHECK(write_two(api) == "all 8");
  api.on(list_call, R"({"rrsets":[]})")
      .on(add_call("a"),
          fmt::format(R"({{"action":{}}})",
                      action(7, "error", R"({"code":"action_failed","message":"no"})")),
          201);
  CHECK(write_two(api) ==
        "refused: hetzner's action 7 (add_rrset_records) failed: action_failed: no | look at the "
        "zone in the Console, and run it again | writing zone example.com");
}

TEST_CASE("when the first call finds the zone changed nothing is written") {
  ScriptedApi api;
  api.on(list_call, R"({"rrsets":[]})")
      .on(add_call("a"), R"({"error":{"code":"conflict","message":"text"}})", 409);
  CHECK(write_two(api).starts_with("changed: hetzner answered 409 to POST "));
}

TEST_CASE("when a later call finds the zone changed the rest is for another write") {
  ScriptedApi api;
  api.on(list_call, R"({"rrsets":[]})")
      .on(add_call("a"), fmt::format(R"({{"action":{}}})", action(7, "running")), 201)
      .on(add_call("b"), R"({"error":{"code":"conflict","message":"text"}})", 409);
  CHECK(write_two(api) == "partly 7");
}

TEST_CASE("when a later call is refused, how many were made before is told") {
  ScriptedApi api;
  api.on(list_call, R"({"rrsets":[]})")
      .on(add_call("a"), fmt::format(R"({{"action":{}}})", action(7, "running")), 201)
      .on(add_call("b"), R"({"error":{"code":"invalid_input","message":"text"}})", 422);
  CHECK(write_two(api) ==
        "refused: hetzner answered 422 to POST /zones/42/rrsets/b/TXT/actions/add_records: "
        "invalid_input: text | 1 of 2 calls for this zone were made before | writing zone "
        "example.com");
}

TEST_CASE("an answer to a write that can't be read leaves its outcome unknown") {
  ScriptedApi api;
  api.on(list_call, R"({"rrsets":[]})")
      .on(add_call("a"), R"({"action":{"status":"running"}})", 201);
  CHECK(write_two(api) ==
        "unknown_outcome: hetzner answered 201 to POST "
        "/zones/42/rrsets/a/TXT/actions/add_records: action.id is missing | the API may have "
        "changed since this version of dnsward was made | writing zone example.com");
}
