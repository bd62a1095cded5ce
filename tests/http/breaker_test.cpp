#include "http/breaker.h"

#include "http/scripted_transport.h"

#include <doctest/doctest.h>

#include <utility>
#include <vector>

using namespace dnsward;
using namespace dnsward::test;

namespace {

void send_all(const Transport& transport, int count) {
  for (int i = 0; i < count; ++i) static_cast<void>(transport.send(read_of()));
}

}  // namespace

TEST_CASE("eight failures in a row open the breaker, and nothing is sent any more") {
  const ScriptedTransport wire({broken(ErrorKind::unreachable, "no connection to api.example")});
  const Breaker breaker(wire);
  send_all(breaker, 7);
  CHECK_FALSE(breaker.is_open());
  send_all(breaker, 1);
  CHECK(breaker.is_open());
  const auto answer = breaker.send(read_of());
  REQUIRE_FALSE(answer);
  CHECK(answer.error() ==
        Error{ErrorKind::unreachable,
              "not attempted, since 8 requests in a row have failed; the last: no connection to "
              "api.example",
              "the API or the way to it seems to be down; run it again later"});
  CHECK(wire.sent() == 8);
}

TEST_CASE("server errors count, and the last one is named") {
  const ScriptedTransport wire({broken(ErrorKind::unknown_outcome), answer(500), answer(502)});
  const Breaker breaker(wire);
  send_all(breaker, 8);
  const auto answer = breaker.send(read_of());
  REQUIRE_FALSE(answer);
  CHECK(
      answer.error().message ==
      "not attempted, since 8 requests in a row have failed; the last: the API answered with HTTP "
      "status 502");
}

TEST_CASE("one answer that works begins the count anew") {
  for (const int status : {200, 301, 404, 429}) {
    std::vector<Result<Response>> answers(7, answer(500));
    answers.push_back(answer(status));
    answers.insert(answers.end(), 7, answer(500));
    answers.push_back(answer(200));
    const ScriptedTransport wire(answers);
    const Breaker breaker(wire);
    send_all(breaker, 30);
    CHECK_FALSE(breaker.is_open());
    CHECK(wire.sent() == 30);
  }
}

TEST_CASE("being turned away for now, and stopped, are no failures") {
  for (const auto& harmless :
       {Result<Response>(answer(503, {{"Retry-After", "1"}})), Result<Response>(answer(429)),
        broken(ErrorKind::stopped), broken(ErrorKind::protocol)}) {
    const ScriptedTransport wire({harmless});
    const Breaker breaker(wire);
    send_all(breaker, 20);
    CHECK_FALSE(breaker.is_open());
  }
}

TEST_CASE("being stopped does not begin the count anew") {
  std::vector<Result<Response>> answers;
  for (int i = 0; i < 8; ++i) {
    answers.push_back(answer(500));
    answers.push_back(broken(ErrorKind::stopped));
  }
  const ScriptedTransport wire(answers);
  const Breaker breaker(wire);
  send_all(breaker, 15);
  CHECK(breaker.is_open());
}

TEST_CASE("failures of requests that were under way together count as one") {
  ScriptedTransport wire({answer(502)});
  const Breaker breaker(wire);
  int depth = 0;
  wire.on_send = [&](const Request&) {
    if (++depth < 16) static_cast<void>(breaker.send(read_of()));
  };
  send_all(breaker, 1);
  CHECK(wire.sent() == 16);
  CHECK_FALSE(breaker.is_open());
}
