#include "fakes/cloudflare_world.h"

#include <doctest/doctest.h>

namespace dnsward::test {
namespace {

using Strings = std::vector<std::string>;

struct Filled : CloudflareWorld {
  Filled() : CloudflareWorld({}, {.name = "example.com", .plan = "pro"}) {
    api.add_record(zone, {.name = "b.example.com", .content = "\"Alpha, one\"", .ttl = 300});
    api.add_record(zone,
                   {.name = "a.example.com", .content = "beta", .ttl = 60, .comment = "Mine"});
    api.add_record(zone,
                   {.name = "b.example.com", .content = "gamma", .tags = {"Team:Mail", "x:"}});
    api.add_record(zone,
                   {.name = "c.example.com", .type = "A", .content = "192.0.2.1", .proxied = true});
  }

  [[nodiscard]] Strings contents(const std::string& query) const {
    Strings found;
    const auto answer = list(query);
    for (const Json& record : answer.body["result"]) found.push_back(record["content"]);
    return found;
  }
};

}  // namespace

TEST_CASE("Records come by type, name, newest first") {
  const Filled world;
  CHECK(world.contents("") == Strings{"192.0.2.1", "beta", "gamma", "\"Alpha, one\""});
  CHECK(world.names("?order=name&direction=desc") ==
        Strings{"c.example.com", "b.example.com", "b.example.com", "a.example.com"});
  CHECK(world.contents("?order=ttl") == Strings{"gamma", "192.0.2.1", "beta", "\"Alpha, one\""});
  CHECK(world.contents("?order=content").front() == "\"Alpha, one\"");
  CHECK(world.contents("?order=proxied&direction=desc").front() == "192.0.2.1");
  CHECK(world.list("?order=id").verdict() ==
        "400 1003 Invalid or missing parameter: order or direction.");
}

TEST_CASE("Filters on texts do not look at case, and a comma is a comma") {
  const Filled world;
  CHECK(world.contents("?name=B.EXAMPLE.com") == Strings{"gamma", "\"Alpha, one\""});
  CHECK(world.contents("?name.exact=b.example.com&content=GAMMA") == Strings{"gamma"});
  CHECK(world.contents("?content.contains=alpha,%20one") == Strings{"\"Alpha, one\""});
  CHECK(world.contents("?content=beta,gamma").empty());
  CHECK(world.contents("?content.startswith=ga") == Strings{"gamma"});
  CHECK(world.contents("?content.endswith=TA") == Strings{"beta"});
  CHECK(world.contents("?name=contains:b.example").empty());
  CHECK(world.contents("?comment.present=true") == Strings{"beta"});
  CHECK(world.contents("?comment.absent=true&type=TXT") == Strings{"gamma", "\"Alpha, one\""});
  CHECK(world.contents("?comment=mine") == Strings{"beta"});
  CHECK(world.contents("?type=A") == Strings{"192.0.2.1"});
  CHECK(world.contents("?proxied=true") == Strings{"192.0.2.1"});
  CHECK(world.contents("?search=MINE") == Strings{"beta"});
  CHECK(world.list("?name.like=x").verdict() ==
        "400 1003 Invalid or missing parameter: name.like.");
}

TEST_CASE("match=any joins filters, also of one key; tags have their own") {
  const Filled world;
  const std::string two = "name=a.example.com&name=c.example.com";
  CHECK(world.contents("?" + two).empty());
  CHECK(world.contents("?match=any&" + two) == Strings{"192.0.2.1", "beta"});
  CHECK(world.contents("?tag=team") == Strings{"gamma"});
  CHECK(world.contents("?tag=team:mail") == Strings{"gamma"});
  CHECK(world.contents("?tag.present=TEAM&tag.exact=team:other").empty());
  CHECK(world.contents("?tag_match=any&tag.present=team&tag.exact=team:other") == Strings{"gamma"});
  CHECK(world.contents("?tag.absent=team&type=TXT") == Strings{"beta", "\"Alpha, one\""});
  CHECK(world.contents("?tag.startswith=team:m") == Strings{"gamma"});
  CHECK(world.contents("?match=any&name=a.example.com&tag=team") == Strings{"beta", "gamma"});
  CHECK(world.list("?match=some").status == 400);
}

TEST_CASE("Pages are counted; an empty list has one page") {
  CloudflareWorld world({.largest_record_page = 1'000});
  CHECK(world.list().body["result_info"].dump() ==
        R"({"page":1,"per_page":100,"count":0,"total_count":0,"total_pages":1})");
  for (int i = 0; i < 101; ++i) {
    world.api.add_record(world.zone, {.name = "n.example.com", .content = std::to_string(i)});
  }
  CHECK(world.list("?page=2").body["result_info"].dump() ==
        R"({"page":2,"per_page":100,"count":1,"total_count":101,"total_pages":2})");
  CHECK(world.list("?page=2").body["result"].size() == 1);
  CHECK(world.list("?per_page=1000").body["result"].size() == 101);
  CHECK(world.list("?page=3").body["result"].empty());
  CHECK(world.list("?per_page=1001").verdict() ==
        "400 1003 Invalid or missing parameter: per_page must be between 1 and 1000.");
  for (const char* wrong : {"?page=0", "?page=x", "?per_page=", "?per_page=0"}) {
    CHECK(world.list(wrong).status == 400);
  }
}

TEST_CASE("Records below a delegation are stored, and shown as shadowed on request") {
  CloudflareWorld world;
  const std::string ns = world.api.add_record(
      world.zone, {.name = "sub.example.com", .type = "NS", .content = "ns.sub.example.com"});
  world.api.add_record(world.zone,
                       {.name = "ns.sub.example.com", .type = "A", .content = "192.0.2.1"});
  REQUIRE(world.post_txt("x.sub", "hidden").status == 200);
  REQUIRE(world.post_txt("notsub", "seen").status == 200);
  CHECK(world.list("?type=TXT").body["result"][1]["meta"].dump() == "{}");
  const Json result = world.list("?include_shadow_metadata=true").body["result"];
  CHECK(result[0]["meta"].dump() == R"({"is_glue":true})");
  CHECK(result[1]["meta"].dump() == R"({"shadowed_records_count":1})");
  CHECK(result[2]["meta"].dump() == "{}");
  CHECK(result[3]["meta"].dump() == R"({"shadowed_by":[")" + ns + R"("]})");
  CHECK(world.names("?shadowing_name=a.b.sub.example.com") == Strings{"sub.example.com"});
  CHECK(world.names("?shadowed_by_name=sub.example.com&include_shadow_metadata=true&type=TXT") ==
        Strings{"x.sub.example.com"});
  CHECK(world.list("?shadowed_by_name=sub.example.com").status == 400);
}

TEST_CASE("An export is BIND text with comments and tags") {
  const Filled world;
  const auto response = world.raw("GET", world.records_path() + "/export");
  CHECK(response.header("Content-Type") == "text/plain");
  CHECK(response.body == R"(;;
;; Domain:     example.com.
;; Exported:   2030-01-15T00:00:00Z
;;

;; A Records
c.example.com.	1	IN	A	192.0.2.1
;; TXT Records
a.example.com.	60	IN	TXT	"beta" ; Mine
b.example.com.	300	IN	TXT	"Alpha, one"
b.example.com.	1	IN	TXT	"gamma" ; cf_tags=Team:Mail,x:
)");
}

}  // namespace dnsward::test
