#include "fakes/hetzner_lab.h"

#include <doctest/doctest.h>

using namespace dnsward;
using namespace dnsward::test;

namespace {

std::string ids_query(const std::vector<std::int64_t>& ids) {
  std::string query = "/actions?";
  for (const auto id : ids) query += "id=" + std::to_string(id) + "&";
  return query;
}

bool has_www(const HetznerLab& lab) {
  return lab.api.rrset("example.com", "www", "A").has_value();
}

}  // namespace

TEST_CASE("an action runs until the poll that tells its success, and so does its effect") {
  const HetznerLab lab({.polls = 2});
  const auto begun = lab.add("www/A", {"192.0.2.1"});
  CHECK(begun.status == 201);
  const HetznerJson action = begun.body["action"];
  CHECK(action["command"] == "add_rrset_records");
  CHECK(action["status"] == "running");
  CHECK(action["finished"].is_null());
  CHECK(action["error"].is_null());
  CHECK(action["started"] == "2030-01-15T00:00:00Z");
  CHECK(action["resources"] ==
        HetznerJson::array({{{"id", lab.get("").body["zone"]["id"]}, {"type", "zone"}}}));
  CHECK(begun.action() > 600'000'000'000'000);
  CHECK(lab.get("").body["zone"]["status"] == "updating");
  CHECK(lab.poll(begun.action()).body["action"]["status"] == "running");
  CHECK_FALSE(has_www(lab));
  CHECK(lab.get("/rrsets/www/A").verdict() == "404 not_found");
  const HetznerJson done = lab.poll(begun.action()).body["action"];
  CHECK(done["status"] == "success");
  CHECK(done["progress"] == 100);
  CHECK(done["finished"] == "2030-01-15T00:00:00Z");
  CHECK(has_www(lab));
  CHECK(lab.get("").body["zone"]["status"] == "ok");
}

TEST_CASE("an effect is seen at once when the options say so") {
  const HetznerLab lab({.polls = 1, .visible_at_once = true});
  const auto begun = lab.add("www/A", {"192.0.2.1"});
  CHECK(begun.body["action"]["status"] == "running");
  CHECK(has_www(lab));
  CHECK(lab.poll(begun.action()).body["action"]["status"] == "success");
  CHECK(lab.values("www", "A") == std::vector<std::string>{"192.0.2.1"});
}

TEST_CASE("an action may be done when the reply comes") {
  const HetznerLab lab({.polls = 0});
  CHECK(lab.add("www/A", {"192.0.2.1"}).body["action"]["status"] == "success");
  CHECK(has_www(lab));
}

TEST_CASE("an action may take time instead of polls") {
  HetznerLab lab({.polls = 0, .action_time = std::chrono::milliseconds{1500}});
  const auto begun = lab.add("www/A", {"192.0.2.1"});
  CHECK(lab.poll(begun.action()).body["action"]["status"] == "running");
  lab.clock.advance(std::chrono::milliseconds{1499});
  CHECK(lab.get("/rrsets/www/A").verdict() == "404 not_found");
  CHECK(lab.api.running_actions() == 1);
  lab.clock.advance(std::chrono::milliseconds{1});
  CHECK(lab.get("/rrsets/www/A").verdict() == "200");
  CHECK(lab.api.running_actions() == 0);
}

TEST_CASE("a zone may stay updating for a while after its actions") {
  HetznerLab lab({.polls = 0, .publish_time = std::chrono::seconds{5}});
  CHECK(lab.add("www/A", {"192.0.2.1"}).status == 201);
  CHECK(lab.get("").body["zone"]["status"] == "updating");
  lab.clock.advance(std::chrono::seconds{5});
  CHECK(lab.get("").body["zone"]["status"] == "ok");
}

TEST_CASE("many actions are polled in one request, 25 at most unless the options say otherwise") {
  HetznerLab lab({.polls = 1});
  std::vector<std::int64_t> ids;
  for (int i = 0; i < 30; ++i) {
    ids.push_back(lab.add("h" + std::to_string(i) + "/A", {"192.0.2.1"}).action());
  }
  CHECK(lab.ask("GET", ids_query(ids)).body["actions"].size() == 25);
  CHECK(lab.api.running_actions() == 5);
  lab.api.configure([](auto& options) { options.most_actions_listed = 0; });
  CHECK(lab.ask("GET", ids_query(ids)).body["actions"].size() == 30);
  CHECK(lab.api.running_actions() == 0);
}

TEST_CASE("actions are asked for by id, and one that is not there is left out") {
  const HetznerLab lab({.polls = 1});
  const auto id = lab.add("www/A", {"192.0.2.1"}).action();
  CHECK(lab.ask("GET", "/actions").verdict() == "410 deprecated_api_endpoint");
  CHECK(lab.ask("GET", "/actions?id=x").verdict() == "422 invalid_input id");
  const auto listed = lab.ask("GET", ids_query({id, 42, id}));
  REQUIRE(listed.body["actions"].size() == 1);
  CHECK(listed.body["actions"][0]["id"] == id);
  CHECK(lab.poll(42).verdict() == "404 not_found");
  CHECK(lab.ask("GET", "/actions/x").verdict() == "404 not_found");
  CHECK(lab.ask("GET", "/zones/actions/" + std::to_string(id)).verdict() == "200");
  CHECK(lab.get("/actions/" + std::to_string(id)).verdict() == "200");
  CHECK(lab.ask("GET", "/servers/actions/" + std::to_string(id)).verdict() == "404 not_found");
}

TEST_CASE("the actions of zones are listed, filtered and sorted") {
  HetznerLab lab({.polls = 20});
  lab.api.add_zone("example.net");
  const auto first = lab.add("www/A", {"192.0.2.1"}).action();
  const auto second = lab.ask("DELETE", "/zones/example.net").action();
  for (int i = 0; i < 20; ++i) CHECK(lab.poll(second).status == 200);
  const auto ids = [&](const std::string& path) {
    std::vector<std::int64_t> found;
    const auto answer = lab.ask("GET", path);
    for (const HetznerJson& action : answer.body["actions"]) found.push_back(action["id"]);
    return found;
  };
  using Ids = std::vector<std::int64_t>;
  CHECK(ids("/zones/actions?sort=id") == Ids{first, second});
  CHECK(ids("/zones/actions?sort=id:desc") == Ids{second, first});
  CHECK(ids("/zones/actions?sort=command") == Ids{first, second});
  CHECK(ids("/zones/actions?status=running") == Ids{first});
  CHECK(ids("/zones/actions?status=success&status=error") == Ids{second});
  CHECK(ids("/zones/actions?id=" + std::to_string(second)) == Ids{second});
  CHECK(ids("/zones/example.com/actions") == Ids{first});
  CHECK(ids("/zones/actions?per_page=1&page=2&sort=id") == Ids{second});
  CHECK(lab.ask("GET", "/zones/actions?per_page=51").verdict() == "422 invalid_input per_page");
}

TEST_CASE("an action that fails has no effect, and tells its error") {
  HetznerLab lab({.polls = 1});
  lab.api.fail_action({.command = "add_rrset_records", .nth = 2, .message = "no luck"});
  const auto good = lab.add("a/A", {"192.0.2.1"}).action();
  const auto bad = lab.add("www/A", {"192.0.2.1"}).action();
  CHECK(lab.poll(good).body["action"]["status"] == "success");
  const HetznerJson action = lab.poll(bad).body["action"];
  CHECK(action["status"] == "error");
  CHECK(action["error"] == HetznerJson{{"code", "action_failed"}, {"message", "no luck"}});
  CHECK_FALSE(has_www(lab));
  CHECK(lab.poll(lab.add("www/A", {"192.0.2.1"}).action()).body["action"]["status"] == "success");
}

TEST_CASE("an action that fails may have had its effect all the same") {
  HetznerLab lab({.polls = 1});
  lab.api.fail_action({.took_effect = true});
  CHECK(lab.poll(lab.add("www/A", {"192.0.2.1"}).action()).body["action"]["status"] == "error");
  CHECK(has_www(lab));
}

TEST_CASE("an action fails in both modes of visibility") {
  HetznerLab lab({.polls = 1, .visible_at_once = true});
  lab.api.fail_action();
  const auto id = lab.add("www/A", {"192.0.2.1"}).action();
  CHECK_FALSE(has_www(lab));
  CHECK(lab.poll(id).body["action"]["status"] == "error");
  CHECK_FALSE(has_www(lab));
}

TEST_CASE("a request is held against the actions that still run") {
  const HetznerLab lab({.polls = 1});
  const auto first = lab.add("www/A", {"192.0.2.1"}).action();
  CHECK(lab.add("www/A", {"192.0.2.1"}).verdict() == "409 uniqueness_error records");
  CHECK(lab.add("www/CNAME", {"a.example."}).verdict() == "422 invalid_input name");
  const auto second = lab.act("www/A", "change_ttl", {{"ttl", 300}}).action();
  CHECK(lab.ask("GET", ids_query({first, second})).body["actions"][1]["status"] == "success");
  CHECK(lab.api.rrset("example.com", "www", "A") == fake::HetznerTruth{300, {"192.0.2.1"}});
}

TEST_CASE("actions that nobody waits for may end in another order") {
  const HetznerLab lab({.polls = 1, .finish_last_first = true});
  const auto first = lab.add("www/A", {"192.0.2.1"}).action();
  const auto second = lab.act("www/A", "change_ttl", {{"ttl", 300}}).action();
  const HetznerJson actions = lab.ask("GET", ids_query({first, second})).body["actions"];
  CHECK(actions[0]["status"] == "success");
  CHECK(actions[1]["status"] == "error");
  CHECK(actions[1]["error"]["code"] == "action_failed");
  CHECK(lab.api.rrset("example.com", "www", "A")->ttl == 3600);
}

TEST_CASE("a second writer's edit is seen at once, and an action comes on top of it") {
  HetznerLab lab({.polls = 1});
  lab.api.put("example.com", {"@", "TXT"}, {.records = {{R"("a")"}}});
  const auto replace = lab.act("@/TXT", "set_records", records_of({R"("b")"})).action();
  lab.api.add("example.com", {"@", "TXT"}, {R"("c")", "theirs"});
  CHECK(lab.values("@", "TXT") == std::vector<std::string>{R"("a")", R"("c")"});
  CHECK(lab.poll(replace).body["action"]["status"] == "success");
  CHECK(lab.values("@", "TXT") == std::vector<std::string>{R"("b")"});
  const auto add = lab.add("@/TXT", {R"("d")"}).action();
  lab.api.add("example.com", {"@", "TXT"}, {R"("d")", "theirs"});
  CHECK(lab.poll(add).body["action"]["status"] == "success");
  CHECK(lab.values("@", "TXT") == std::vector<std::string>{R"("b")", R"("d")"});
  const auto late = lab.act("@/TXT", "set_records", records_of({R"("e")"})).action();
  lab.api.remove("example.com", {"@", "TXT"});
  CHECK(lab.poll(late).body["action"]["error"]["message"] == "RRSet not found");
}

TEST_CASE("a zone with a running action may be locked") {
  HetznerLab lab({.polls = 1, .lock_while_running = true});
  const auto id = lab.add("www/A", {"192.0.2.1"}).action();
  CHECK(lab.add("a/A", {"192.0.2.1"}).verdict() == "423 locked");
  CHECK(lab.post("/rrsets", {{"name", "b"}, {"type", "A"}, {"records", HetznerJson::array()}})
            .verdict() == "423 locked");
  CHECK(lab.post("/actions/change_ttl", {{"ttl", 300}}).verdict() == "423 locked");
  CHECK(lab.act("www/A", "change_protection", {{"change", true}}).verdict() == "423 locked");
  CHECK(lab.ask("DELETE", "/zones/example.com").verdict() == "423 locked");
  CHECK(lab.get("/rrsets").verdict() == "200");
  CHECK(lab.poll(id).verdict() == "200");
  CHECK(lab.add("a/A", {"192.0.2.1"}).verdict() == "201");
}
