#include "providers/hetzner/errors.h"

#include "providers/hetzner/hetzner.h"
#include "support/scripted_api.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace dnsward;
using test::ScriptedApi;

namespace {

std::string failure(int status, const std::string& body, const char* method = "GET",
                    std::vector<Header> headers = {}) {
  const ScriptedApi unused;
  const ApiClient client(hetzner::dialect(), "https://api.test", Secret("t"), unused);
  return test::error_line(
      client.failure({method, "/zones/42/rrsets?page=1"}, {status, std::move(headers), body}));
}

std::string coded(int status, std::string_view code, const char* method = "GET") {
  return failure(
      status, fmt::format(R"({{"error":{{"code":"{}","message":"text","details":null}}}})", code),
      method);
}

std::string told(const char* kind, int status, std::string_view code, const char* method = "GET") {
  return fmt::format("{}: hetzner answered {} to {} /zones/42/rrsets: {}: text", kind, status,
                     method, code);
}

constexpr auto weak =
    " | make a token with Read & Write permission: one with Read alone is enough for `plan`";
constexpr auto wrong =
    " | check the token: it is made in the Console, in the zone's Project, under Security; tokens "
    "of the old DNS Console (32 characters) no longer work";
constexpr auto meanwhile = " | something else writes to this zone: run it again";
constexpr auto busy = " | something else works on the zone: run it again in a minute";
constexpr auto throttled =
    " | wait some minutes: the budget is 3600 requests an hour for all programs and tokens of a "
    "Project";

}  // namespace

TEST_CASE("each known code has its next step") {
  CHECK(coded(401, "unauthorized") == told("refused", 401, "unauthorized") + wrong);
  CHECK(coded(401, "token_readonly") == told("refused", 401, "token_readonly") + weak);
  CHECK(coded(403, "forbidden") == told("refused", 403, "forbidden") + weak);
  CHECK(coded(404, "not_found") ==
        told("refused", 404, "not_found") +
            " | check that the zone is in the Project of this token: zones of another Project, and "
            "of Hetzner's Robot, can't be seen");
  CHECK(coded(409, "conflict") == told("changed", 409, "conflict") + meanwhile);
  CHECK(coded(409, "uniqueness_error") == told("changed", 409, "uniqueness_error") + meanwhile);
  CHECK(coded(409, "new_code") == told("changed", 409, "new_code") + meanwhile);
  CHECK(coded(410, "deprecated_api_endpoint") ==
        told("refused", 410, "deprecated_api_endpoint") + " | look for a newer version of dnsward");
  CHECK(coded(422, "incorrect_zone_mode") ==
        told("refused", 422, "incorrect_zone_mode") +
            " | it is a secondary zone: change its records where they come from");
  CHECK(coded(423, "protected") == told("refused", 423, "protected") +
                                       " | lift the change protection of the RRset in the Console");
  CHECK(coded(423, "locked") == told("unreachable", 423, "locked") + busy);
  CHECK(coded(423, "new_code") == told("unreachable", 423, "new_code") + busy);
  CHECK(coded(429, "rate_limit_exceeded") ==
        told("unreachable", 429, "rate_limit_exceeded") + throttled);
  CHECK(coded(403, "resource_limit_exceeded") == told("refused", 403, "resource_limit_exceeded") +
                                                     " | ask Hetzner to raise the limit of the "
                                                     "Project");
  CHECK(coded(503, "unavailable", "POST") ==
        told("unknown_outcome", 503, "unavailable", "POST") + " | try again later");
  CHECK(coded(504, "timeout") == told("unreachable", 504, "timeout") + " | try again later");
  CHECK(coded(500, "conflict", "POST") ==
        told("unknown_outcome", 500, "conflict", "POST") + meanwhile);
}

TEST_CASE("the fields that are wrong are named") {
  CHECK(
      failure(
          422,
          R"({"error":{"code":"invalid_input","message":"invalid input","details":{"fields":[{"name":"rrsets[0].records[0].value","messages":["a TXT string exceeds 255 characters","again"]},{"name":"ttl"}]}}})",
          "POST", {{"x-correlation-id", "77"}}) ==
      "refused: hetzner answered 422 to POST /zones/42/rrsets: invalid_input: invalid input "
      "(rrsets[0].records[0].value: a TXT string exceeds 255 characters, again; ttl) (request id "
      "77)");
}

TEST_CASE("a body that says nothing leaves the status to speak") {
  for (const std::string body : {"", "{}", "[]", "null", "<html>", R"({"error":"no"})"}) {
    CAPTURE(body);
    CHECK(failure(401, body) ==
          std::string("refused: hetzner answered 401 to GET /zones/42/rrsets") + wrong);
    CHECK(failure(403, body) ==
          std::string("refused: hetzner answered 403 to GET /zones/42/rrsets") + weak);
    CHECK(failure(429, body, "POST") ==
          std::string("unreachable: hetzner answered 429 to POST /zones/42/rrsets") + throttled);
    CHECK(failure(502, body, "POST") ==
          "unknown_outcome: hetzner answered 502 to POST /zones/42/rrsets | try again later");
  }
}

TEST_CASE("the redirect of the dead API is not followed") {
  CHECK(failure(301, "", "GET", {{"location", "https://console.hetzner.com/"}}) ==
        "protocol: hetzner answered 301 to GET /zones/42/rrsets: a redirect to "
        "\"https://console.hetzner.com/\" | check the endpoint: no API answers so, and nothing is "
        "sent elsewhere");
}

TEST_CASE("without a token or with a wrong endpoint no provider is made") {
  const test::FakeClock clock;
  const ScriptedApi api;
  const auto type = hetzner_provider();
  const auto made = [&](std::optional<std::string> token, std::optional<std::string> endpoint) {
    const Environment environment = [&](const std::string& variable) {
      if (variable == "HCLOUD_TOKEN") return token;
      return variable == "HCLOUD_ENDPOINT" ? endpoint : std::nullopt;
    };
    const auto result = type.make({"hz", {}}, {clock, environment, &api});
    return result ? std::optional<ErrorKind>() : result.error().kind;
  };
  CHECK(made("t", {}) == std::nullopt);
  CHECK(made("t", "http://[::1]:8080/v1") == std::nullopt);
  CHECK(made({}, {}) == ErrorKind::credential);
  CHECK(made("", {}) == ErrorKind::credential);
  CHECK(made("t", "http://hetzner.example") != std::nullopt);
}

TEST_CASE("the row says what a token needs and how much it may ask") {
  const auto type = hetzner_provider();
  CHECK(type.name == "hetzner");
  CHECK(type.limits.min_ttl == 60);
  CHECK(type.limits.max_ttl == 2147483647);
  REQUIRE(type.api != nullptr);
  CHECK(type.api->endpoint == "https://api.hetzner.cloud/v1");
  CHECK(type.api->budget.burst == 3600);
  CHECK(type.api->budget.per_second == 1);
  CHECK(type.settings.empty());
}
