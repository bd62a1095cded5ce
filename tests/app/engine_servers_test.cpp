#include "app/engine_world.h"
#include "app/exit_code.h"

#include <doctest/doctest.h>

using namespace dnsward;
using namespace dnsward::test;
using std::chrono::seconds;

namespace {

/// Two zones that both change, in one account.
struct TwoZones {
  World world{entry(R"("x.example", "y.example")")};

  TwoZones() {
    world.a.put("x.example", "");
    world.a.put("y.example", "");
  }

  RunReport apply_and_wait() {
    auto engine = world.engine();
    return engine.await_servers(engine.apply(engine.plan(RunKind::apply, world.all()), false));
  }

  [[nodiscard]] std::chrono::steady_clock::duration passed() const {
    return world.clock.steady_now().time_since_epoch();
  }
};

int code_of(const RunReport& report) {
  return static_cast<int>(exit_code_of(report, false));
}

}  // namespace

TEST_CASE("the name servers of all zones are waited for together, after everything is written") {
  TwoZones run;
  run.world.a.looks_needed = 3;
  const auto report = run.apply_and_wait();
  CHECK(statuses(report) == "applied applied");
  CHECK(report.domains[0].warnings.empty());
  CHECK(code_of(report) == 0);
  CHECK(run.world.a.polls() == 6);
  CHECK(run.passed() == seconds(5 + 10 + 15));
}

TEST_CASE("what has no name servers to wait for is not waited for") {
  TwoZones run;
  CHECK(statuses(run.apply_and_wait()) == "applied applied");
  CHECK(run.world.a.polls() == 0);
  CHECK(run.passed() == seconds(0));
}

TEST_CASE("name servers that are not done by the run's time limit are told, and make 5") {
  TwoZones run;
  run.world.a.looks_needed = 1000;
  run.world.options.deadline = run.world.clock.steady_now() + seconds(60);
  const auto report = run.apply_and_wait();
  CHECK(statuses(report) == "applied applied");
  REQUIRE(report.domains[1].warnings.size() == 1);
  CHECK(report.domains[1].warnings[0] ==
        Error{ErrorKind::unknown_outcome,
              "zone y.example: written, but not at all name servers after 60 s",
              "ask them in a few minutes; with --no-wait they are not waited for"});
  CHECK(code_of(report) == 5);
}

TEST_CASE("a stop ends the waiting") {
  TwoZones run;
  run.world.a.looks_needed = 2;
  std::stop_source stop;
  run.world.options.stop = stop.get_token();
  run.world.a.on_progress = [&](const Zone&) -> std::optional<Error> {
    stop.request_stop();
    return std::nullopt;
  };
  const auto report = run.apply_and_wait();
  CHECK(statuses(report) == "applied applied");
  CHECK(report.domains[0].is_unpublished);
  CHECK(run.world.a.polls() <= 2);
}

TEST_CASE("a provider that can't tell is not asked again") {
  TwoZones run;
  run.world.a.looks_needed = 2;
  run.world.a.on_progress = [](const Zone& zone) -> std::optional<Error> {
    if (zone.id != "x.example") return std::nullopt;
    return Error{ErrorKind::refused, "route53 answered 403 to GET /change/C1", "allow GetChange"};
  };
  const auto report = run.apply_and_wait();
  CHECK(run.world.a.polls() == 3);
  REQUIRE(report.domains[0].warnings.size() == 1);
  CHECK(report.domains[0].warnings[0].message ==
        "written, but whether its name servers have it can't be told: route53 answered 403 to GET "
        "/change/C1");
  CHECK(report.domains[1].warnings.empty());
  CHECK(code_of(report) == 5);
}

TEST_CASE("a failure counts more than name servers that are late") {
  TwoZones run;
  run.world.a.looks_needed = 1000;
  run.world.options.deadline = run.world.clock.steady_now() + seconds(60);
  run.world.a.before_write = [](const Zone& zone) -> std::optional<Error> {
    if (zone.id == "x.example") return std::nullopt;
    return Error{ErrorKind::refused, "no", ""};
  };
  const auto report = run.apply_and_wait();
  CHECK(statuses(report) == "applied failed");
  CHECK(code_of(report) == 3);
}
