#include "http/rate_headers.h"

#include "http/scripted_transport.h"
#include "support/fake_clock.h"

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <vector>

using namespace dnsward;
using namespace dnsward::test;
using std::chrono::seconds;

namespace {

// The clock says Tuesday, 15 January 2030, 00:00.
std::optional<long> wait_for(std::string value, std::string date = {}) {
  auto response = answer(429, {{"retry-after", std::move(value)}});
  if (!date.empty()) response.headers.push_back({"Date", std::move(date)});
  const auto wait = retry_after(response, FakeClock().now());
  return wait ? std::optional(wait->count()) : std::nullopt;
}

std::string states_of(std::vector<Header> headers) {
  std::string text;
  for (const auto& state : rate_states(answer(200, std::move(headers)))) {
    text += std::to_string(static_cast<int>(state.remaining));
    text += state.reset ? "/" + std::to_string(state.reset->count()) + " " : "/- ";
  }
  return text;
}

}  // namespace

TEST_CASE("Retry-After is a number of seconds or a date") {
  CHECK(wait_for("5") == 5);
  CHECK(wait_for(" 5 ") == 5);
  CHECK(wait_for("0") == 0);
  CHECK(wait_for("1.2") == 2);
  CHECK(wait_for("36000") == 36000);
  CHECK(wait_for("Tue, 15 Jan 2030 00:01:40 GMT") == 100);
  CHECK(wait_for("Tuesday, 15-Jan-30 00:01:40 GMT") == 100);
  CHECK(wait_for("Tue Jan 15 00:01:40 2030") == 100);
}

TEST_CASE("a date is read against the server's own clock") {
  CHECK(wait_for("Thu, 01 Jan 2026 12:00:30 GMT", "Thu, 01 Jan 2026 12:00:00 GMT") == 30);
  CHECK(wait_for("Thu, 01 Jan 2026 12:00:30 GMT", "whenever") == 0);
}

TEST_CASE("a Retry-After in the past is no wait, and nonsense is none at all") {
  CHECK(wait_for("Sun, 06 Nov 1994 08:49:37 GMT") == 0);
  CHECK(wait_for("-3") == 0);
  for (const auto* nonsense : {"", "soon", "10 hours", "5s", "0x10", "nan", "inf", "1e3", "5, 6"}) {
    CAPTURE(nonsense);
    CHECK(wait_for(nonsense) == std::nullopt);
  }
  CHECK(retry_after(answer(429), {}) == std::nullopt);
  CHECK(wait_for("99999999999999999999999999") == 366L * 86400);
}

TEST_CASE("a request is turned away with 429, and with 503 when the server says until when") {
  CHECK(is_turned_away(answer(429)));
  CHECK(is_turned_away(answer(503, {{"Retry-After", "1"}})));
  CHECK_FALSE(is_turned_away(answer(503)));
  CHECK_FALSE(is_turned_away(answer(503, {{"Retry-After", "soon"}})));
  CHECK_FALSE(is_turned_away(answer(200, {{"Retry-After", "1"}})));
}

TEST_CASE("the server's count is read from Cloudflare's and from Hetzner's headers") {
  CHECK(states_of({{"Ratelimit", R"("default";r=50;t=30)"},
                   {"Ratelimit-Policy", R"("burst";q=100;w=60)"}}) == "50/30 ");
  CHECK(states_of({{"ratelimit", R"("burst"; r=7; t=1, "default";r=0;t=299)"}}) == "7/1 0/299 ");
  CHECK(states_of({{"RateLimit", R"("a";r=1)"}, {"RateLimit", R"("b";t=3;r=2)"}}) == "1/- 2/3 ");
  CHECK(states_of({{"RateLimit-Limit", "3600"},
                   {"RateLimit-Remaining", "2456"},
                   {"RateLimit-Reset", "1731011315"}}) == "2456/- ");
}

TEST_CASE("what can't be read of the server's count is left out") {
  for (const auto* value :
       {"", "r", "r=", "r=x", "limit=10, remaining=5", "\"default\"", ";;,,;"}) {
    CAPTURE(value);
    CHECK(states_of({{"Ratelimit", value}, {"RateLimit-Remaining", value}}) == "");
  }
  CHECK(states_of({{"Ratelimit", "r=5;t=x"}}) == "5/- ");
  CHECK(states_of({{"Ratelimit", "r=-5;t=-1"}}) == "0/0 ");
}

TEST_CASE("a server's time is its Date") {
  const auto time = [](std::string date) {
    return server_time({200, {{"Date", std::move(date)}}, {}});
  };
  const auto expected =
      std::chrono::sys_days{std::chrono::year{2026} / std::chrono::November / 25} +
      std::chrono::hours(9) + std::chrono::seconds(5);
  CHECK(time("Wed, 25 Nov 2026 09:00:05 GMT") == expected);
  CHECK_FALSE(time("yesterday"));
  CHECK_FALSE(time(""));
  CHECK_FALSE(server_time({200, {}, {}}));
}
