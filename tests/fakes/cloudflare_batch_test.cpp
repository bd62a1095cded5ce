#include "fakes/cloudflare_world.h"

#include <doctest/doctest.h>

#include <set>
#include <thread>

namespace dnsward::test {
namespace {

using Strings = std::vector<std::string>;
using fake::cloudflare::Options;

constexpr const char* same_name =
    " For more details, refer to <https://developers.cloudflare.com/dns/manage-dns-records/"
    "troubleshooting/records-with-same-name/>.";

std::string verdict(const CloudflareWorld& world, const std::string& type, const std::string& name,
                    const std::string& content) {
  Json body{{"type", type}, {"name", name}, {"content", content}};
  if (type == "MX") body["priority"] = 10;
  return world.post(body.dump()).verdict();
}

Json create(const std::string& name, const std::string& content) {
  return {{"type", "TXT"}, {"name", name}, {"content", content}};
}

}  // namespace

TEST_CASE("A CNAME has no address or CNAME beside it") {
  const CloudflareWorld world;
  CHECK(verdict(world, "A", "a", "192.0.2.1") == "200");
  CHECK(verdict(world, "CNAME", "a", "b.example.net") ==
        "400 81053 An A, AAAA, or CNAME record with that host already exists." +
            std::string(same_name));
  CHECK(verdict(world, "CNAME", "c", "b.example.net") == "200");
  CHECK(verdict(world, "CNAME", "c", "d.example.net").starts_with("400 81053 "));
  for (const auto& [type, content] :
       {std::pair{"A", "192.0.2.1"}, std::pair{"AAAA", "2001:db8::1"}}) {
    CHECK(verdict(world, type, "c", content) ==
          "400 81054 A CNAME record with that host already exists." + std::string(same_name));
  }
}

TEST_CASE("TXT and MX beside a CNAME are taken, against the RFC") {
  const CloudflareWorld world;
  REQUIRE(verdict(world, "CNAME", "c", "b.example.net") == "200");
  CHECK(verdict(world, "TXT", "c", "x") == "200");
  CHECK(verdict(world, "MX", "c", "mx.example.net") == "200");
  REQUIRE(verdict(world, "TXT", "d", "x") == "200");
  CHECK(verdict(world, "CNAME", "d", "b.example.net") == "200");
}

TEST_CASE("A delegation has nothing beside it but its DS, and the apex is no delegation") {
  const CloudflareWorld world;
  REQUIRE(verdict(world, "NS", "d", "ns.example.net") == "200");
  CHECK(verdict(world, "NS", "d", "ns2.example.net") == "200");
  CHECK(verdict(world, "TXT", "d", "x") == "400 81056 An NS record with that host already exists.");
  CHECK(verdict(world, "DS", "d", "1 13 2 abcd") == "200");
  CHECK(verdict(world, "TXT", "x.d", "x") == "200");
  REQUIRE(verdict(world, "MX", "m", "mx.example.net") == "200");
  CHECK(verdict(world, "NS", "m", "ns.example.net") ==
        "400 81055 An MX record with that host already exists.");
  REQUIRE(verdict(world, "TXT", "@", "x") == "200");
  CHECK(verdict(world, "NS", "@", "ns.example.net") == "200");
}

TEST_CASE("Identical records are refused, but for SRV and another MX priority") {
  const CloudflareWorld world;
  for (const std::string expected : {"200", "400 81058 An identical record already exists."}) {
    CHECK(verdict(world, "A", "a", "192.0.2.1") == expected);
    CHECK(verdict(world, "MX", "a", "mx.example.net") == expected);
  }
  CHECK(verdict(world, "SRV", "s", "1 1 1 a.example.net") == "200");
  CHECK(verdict(world, "SRV", "s", "1 1 1 a.example.net") == "200");
  CHECK(world.post(R"({"type":"MX","name":"a","content":"mx.example.net","priority":20})").status ==
        200);
}

TEST_CASE("The quota counts records; usage tells it") {
  CloudflareWorld world({}, {.name = "example.com", .record_quota = 2});
  REQUIRE(verdict(world, "TXT", "a", "x") == "200");
  CHECK(
      world.raw("GET", world.records_path() + "/usage").body ==
      R"({"result":{"record_quota":2,"record_usage":1},"success":true,"errors":[],"messages":[]})");
  REQUIRE(verdict(world, "TXT", "b", "x") == "200");
  CHECK(verdict(world, "TXT", "c", "x") == "400 81045 Record quota exceeded.");
  const std::string id = world.api.records(world.zone).front().id;
  CHECK(world.ask("PATCH", world.records_path() + "/" + id, R"({"content":"y"})").status == 200);
  const Json swap{{"posts", {create("c", "x")}}, {"deletes", {{{"id", id}}}}};
  CHECK(world.batch(swap.dump()).status == 200);
  world.api.set_options({.null_quota = true});
  CHECK(world.ask("GET", world.records_path() + "/usage").body["result"]["record_quota"] ==
        nullptr);
}

TEST_CASE("Records of a secondary zone are for reading") {
  const CloudflareWorld world({}, {.name = "example.com", .type = "secondary"});
  CHECK(verdict(world, "TXT", "a", "x") ==
        "400 9303 Records of a secondary zone cannot be changed.");
}

TEST_CASE(
    "A batch deletes, patches, puts and posts in this order, whatever the order of its keys") {
  CloudflareWorld world;
  const auto add = [&](const std::string& name, const std::string& content) {
    return world.post_txt(name, content).body["result"]["id"].get<std::string>();
  };
  const std::string gone = add("a", "old");
  const std::string patched = add("b", "old");
  const std::string replaced = add("c", "old");
  const Json body{
      {"posts",
       {{{"type", "CNAME"}, {"name", "a"}, {"content", "x.example.net"}}, create("b", "old")}},
      {"puts", {{{"id", replaced}, {"type", "TXT"}, {"name", "c"}, {"content", "new"}}}},
      {"patches", {{{"id", patched}, {"content", "new"}}}},
      {"deletes", {{{"id", gone}, {"content", "ignored"}}}}};
  const auto answer = world.batch(body.dump());
  REQUIRE(answer.verdict() == "200");
  const Json& result = answer.body["result"];
  CHECK(result["deletes"][0]["id"] == gone);
  CHECK(result["patches"][0]["content"] == "new");
  CHECK(result["puts"][0]["id"] == replaced);
  CHECK(result["posts"].size() == 2);
  CHECK(world.api.rrset(world.zone, "a.example.com", "TXT").empty());
  CHECK(world.api.rrset(world.zone, "b.example.com", "TXT") == Strings{"new", "old"});
}

TEST_CASE("A batch with one wrong operation changes nothing and tells the first error alone") {
  CloudflareWorld world({.source_pointer = true});
  const std::string id = world.post_txt("a", "old").body["result"]["id"];
  world.clock.advance(std::chrono::seconds{1});
  const Json body{{"deletes", {{{"id", id}}}},
                  {"posts", {create("b", "x"), create("c", ""), create("d", "\"")}}};
  const auto answer = world.batch(body.dump());
  CHECK(answer.verdict() == "400 9005 Content for TXT record is invalid.");
  CHECK(answer.body["errors"][0]["source"]["pointer"] == "/posts/1");
  CHECK(answer.body["result"] == nullptr);
  REQUIRE(world.api.records(world.zone).size() == 1);
  CHECK(world.api.records(world.zone)[0].modified_on == "2030-01-15T00:00:00Z");
  const Json missing{{"deletes", {{{"id", std::string(32, '0')}}}}};
  CHECK(world.batch(missing.dump()).verdict() == "404 81044 Record does not exist.");
}

TEST_CASE("A batch takes 200 operations with the free plan, 3500 otherwise") {
  CloudflareWorld world({}, {.name = "example.com", .record_quota = 10'000});
  const auto batch_of = [&](int count, int from) {
    Json posts = Json::array();
    for (int i = 0; i < count; ++i) posts.push_back(create("n" + std::to_string(from + i), "x"));
    return world.batch(Json{{"posts", posts}}.dump()).verdict();
  };
  CHECK(batch_of(200, 0) == "200");
  CHECK(batch_of(201, 1'000) == "400 9305 A batch takes at most 200 operations on this plan.");
  world.api.edit_zone(world.zone, [](auto& zone) { zone.plan = "pro"; });
  CHECK(batch_of(201, 1'000) == "200");
}

TEST_CASE("Empty lists of a batch's result are absent, null or empty") {
  const auto result = [](Options::EmptyLists lists) {
    return CloudflareWorld({.empty_lists = lists})
        .batch(R"({"deletes":null,"posts":[]})")
        .body["result"]
        .dump();
  };
  CHECK(result(Options::EmptyLists::absent) == "{}");
  CHECK(result(Options::EmptyLists::null) ==
        R"({"deletes":null,"patches":null,"puts":null,"posts":null})");
  CHECK(result(Options::EmptyLists::empty) ==
        R"({"deletes":[],"patches":[],"puts":[],"posts":[]})");
}

TEST_CASE("A batch of another shape is no batch") {
  const CloudflareWorld world;
  for (const char* body : {"[]", R"({"posts":{}})", R"({"deletes":["x"]})", R"({"patches":[{}]})",
                           R"({"posts":[1]})", "{"}) {
    CHECK(world.batch(body).verdict() == "400 9207 Request body is invalid.");
  }
}

TEST_CASE("Before October 2024 a wrong field came wrapped in 1004") {
  const CloudflareWorld world({.wrap_validation_errors = true});
  const auto answer = world.post_txt("@", "\"");
  CHECK(answer.verdict() == "400 1004 DNS Validation Error");
  CHECK(answer.body["errors"][0]["error_chain"].dump() ==
        R"([{"code":9005,"message":"Content for TXT record is invalid."}])");
  REQUIRE(world.post_txt("@", "a").status == 200);
  CHECK(world.post_txt("@", "a").verdict() == "400 81058 An identical record already exists.");
}

TEST_CASE("Writers at once lose no record and give no id twice") {
  CloudflareWorld world({}, {.name = "example.com", .record_quota = 10'000});
  std::vector<std::thread> writers;
  for (int writer = 0; writer < 4; ++writer) {
    writers.emplace_back([&world, writer] {
      for (int i = 0; i < 25; ++i) {
        (void)world.post_txt("w" + std::to_string(writer), "x" + std::to_string(i));
      }
    });
  }
  for (std::thread& writer : writers) writer.join();
  std::set<std::string> ids;
  for (const auto& record : world.api.records(world.zone)) ids.insert(record.id);
  CHECK(ids.size() == 100);
}

}  // namespace dnsward::test
