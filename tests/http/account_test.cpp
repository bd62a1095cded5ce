#include "http/account.h"

#include "http/scripted_transport.h"
#include "support/fake_clock.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace dnsward;
using namespace dnsward::test;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

double passed(const FakeClock& clock) {
  return std::chrono::duration<double>(clock.steady_now().time_since_epoch()).count();
}

struct Lines {
  std::vector<std::string> lines;

  TraceSink sink() {
    return [this](std::string_view line) { lines.emplace_back(line); };
  }
};

Request secret_request() {
  auto request = read_of("https://user:hunter2@api.example/client/v4/zones?page=2");
  request.headers = {{"X-Own", "header-value"}};
  request.secret_headers.push_back({"Authorization", Secret("Bearer tok-en")});
  request.body = "body-text";
  return request;
}

}  // namespace

TEST_CASE("a request is traced with method, path, status, time and request id") {
  FakeClock clock;
  Lines told;
  ScriptedTransport wire({answer(200, {{"cf-ray", "8f2c51d0-FRA"}, {"Set-Cookie", "x=y"}}),
                          answer(422, {{"X-Correlation-Id", "c0ffee"}}),
                          answer(403, {{"x-amzn-requestid", "aws-1"}}), answer(204),
                          broken(ErrorKind::unreachable, "no connection to api.example")});
  wire.on_send = [&](const Request&) { clock.advance(milliseconds(52)); };
  const Trace trace(wire, clock, "cloudflare/cf", told.sink());
  for (int i = 0; i < 5; ++i) static_cast<void>(trace.send(secret_request()));
  CHECK(
      told.lines ==
      std::vector<std::string>{
          "cloudflare/cf: GET /client/v4/zones?page=2 -> 200 in 52 ms (8f2c51d0-FRA)",
          "cloudflare/cf: GET /client/v4/zones?page=2 -> 422 in 52 ms (c0ffee)",
          "cloudflare/cf: GET /client/v4/zones?page=2 -> 403 in 52 ms (aws-1)",
          "cloudflare/cf: GET /client/v4/zones?page=2 -> 204 in 52 ms",
          "cloudflare/cf: GET /client/v4/zones?page=2 -> failed (no connection to api.example) in "
          "52 ms"});
}

TEST_CASE("a URL without a path is traced as /") {
  const FakeClock clock;
  Lines told;
  const ScriptedTransport wire({answer(200)});
  const Trace trace(wire, clock, "x", told.sink());
  static_cast<void>(trace.send(read_of("https://user:hunter2@api.example")));
  CHECK(told.lines == std::vector<std::string>{"x: GET / -> 200 in 0 ms"});
}

TEST_CASE("an account tries again, obeys the server, and traces every try") {
  const FakeClock clock;
  Lines told;
  const ScriptedTransport wire({answer(429, {{"Retry-After", "5"}}), answer(200)});
  const auto account = account_transport(wire, {{clock}, "hetzner/hz", {3600, 1}, 1, told.sink()});
  CHECK(account->send(write_of())->status == 200);
  CHECK(passed(clock) == 5);
  CHECK(told.lines == std::vector<std::string>{"hetzner/hz: POST /records -> 429 in 0 ms",
                                               "hetzner/hz: POST /records -> 200 in 0 ms"});
}

TEST_CASE("a server that asks for ten hours ends the account's run, not the process's patience") {
  const FakeClock clock;
  const ScriptedTransport wire({answer(429, {{"Retry-After", "36000"}})});
  const auto account = account_transport(
      wire, {{clock, {}, std::chrono::steady_clock::time_point{} + seconds(900)}, "x", {10, 1}});
  for (int i = 0; i < 3; ++i) {
    const auto answer = account->send(read_of());
    REQUIRE_FALSE(answer);
    CHECK(answer.error().kind == ErrorKind::stopped);
    CHECK(answer.error().message ==
          "the API asks for a pause of 36000 s, and the run's time limit comes first");
  }
  CHECK(wire.sent() == 1);
  CHECK(passed(clock) == 0);
}

TEST_CASE("an API that is down is asked eight times, not for every zone") {
  const FakeClock clock;
  const ScriptedTransport wire({broken(ErrorKind::unreachable, "no connection to api.example")});
  const auto account = account_transport(wire, {{clock}, "x", {3600, 1}, 7});
  for (int zone = 0; zone < 500; ++zone) CHECK_FALSE(account->send(read_of()));
  CHECK(wire.sent() == 8);
  CHECK(passed(clock) < 30);
  CHECK(account->send(read_of()).error().message ==
        "not attempted, since 8 requests in a row have failed; the last: no connection to "
        "api.example");
}

TEST_CASE("the same seed gives the same waits") {
  const auto waited = [](std::uint64_t seed) {
    const FakeClock clock;
    const ScriptedTransport wire({answer(500)});
    const auto account = account_transport(wire, {{clock}, "x", {}, seed});
    static_cast<void>(account->send(read_of()));
    return passed(clock);
  };
  CHECK(waited(1) == waited(1));
  CHECK(waited(1) != waited(2));
  CHECK(waited(1) > 0);
  CHECK(waited(1) < 7.5);
}

TEST_CASE("an API's own way to say later is obeyed like a 429, for writes too") {
  const FakeClock clock;
  auto later = answer(400);
  later.body = "Throttling";
  const ScriptedTransport wire({later, later, answer(200), answer(400)});
  AccountOptions options{{clock}};
  options.budget = {5, 5};
  options.says_later = [](const Response& response) { return response.body == "Throttling"; };
  const auto account = account_transport(wire, std::move(options));
  const auto done = account->send(write_of());
  REQUIRE(done);
  CHECK(done->status == 200);
  CHECK(wire.sent() == 3);
  CHECK(passed(clock) >= 0.2);  // the bucket is empty when the server says so
  CHECK(account->send(write_of())->status == 400);
  CHECK(wire.sent() == 4);
}
