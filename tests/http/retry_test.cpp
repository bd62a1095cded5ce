#include "http/retry.h"

#include "http/scripted_transport.h"
#include "support/fake_clock.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace dnsward;
using namespace dnsward::test;
using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;

namespace {

double passed(const FakeClock& clock) {
  return std::chrono::duration<double>(clock.steady_now().time_since_epoch()).count();
}

Retry::Options longest_waits() {
  return {[] { return 1.0; }};
}

struct Outcome {
  std::size_t sent = 0;
  double waited = 0;
  int status = 0;
  ErrorKind kind = ErrorKind::config;

  friend bool operator==(const Outcome&, const Outcome&) = default;
};

std::ostream& operator<<(std::ostream& out, const Outcome& o) {
  return out << o.sent << " sent, " << o.waited << " s, status " << o.status << ", kind "
             << static_cast<int>(o.kind);
}

Outcome outcome_of(const Request& request, std::vector<Result<Response>> answers) {
  const FakeClock clock;
  const ScriptedTransport wire(std::move(answers));
  const Retry retry(wire, {clock}, longest_waits());
  const auto answer = retry.send(request);
  Outcome outcome{wire.sent(), passed(clock)};
  if (answer) outcome.status = answer->status;
  if (!answer) outcome.kind = answer.error().kind;
  return outcome;
}

}  // namespace

TEST_CASE("an answer that says yes or no is final") {
  for (const int status : {200, 204, 301, 400, 401, 403, 404, 409, 422, 423, 501, 505}) {
    CAPTURE(status);
    CHECK(outcome_of(read_of(), {answer(status)}) == Outcome{1, 0, status});
  }
}

TEST_CASE("a read is repeated while the trouble may pass, with waits that double") {
  for (const int status : {408, 425, 500, 502, 503, 504}) {
    CAPTURE(status);
    CHECK(outcome_of(read_of(), {answer(status), answer(status), answer(200)}) ==
          Outcome{3, 0.5 + 1, 200});
    CHECK(outcome_of(read_of(), {answer(status)}) == Outcome{5, 0.5 + 1 + 2 + 4, status});
  }
  CHECK(outcome_of(read_of(), {broken(ErrorKind::unknown_outcome), answer(200)}) ==
        Outcome{2, 0.5, 200});
}

TEST_CASE("a write that may have had its effect is not repeated") {
  for (const int status : {408, 425, 500, 502, 503, 504}) {
    CAPTURE(status);
    CHECK(outcome_of(write_of(), {answer(status)}) == Outcome{1, 0, status});
  }
  CHECK(outcome_of(write_of(), {broken(ErrorKind::unknown_outcome)}) ==
        Outcome{1, 0, 0, ErrorKind::unknown_outcome});
}

TEST_CASE("a write that can't have had an effect is repeated") {
  CHECK(outcome_of(write_of(), {broken(ErrorKind::unreachable), answer(201)}) ==
        Outcome{2, 0.5, 201});
  CHECK(outcome_of(write_of(), {answer(429), answer(201)}) == Outcome{2, 0.5, 201});
  CHECK(outcome_of(write_of(), {answer(503, {{"Retry-After", "2"}}), answer(201)}) ==
        Outcome{2, 0, 201});
  CHECK(outcome_of(write_of(), {broken(ErrorKind::unreachable)}) ==
        Outcome{5, 7.5, 0, ErrorKind::unreachable});
}

TEST_CASE("the wait that a server asks for is the pacing's, and nonsense is none") {
  CHECK(outcome_of(read_of(), {answer(429, {{"Retry-After", "9"}}), answer(200)}) ==
        Outcome{2, 0, 200});
  CHECK(outcome_of(read_of(), {answer(429, {{"Retry-After", "soon"}}), answer(200)}) ==
        Outcome{2, 0.5, 200});
  CHECK(outcome_of(read_of(), {answer(429, {{"Retry-After", "0"}}), answer(200)}) ==
        Outcome{2, 0.5, 200});
  CHECK(outcome_of(read_of(), {answer(429)}) == Outcome{12, 181.5, 429});
}

TEST_CASE("errors that no repeat can mend are final") {
  for (const auto kind : {ErrorKind::protocol, ErrorKind::refused, ErrorKind::stopped,
                          ErrorKind::credential, ErrorKind::io}) {
    CHECK(outcome_of(read_of(), {broken(kind)}) == Outcome{1, 0, 0, kind});
  }
}

TEST_CASE("a try that may have had an effect is not hidden by later ones that had none") {
  CHECK(
      outcome_of(read_of(), {broken(ErrorKind::unknown_outcome), broken(ErrorKind::unreachable)}) ==
      Outcome{5, 7.5, 0, ErrorKind::unknown_outcome});
  CHECK(outcome_of(read_of(), {answer(500), broken(ErrorKind::stopped)}) == Outcome{2, 0.5, 500});
  CHECK(outcome_of(read_of(), {broken(ErrorKind::unknown_outcome), answer(429), answer(404)}) ==
        Outcome{3, 1.5, 404});
  CHECK(outcome_of(write_of(), {answer(429), broken(ErrorKind::stopped)}) ==
        Outcome{2, 0.5, 0, ErrorKind::stopped});
  CHECK(outcome_of(write_of(), {answer(429), broken(ErrorKind::unknown_outcome)}) ==
        Outcome{2, 0.5, 0, ErrorKind::unknown_outcome});
}

TEST_CASE("waits are drawn from the whole range") {
  const FakeClock clock;
  const ScriptedTransport wire({answer(500)});
  std::vector<double> draws{0, 0.25, 0.5, 0.75};
  std::size_t drawn = 0;
  const Retry retry(wire, {clock}, {[&] { return draws.at(drawn++); }});
  CHECK(retry.send(read_of())->status == 500);
  CHECK(passed(clock) == 0.5 * 0 + 1 * 0.25 + 2 * 0.5 + 4 * 0.75);
}

TEST_CASE("nothing is waited for beyond the run's end or after its stop") {
  const ScriptedTransport wire({answer(500)});
  const FakeClock clock;
  const Retry short_run(wire, {clock, {}, steady_clock::time_point{} + seconds(1)},
                        longest_waits());
  CHECK(short_run.send(read_of())->status == 500);
  CHECK(wire.sent() == 2);
  CHECK(passed(clock) == 0.5);

  std::stop_source stop;
  stop.request_stop();
  const ScriptedTransport busy({answer(429, {{"Retry-After", "1"}})});
  const Retry stopped_run(busy, {clock, stop.get_token()}, longest_waits());
  CHECK(stopped_run.send(read_of())->status == 429);
  CHECK(busy.sent() == 1);
}

TEST_CASE("in an outage an account makes 30 repeats, and then one for every fifth request") {
  const FakeClock clock;
  const ScriptedTransport wire({answer(502)});
  const Retry retry(wire, {clock}, longest_waits());
  for (int i = 0; i < 100; ++i) CHECK(retry.send(read_of())->status == 502);
  CHECK(wire.sent() >= 100 + 30);
  CHECK(wire.sent() <= 100 + 30 + 20);
}

TEST_CASE("requests that the server turned away cost no repeat of the account") {
  const FakeClock clock;
  const ScriptedTransport wire({answer(429)});
  const Retry retry(wire, {clock}, longest_waits());
  for (int i = 0; i < 100; ++i) CHECK(retry.send(read_of())->status == 429);
  CHECK(wire.sent() == 1200);
}

TEST_CASE("a hopeless account's requests are not repeated") {
  const FakeClock clock;
  const ScriptedTransport wire({broken(ErrorKind::unreachable)});
  const Retry retry(wire, {clock}, {[] { return 1.0; }, [] { return true; }});
  CHECK_FALSE(retry.send(read_of()));
  CHECK(wire.sent() == 1);
  CHECK(passed(clock) == 0);
}
