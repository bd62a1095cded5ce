#include "fakes/cloudflare_world.h"

#include <doctest/doctest.h>

namespace dnsward::test {
namespace {

using Strings = std::vector<std::string>;
using fake::cloudflare::Options;
using fake::cloudflare::Token;

const std::string plain_token(40, 'p');
const std::string account_token = "cfat_" + std::string(48, 'b');
const std::string key(37, 'f');

struct AccessWorld : CloudflareWorld {
  using CloudflareWorld::CloudflareWorld;

  void use(Token token) {
    headers = {{"Authorization", "Bearer " + token.value}};
    if (token.kind == Token::Kind::key) {
      headers = {{"X-Auth-Email", token.email}, {"X-Auth-Key", token.value}};
    }
    api.add_token(std::move(token));
  }
};

}  // namespace

TEST_CASE("Credentials that are missing, malformed or unknown are told apart") {
  AccessWorld world;
  const auto verdict = [&](std::vector<Header> headers) {
    world.headers = std::move(headers);
    return world.list().verdict();
  };
  CHECK(verdict({}) == "400 9106 Missing X-Auth-Key, X-Auth-Email or Authorization headers");
  CHECK(verdict({{"X-Auth-Key", key}}).starts_with("400 9106 "));
  for (const std::string& token : {std::string("x"), key, plain_token + " ", plain_token + "\n"}) {
    CHECK(verdict({{"Authorization", "Bearer " + token}}) == "400 6003 Invalid request headers");
  }
  CHECK(verdict({{"Authorization", plain_token}}) == "400 6003 Invalid request headers");
  CHECK(world.list().body["errors"][0]["error_chain"].dump() ==
        R"([{"code":6111,"message":"Invalid format for Authorization header"}])");
  CHECK(verdict({{"Authorization", "Bearer " + plain_token}}) == "403 9109 Invalid access token");
  CHECK(verdict({{"X-Auth-Email", "a@example.com"}, {"X-Auth-Key", plain_token}}) ==
        "400 6003 Invalid request headers");
  CHECK(world.list().body["errors"][0]["error_chain"][0]["code"] == 6103);
  CHECK(verdict({{"X-Auth-Email", "a@example.com"}, {"X-Auth-Key", key}}) ==
        "403 9103 Unknown X-Auth-Key or X-Auth-Email");
}

TEST_CASE("An email with its key may do everything") {
  AccessWorld world;
  world.use({.value = key, .kind = Token::Kind::key, .email = "a@example.com"});
  CHECK(world.list().status == 200);
  CHECK(world.api.journal().items().back().auth == fake::AuthKind::email_key);
}

TEST_CASE("Permissions: reading, writing, finding zones") {
  AccessWorld world;
  const std::string refused = "403 10000 Authentication error";
  world.use({.value = plain_token, .dns_write = false});
  CHECK(world.list().verdict() == "200");
  CHECK(world.post_txt("a", "x").verdict() == refused);
  CHECK(world.batch("{}").verdict() == refused);
  world.api.remove_token(plain_token);
  world.use({.value = plain_token, .zone_read = false, .dns_read = false});
  CHECK(world.post_txt("a", "x").verdict() == "200");
  CHECK(world.list().verdict() == "200");
  CHECK(world.ask("GET", "/zones/" + world.zone).verdict() == "200");
  CHECK(world.ask("GET", "/zones").body["result"].empty());
  world.api.set_options({.hidden_zones = Options::HiddenZones::refused});
  CHECK(world.ask("GET", "/zones").verdict() == refused);
  world.api.remove_token(plain_token);
  world.use({.value = plain_token, .dns_read = false, .dns_write = false});
  CHECK(world.list().verdict() == refused);
  CHECK(world.ask("GET", "/zones").body["result"].size() == 1);
}

TEST_CASE("Zones outside of a token's scope are not listed, and refused by id") {
  AccessWorld world;
  const std::string other = world.api.add_zone({.name = "example.org", .account_id = "other"});
  world.use({.value = plain_token, .zone_ids = {other}});
  CHECK(world.ask("GET", "/zones").body["result"][0]["name"] == "example.org");
  CHECK(world.ask("GET", "/zones").body["result_info"]["total_count"] == 1);
  CHECK(world.list().verdict() == "403 10000 Authentication error");
  world.use({.value = account_token, .kind = Token::Kind::account, .account_id = "other"});
  CHECK(world.ask("GET", "/zones").body["result_info"]["total_count"] == 1);
}

TEST_CASE("A valid token is told so by a message with the code of a refusal") {
  AccessWorld world;
  const std::string id(32, '1');
  world.use({.value = plain_token, .id = id, .expires_on = "2030-01-16T00:00:00Z"});
  CHECK(world.raw("GET", "/user/tokens/verify").body ==
        R"({"result":{"id":")" + id +
            R"(","status":"active","expires_on":"2030-01-16T00:00:00Z"},"success":true,)"
            R"("errors":[],"messages":[{"code":10000,)"
            R"("message":"This API Token is valid and active","type":null}]})");
  world.clock.advance(std::chrono::hours{24});
  CHECK(world.ask("GET", "/user/tokens/verify").body["result"]["status"] == "expired");
  CHECK(world.ask("GET", "/user/tokens/verify").body["messages"].empty());
  CHECK(world.list().verdict() == "403 9109 Invalid access token");
  world.api.remove_token(plain_token);
  world.use({.value = plain_token, .status = "disabled"});
  CHECK(world.ask("GET", "/user/tokens/verify").body["result"]["status"] == "disabled");
}

TEST_CASE("Tokens of accounts and of users are verified at addresses of their own") {
  AccessWorld world;
  const std::string account = "0123456789abcdef0123456789abcdef";
  const std::string path = "/accounts/" + account + "/tokens/verify";
  CHECK(world.ask("GET", path).verdict() == "401 1000 Invalid API Token");
  world.use({.value = account_token, .kind = Token::Kind::account, .account_id = account});
  CHECK(world.ask("GET", path).verdict() == "200");
  CHECK(world.ask("GET", "/user/tokens/verify").verdict() == "401 1000 Invalid API Token");
  CHECK(world.ask("GET", "/zones").body["result_info"]["total_count"] == 1);
}

TEST_CASE("Paths that lead nowhere get two errors, methods that are not there one") {
  const AccessWorld world;
  const std::string unknown(32, '0');
  for (const std::string path :
       {"/zones/xyz", "/zones/x/dns_records", "/nothing", "/user", "/accounts/x/tokens/verify"}) {
    CHECK(world.ask("GET", path).verdict() ==
          "404 7003 Could not route to " + path +
              ", perhaps your object identifier is invalid? 7000 No route for that URI");
  }
  CHECK(world.ask("GET", "/zones/" + unknown + "/dns_records").status == 404);
  CHECK(world.ask("GET", world.records_path() + "/xyz").status == 404);
  CHECK(world.ask("DELETE", "/zones").verdict() ==
        "405 7001 Method DELETE not available for that URI.");
  CHECK(world.ask("PUT", world.records_path(), "{}").status == 405);
  CHECK(world.ask("GET", world.records_path() + "/batch").status == 405);
  CHECK(world.raw("GET", "/zones").status == 200);
}

TEST_CASE("The rate limit says what is left, and when to come back") {
  AccessWorld world;
  world.api.rate_limit().set(fake::Cloudflare::documented_limit());
  const auto first = world.raw("GET", world.records_path());
  CHECK(first.header("Ratelimit") == R"("default";r=1199;t=300)");
  CHECK(first.header("Ratelimit-Policy") == R"("default";q=1200;w=300)");
  world.api.rate_limit().leave("Bearer " + fake::Cloudflare::token(), 0, world.clock.steady_now());
  const auto refused = world.raw("GET", world.records_path());
  CHECK(refused.status == 429);
  CHECK(refused.header("Retry-After") == "300");
  CHECK(world.list().verdict() ==
        "429 10100 More than 1200 requests per 300 seconds reached. Please wait and consider "
        "throttling your request speed");
  world.api.set_options(
      {.rate_limit_code = 971, .rate_limit_headers = false, .retry_after = false});
  CHECK(world.list().verdict() == "429 971 Please wait and consider throttling your request speed");
  CHECK(world.raw("GET", world.records_path()).header("Retry-After") == "");
  world.api.set_options({.rate_limit_body = false});
  CHECK(world.raw("GET", world.records_path()).body == "{}");
  world.clock.advance(std::chrono::minutes{5});
  CHECK(world.list().verdict() == "200");
}

}  // namespace dnsward::test
