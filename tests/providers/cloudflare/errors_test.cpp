#include "providers/cloudflare/errors.h"

#include "providers/cloudflare/cloudflare.h"
#include "support/scripted_api.h"
#include "support/zone_text.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace dnsward;
using test::name;
using test::ScriptedApi;

namespace {

std::string failure(int status, const std::string& body, std::vector<Header> headers = {},
                    const char* method = "GET") {
  const test::ScriptedApi unused;
  const ApiClient client(cloudflare::dialect(), "https://api.test", Secret("t"), unused);
  return test::error_line(
      client.failure({method, "/zones?page=1"}, {status, std::move(headers), body}));
}

std::string envelope(std::string_view errors) {
  return fmt::format(R"({{"success":false,"errors":[{}],"messages":[],"result":null}})", errors);
}

std::string coded(int status, int code, const char* method = "GET") {
  return failure(status, envelope(fmt::format(R"({{"code":{},"message":"text"}})", code)), {},
                 method);
}

constexpr auto weak =
    " | give the token DNS Write (DNS Read is enough for `plan`) for this zone, and Zone Read so "
    "that zones are found by name";
constexpr auto malformed =
    " | check the token: it must be an API token (not the global API key), without blanks around "
    "it";
constexpr auto unknown =
    " | the token is unknown, revoked, expired, or not for this address: make a new one";
constexpr auto throttled =
    " | wait five minutes: the budget is 1200 requests in 5 minutes for all programs and tokens of "
    "one user";
constexpr auto meanwhile = " | something else writes to this zone: run it again";
constexpr auto in_the_way =
    " | another record at that name stands in the way: look at what the zone holds now";

}  // namespace

TEST_CASE("a refusal names status, call, code, text and request id") {
  CHECK(failure(403, envelope(R"({"code":10000,"message":"Authentication error"})"),
                {{"cf-ray", "8f-FRA"}}) ==
        std::string("refused: cloudflare answered 403 to GET /zones: 10000 Authentication error "
                    "(request id 8f-FRA)") +
            weak);
}

TEST_CASE("a token of the wrong form is told with the whole chain") {
  CHECK(
      failure(
          400,
          envelope(
              R"({"code":6003,"message":"Invalid request headers","error_chain":[{"code":6111,"message":"Invalid format for Authorization header"}]})")) ==
      std::string("refused: cloudflare answered 400 to GET /zones: 6003 Invalid request headers; "
                  "6111 Invalid format for Authorization header") +
          malformed);
}

TEST_CASE("each known code has its next step") {
  const auto told = [](const char* kind, int status, int code) {
    return fmt::format("{}: cloudflare answered {} to GET /zones: {} text", kind, status, code);
  };
  CHECK(coded(400, 9106) == told("refused", 400, 9106) + malformed);
  CHECK(coded(403, 9103) == told("refused", 403, 9103) + unknown);
  CHECK(coded(403, 9109) == told("refused", 403, 9109) + unknown);
  CHECK(coded(403, 10001) == told("refused", 403, 10001) + unknown);
  CHECK(coded(403, 12345) == told("refused", 403, 12345) + weak);
  CHECK(coded(404, 7003) == told("refused", 404, 7003) +
                                " | check zone_id: it is the 32 hexadecimal digits of the zone's "
                                "overview page");
  CHECK(coded(404, 81044) == told("changed", 404, 81044) + meanwhile);
  CHECK(coded(400, 81057) == told("changed", 400, 81057) + meanwhile);
  CHECK(coded(400, 81058) == told("changed", 400, 81058) + meanwhile);
  CHECK(coded(400, 81053) == told("refused", 400, 81053) + in_the_way);
  CHECK(coded(400, 81054) == told("refused", 400, 81054) + in_the_way);
  CHECK(coded(400, 81045) == told("refused", 400, 81045) +
                                 " | the zone is full: remove records that nobody needs, or ask "
                                 "for a larger plan");
  CHECK(coded(400, 1046) == told("refused", 400, 1046) +
                                " | Email Routing owns this record: change it there, or disable "
                                "Email Routing");
  CHECK(coded(400, 9999) == told("refused", 400, 9999));
  CHECK(coded(429, 971) == told("unreachable", 429, 971) + throttled);
  CHECK(coded(429, 10100) == told("unreachable", 429, 10100) + throttled);
}

TEST_CASE("a body that says nothing leaves the status to speak") {
  for (const std::string body : {"", "{}", "[]", "null", "<html>403</html>", R"({"errors":null})",
                                 R"({"errors":{"code":1}})", R"({"errors":[7]})"}) {
    CAPTURE(body);
    CHECK(failure(403, body) ==
          std::string("refused: cloudflare answered 403 to GET /zones") + weak);
    CHECK(failure(429, body) ==
          std::string("unreachable: cloudflare answered 429 to GET /zones") + throttled);
  }
  CHECK(failure(418, "{}") == "refused: cloudflare answered 418 to GET /zones");
}

TEST_CASE("an answer of the edge to a read is a wait, to a write it is an unknown outcome") {
  for (const int status : {500, 502, 503, 504, 520, 524}) {
    CAPTURE(status);
    CHECK(
        failure(status, "<html>") ==
        fmt::format("unreachable: cloudflare answered {} to GET /zones | try again later", status));
    CHECK(failure(status, "<html>", {}, "POST") ==
          fmt::format("unknown_outcome: cloudflare answered {} to POST /zones | try again later",
                      status));
  }
  CHECK(coded(500, 81058, "POST") ==
        std::string("unknown_outcome: cloudflare answered 500 to POST /zones: 81058 text") +
            meanwhile);
  CHECK(coded(429, 971, "POST") ==
        std::string("unreachable: cloudflare answered 429 to POST /zones: 971 text") + throttled);
}

TEST_CASE("a redirect is not followed") {
  CHECK(failure(301, "", {{"Location", "https://elsewhere.example/"}}) ==
        "protocol: cloudflare answered 301 to GET /zones: a redirect to "
        "\"https://elsewhere.example/\" | check the endpoint: no API answers so, and nothing is "
        "sent elsewhere");
}

TEST_CASE("what the transport says is passed on") {
  ScriptedApi api;
  api.on("GET /zones/z1/dns_records?per_page=5000&page=1",
         Error{ErrorKind::unreachable, "no connection", "look at the network"});
  const auto provider = test::make_scripted(cloudflare_provider(), api);
  CHECK(test::snapshot_lines(provider->read({name("example.com"), "z1"}, {})) ==
        "unreachable: no connection | look at the network | reading zone example.com");
}

TEST_CASE("without a token or with a wrong endpoint no provider is made") {
  const test::FakeClock clock;
  const ScriptedApi api;
  const auto type = cloudflare_provider();
  const auto made = [&](std::optional<std::string> token, std::optional<std::string> endpoint) {
    const Environment environment = [&](const std::string& variable) {
      if (variable == "CLOUDFLARE_API_TOKEN") return token;
      return variable == "CLOUDFLARE_BASE_URL" ? endpoint : std::nullopt;
    };
    const auto result = type.make({"cf", {}}, {clock, environment, &api});
    return result ? std::optional<ErrorKind>() : result.error().kind;
  };
  CHECK(made("t", {}) == std::nullopt);
  CHECK(made("t", "http://127.0.0.1:8080/client/v4") == std::nullopt);
  CHECK(made({}, {}) == ErrorKind::credential);
  CHECK(made("a\nb", {}) == ErrorKind::credential);
  CHECK(made("t", "http://cloudflare.example") != std::nullopt);
}

TEST_CASE("the row says what a token needs and how much it may ask") {
  const auto type = cloudflare_provider();
  CHECK(type.name == "cloudflare");
  CHECK(type.limits.min_ttl == 60);
  CHECK(type.limits.max_ttl == 86400);
  REQUIRE(type.api != nullptr);
  CHECK(type.api->endpoint == "https://api.cloudflare.com/client/v4");
  CHECK(type.api->budget.burst == 1200);
  CHECK(type.api->budget.per_second == 4);
  REQUIRE(type.settings.size() == 1);
  CHECK(type.settings[0].key == "account_id");
  CHECK_FALSE(type.settings[0].required);
}
