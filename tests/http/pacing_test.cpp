#include "http/pacing.h"

#include "http/scripted_transport.h"
#include "support/fake_clock.h"

#include <doctest/doctest.h>

#include <string>
#include <thread>
#include <vector>

using namespace dnsward;
using namespace dnsward::test;
using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;

namespace {

constexpr RateBudget cloudflare{1200, 4};
constexpr RateBudget hetzner{3600, 1};

double passed(const FakeClock& clock) {
  return std::chrono::duration<double>(clock.steady_now().time_since_epoch()).count();
}

steady_clock::time_point at(double second) {
  return steady_clock::time_point{} + milliseconds(static_cast<long>(second * 1000));
}

void send_all(const Transport& transport, int count) {
  for (int i = 0; i < count; ++i) REQUIRE(transport.send(read_of()));
}

Error error_of(const Transport& transport) {
  const auto answer = transport.send(read_of());
  return answer ? Error{ErrorKind::config, "it was answered"} : answer.error();
}

}  // namespace

TEST_CASE("1,000 requests on a fresh budget go at once") {
  const FakeClock clock;
  const ScriptedTransport wire({answer(200)});
  const Pacing pacing(wire, cloudflare, {clock});
  send_all(pacing, 1000);
  CHECK(passed(clock) == 0);
  CHECK(wire.sent() == 1000);
}

TEST_CASE("an exhausted budget runs at its refill") {
  const FakeClock clock;
  const ScriptedTransport wire({answer(200)});
  const Pacing pacing(wire, cloudflare, {clock});
  send_all(pacing, 1200 + 400);
  CHECK(passed(clock) >= 99.9);
  CHECK(passed(clock) <= 100 * 1.2);
}

TEST_CASE("a bucket never holds more than its burst") {
  FakeClock clock;
  const ScriptedTransport wire({answer(200)});
  const Pacing pacing(wire, {10, 1}, {clock});
  clock.advance(seconds(1000));
  send_all(pacing, 10);
  CHECK(passed(clock) == 1000);
  send_all(pacing, 1);
  CHECK(passed(clock) == doctest::Approx(1001));
}

TEST_CASE("without a known limit nothing is held back but by the server") {
  const FakeClock clock;
  const ScriptedTransport wire({answer(429, {{"Retry-After", "3"}}), answer(200)});
  const Pacing pacing(wire, {}, {clock});
  send_all(pacing, 5000);
  CHECK(passed(clock) == 3);
}

TEST_CASE("Cloudflare's count corrects ours, and an empty window is waited out") {
  const FakeClock clock;
  const ScriptedTransport wire({answer(200, {{"Ratelimit", R"("default";r=2;t=30)"}}), answer(200),
                                answer(200), answer(200, {{"Ratelimit", R"("default";r=0;t=30)"}}),
                                answer(200)});
  const Pacing pacing(wire, cloudflare, {clock});
  send_all(pacing, 3);
  CHECK(passed(clock) == 0);
  send_all(pacing, 1);
  CHECK(passed(clock) == doctest::Approx(0.25));
  send_all(pacing, 1);
  CHECK(passed(clock) == doctest::Approx(30.25));
}

TEST_CASE("Hetzner's count corrects ours, and its reset is not waited for") {
  const FakeClock clock;
  const ScriptedTransport wire({answer(200, {{"RateLimit-Limit", "3600"},
                                             {"RateLimit-Remaining", "0"},
                                             {"RateLimit-Reset", "1894669200"}}),
                                answer(200)});
  const Pacing pacing(wire, hetzner, {clock});
  send_all(pacing, 3);
  CHECK(passed(clock) == doctest::Approx(2));
}

TEST_CASE("the server's count never fills our bucket") {
  const FakeClock clock;
  const ScriptedTransport wire({answer(200, {{"RateLimit-Remaining", "3000"}})});
  const Pacing pacing(wire, {2, 1}, {clock});
  send_all(pacing, 4);
  CHECK(passed(clock) == doctest::Approx(2));
}

TEST_CASE("Retry-After of a 429 or 503 pauses the whole account") {
  for (const int status : {429, 503}) {
    CAPTURE(status);
    const FakeClock clock;
    const ScriptedTransport wire({answer(status, {{"Retry-After", "7"}}), answer(200)});
    const Pacing pacing(wire, cloudflare, {clock});
    CHECK(pacing.send(read_of())->status == status);
    CHECK(passed(clock) == 0);
    send_all(pacing, 1);
    CHECK(passed(clock) == 7);
  }
}

TEST_CASE("after a 429 without a usable Retry-After the account runs at its refill") {
  for (const auto* value : {"soon", "", "Sun, 06 Nov 1994 08:49:37 GMT"}) {
    CAPTURE(value);
    const FakeClock clock;
    const ScriptedTransport wire({answer(429, {{"Retry-After", value}}), answer(200)});
    const Pacing pacing(wire, cloudflare, {clock});
    send_all(pacing, 5);
    CHECK(passed(clock) == doctest::Approx(1));
  }
}

TEST_CASE("a pause that outlasts the run is not begun") {
  const FakeClock clock;
  const ScriptedTransport wire({answer(429, {{"Retry-After", "36000"}}), answer(200)});
  const Pacing pacing(wire, cloudflare, {clock, {}, at(900)});
  CHECK(pacing.send(read_of())->status == 429);
  CHECK(error_of(pacing) ==
        Error{ErrorKind::stopped,
              "the API asks for a pause of 36000 s, and the run's time limit comes first",
              "run it again after that, or give it more time with --timeout"});
  CHECK(passed(clock) == 0);
  CHECK(wire.sent() == 1);
}

TEST_CASE("a turn after the run's end is not waited for") {
  const FakeClock clock;
  const ScriptedTransport wire({answer(200)});
  const Pacing pacing(wire, {1, 0.5}, {clock, {}, at(3)});
  send_all(pacing, 2);
  CHECK(error_of(pacing) ==
        Error{ErrorKind::stopped,
              "the account's limit of 0.5 requests a second leaves this one no turn before the "
              "run's time limit",
              "run it again, or give it more time with --timeout"});
  CHECK(passed(clock) == doctest::Approx(2));
}

TEST_CASE("a stopped run waits for nothing, and sends what needs no wait") {
  const FakeClock clock;
  std::stop_source stop;
  const ScriptedTransport wire({answer(200)});
  const Pacing pacing(wire, {2, 1}, {clock, stop.get_token()});
  send_all(pacing, 1);
  stop.request_stop();
  send_all(pacing, 1);
  CHECK(error_of(pacing) == Error{ErrorKind::stopped, "the run was stopped", "run it again"});
}

TEST_CASE("requests under way are taken off the server's count") {
  const FakeClock clock;
  const Pacing* pacing = nullptr;
  bool is_outer = true;
  ScriptedTransport wire({answer(200, {{"RateLimit-Remaining", "5"}}), answer(200)});
  wire.on_send = [&](const Request&) {
    if (std::exchange(is_outer, false)) send_all(*pacing, 1);  // answered while the outer one waits
  };
  const Pacing paced(wire, hetzner, {clock});
  pacing = &paced;
  send_all(paced, 1);
  send_all(paced, 4);
  CHECK(passed(clock) == 0);
  send_all(paced, 1);
  CHECK(passed(clock) == doctest::Approx(1));
}

TEST_CASE("with nothing under way the server's count is exact, and an old answer only lowers it") {
  const FakeClock clock;
  const Pacing* pacing = nullptr;
  int depth = 0;
  ScriptedTransport wire({answer(200, {{"RateLimit-Remaining", "3"}}),
                          answer(200, {{"RateLimit-Remaining", "9"}}),
                          answer(200, {{"RateLimit-Remaining", "1"}}), answer(200)});
  wire.on_send = [&](const Request&) {
    if (++depth == 2) send_all(*pacing, 1);  // within the second one, and answered before it
  };
  const Pacing paced(wire, hetzner, {clock});
  pacing = &paced;
  send_all(paced, 1);  // 3 left
  send_all(paced, 1);  // 3 - 1 left, and the older answer's count is no news
  CHECK(passed(clock) == 0);
  send_all(paced, 1);
  CHECK(passed(clock) == 0);
  send_all(paced, 1);
  CHECK(passed(clock) == doctest::Approx(1));
}

TEST_CASE("sixteen workers share one budget") {
  const FakeClock clock;
  const ScriptedTransport wire({answer(200)});
  const Pacing pacing(wire, {100, 10}, {clock});
  {
    std::vector<std::jthread> workers;
    for (int i = 0; i < 16; ++i) {
      workers.emplace_back([&] {
        for (int sent = 0; sent < 25; ++sent) static_cast<void>(pacing.send(read_of()));
      });
    }
  }
  CHECK(wire.sent() == 400);
  CHECK(passed(clock) >= 29.9);
  CHECK(passed(clock) <= 30 * 1.2);
}
