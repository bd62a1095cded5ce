#include "fakes/hetzner_lab.h"

#include <doctest/doctest.h>

#include <set>

using namespace dnsward;
using namespace dnsward::test;

TEST_CASE("a request without a token, with a wrong one, or of another kind is refused") {
  HetznerLab lab;
  SUBCASE("none") {
    lab.headers.clear();
    CHECK(lab.raw("GET", "/zones").body ==
          R"({"error":{"code":"unauthorized","details":null,"message":"token is required"}})");
  }
  SUBCASE("another scheme") {
    lab.headers = {{"Authorization", "Basic abc"}};
    CHECK(lab.get("").message() == "token is required");
  }
  SUBCASE("wrong") {
    lab.headers = {{"Authorization", "Bearer wrong"}};
    CHECK(lab.get("").message() == "the token you have provided is invalid");
  }
  SUBCASE("removed") {
    lab.api.remove_token(fake::HetznerApi::token);
    CHECK(lab.get("").message() == "the token you have provided is invalid");
  }
  CHECK(lab.get("").verdict() == "401 unauthorized");
  CHECK(lab.ask("DELETE", "/zones").verdict() == "401 unauthorized");
}

TEST_CASE("an unknown route is told before the token is looked at") {
  HetznerLab lab;
  lab.headers.clear();
  for (const char* path : {"/nowhere", "/zones/example.com/records", "/servers/actions/1",
                           "/zones/example.com/rrsets/www/A/actions/destroy", ""}) {
    CAPTURE(path);
    const Response response = lab.raw("GET", path);
    CHECK(response.status == 404);
    CHECK(response.header("Content-Type") == "application/json; charset=UTF-8");
    CHECK(HetznerJson::parse(response.body)["error"]["message"] == "api route not found");
  }
}

TEST_CASE("a known path takes its own methods alone, and PATCH is nowhere") {
  const HetznerLab lab;
  CHECK(lab.ask("DELETE", "/zones").verdict() == "405 method_not_allowed");
  CHECK(lab.ask("PUT", "/zones/example.com/rrsets", HetznerJson::object()).verdict() ==
        "405 method_not_allowed");
  CHECK(lab.ask("PATCH", "/zones/example.com", HetznerJson::object()).verdict() == "404 not_found");
}

TEST_CASE("a token that may only read is refused when it writes, in either of two ways") {
  HetznerLab lab;
  lab.api.add_token("reader", 1, fake::HetznerAccess::read);
  lab.headers = {{"Authorization", "Bearer reader"}};
  CHECK(lab.get("/rrsets").verdict() == "200");
  CHECK(lab.add("www/A", {"192.0.2.1"}).verdict() == "401 token_readonly");
  lab.api.configure([](auto& options) { options.readonly_is_forbidden = true; });
  CHECK(lab.add("www/A", {"192.0.2.1"}).verdict() == "403 forbidden");
  CHECK_FALSE(lab.api.rrset("example.com", "www", "A"));
}

TEST_CASE("a token sees the zones and actions of its own project alone") {
  HetznerLab lab;
  lab.api.add_zone({.name = "example.net", .project = 2});
  lab.api.add_token("other", 2);
  const auto action = lab.add("www/A", {"192.0.2.1"}).action();
  CHECK(lab.ask("GET", "/zones/example.net").verdict() == "404 not_found");
  lab.headers = {{"Authorization", "Bearer other"}};
  CHECK(lab.names("/zones", "zones") == std::vector<std::string>{"example.net"});
  CHECK(lab.get("").verdict() == "404 not_found");
  CHECK(lab.add("www/A", {"192.0.2.2"}).verdict() == "404 not_found");
  CHECK(lab.poll(action).verdict() == "404 not_found");
  CHECK(lab.ask("GET", "/actions?id=" + std::to_string(action)).body["actions"].empty());
}

TEST_CASE("every reply has another correlation id") {
  HetznerLab lab;
  std::set<std::string> ids;
  const auto ask = [&](const char* path) {
    ids.emplace(lab.raw("GET", path).header("X-Correlation-Id"));
  };
  ask("/zones");
  ask("/nowhere");
  lab.headers.clear();
  ask("/zones");
  lab.api.faults().add({.effect = fake::html(502)});
  ask("/zones");
  lab.api.rate_limit().leave("nobody", 0, lab.clock.steady_now());
  ask("/zones");
  CHECK(ids.size() == 5);
  CHECK_FALSE(ids.contains(""));
}

TEST_CASE("a body that is no JSON object is refused") {
  const HetznerLab lab;
  for (const char* body : {"", "{", "[]", "null", R"("text")"}) {
    CAPTURE(body);
    const Response response = lab.raw("POST", "/zones/example.com/rrsets", body);
    CHECK(response.status == 400);
    CHECK(HetznerJson::parse(response.body)["error"]["code"] == "json_error");
  }
}

TEST_CASE("errors without details say null or nothing") {
  HetznerLab lab;
  CHECK(lab.ask("GET", "/zones/example.net").body["error"].contains("details"));
  lab.api.configure([](auto& options) { options.omit_null_details = true; });
  CHECK_FALSE(lab.ask("GET", "/zones/example.net").body["error"].contains("details"));
}

TEST_CASE("a project has 3600 requests an hour, one more each second") {
  HetznerLab lab;
  Response response = lab.raw("GET", "/zones");
  CHECK(response.header("RateLimit-Limit") == "3600");
  CHECK(response.header("RateLimit-Remaining") == "3599");
  lab.api.rate_limit().leave(fake::HetznerApi::account_of(1), 1, lab.clock.steady_now());
  CHECK(lab.raw("GET", "/zones").status == 200);
  response = lab.raw("GET", "/zones");
  CHECK(response.status == 429);
  CHECK(HetznerJson::parse(response.body)["error"]["code"] == "rate_limit_exceeded");
  CHECK(response.header("RateLimit-Remaining") == "0");
  const auto full = std::chrono::system_clock::to_time_t(lab.clock.now() + std::chrono::hours{1});
  CHECK(response.header("RateLimit-Reset") == std::to_string(full));
  CHECK(response.header("Retry-After").empty());
  lab.clock.advance(std::chrono::seconds{1});
  CHECK(lab.raw("GET", "/zones").status == 200);
}

TEST_CASE("a 429 has a Retry-After when the options say so") {
  HetznerLab lab({.polls = 0, .retry_after = true});
  lab.api.rate_limit().leave(fake::HetznerApi::account_of(1), 0, lab.clock.steady_now());
  CHECK(lab.raw("GET", "/zones").header("Retry-After") == "1");
}

TEST_CASE("two tokens of a project share its requests, another project has its own") {
  HetznerLab lab;
  lab.api.add_token("same");
  lab.api.add_token("other", 2);
  lab.api.rate_limit().leave(fake::HetznerApi::account_of(1), 0, lab.clock.steady_now());
  CHECK(lab.raw("GET", "/zones").status == 429);
  lab.headers = {{"Authorization", "Bearer same"}};
  CHECK(lab.raw("GET", "/zones").status == 429);
  lab.headers = {{"Authorization", "Bearer other"}};
  CHECK(lab.raw("GET", "/zones").status == 200);
}

TEST_CASE("fields that a request does not have are refused or ignored") {
  HetznerLab lab;
  HetznerJson body = records_of({"192.0.2.1"});
  body["colour"] = "red";
  CHECK(lab.act("www/A", "add_records", body).verdict() == "422 invalid_input colour");
  lab.api.configure([](auto& options) { options.ignore_unknown_fields = true; });
  CHECK(lab.act("www/A", "add_records", body).verdict() == "201");
}
