#include "app/engine_world.h"

#include <doctest/doctest.h>

#include <atomic>

using namespace dnsward;
using namespace dnsward::test;

namespace {

/// Five zones in a row on one thread, so that it is known which comes when.
struct FiveZones {
  World world{entry(R"("a.example", "b.example", "c.example", "d.example", "e.example")")};
  std::stop_source source;

  FiveZones() {
    for (const auto* apex : {"a.example", "b.example", "c.example", "d.example", "e.example"}) {
      world.a.put(apex, "");
    }
    world.options.jobs = 1;
    world.options.stop = source.get_token();
  }
};

constexpr const char* stopped = "the run was stopped | run it again";

}  // namespace

TEST_CASE("after a stop no zone is read, and the report says so") {
  FiveZones five;
  five.world.a.before_read = [&](const Zone& zone) -> std::optional<Error> {
    if (zone.id == "c.example") five.source.request_stop();
    return std::nullopt;
  };
  const auto report = five.world.engine().plan(RunKind::plan, five.world.all());
  CHECK(statuses(report) == "pending pending pending not_attempted not_attempted");
  CHECK(five.world.a.reads() == 3);
  CHECK(error_of(report, 3) == stopped);
  CHECK(report.domains[3].errors[0].kind == ErrorKind::stopped);
}

TEST_CASE("a stop before the start makes no call at all") {
  FiveZones five;
  five.source.request_stop();
  const auto report = five.world.engine().plan(RunKind::plan, five.world.all());
  CHECK(totals_of(report).not_attempted == 5);
  CHECK(five.world.a.lists() == 0);
  CHECK(five.world.a.reads() == 0);
}

TEST_CASE("a stop during a write: that zone is read back, no other is written") {
  FiveZones five;
  five.world.a.before_write = [&](const Zone& zone) -> std::optional<Error> {
    if (zone.id == "b.example") five.source.request_stop();
    return std::nullopt;
  };
  auto engine = five.world.engine();
  const auto applied = engine.apply(engine.plan(RunKind::apply, five.world.all()), false);
  CHECK(statuses(applied) == "applied applied not_attempted not_attempted not_attempted");
  CHECK(five.world.a.written() == std::vector<std::string>{"a.example", "b.example"});
  CHECK(five.world.a.reads() == 7);
  CHECK(applied.domains[2].changes.size() == 1);
}

TEST_CASE("a stop between a refused write and the next attempt writes nothing more") {
  FiveZones five;
  five.world.a.before_write = [&](const Zone& zone) -> std::optional<Error> {
    five.source.request_stop();
    five.world.a.edit(zone.id, "www 60 A 192.0.2.1\n");
    return std::nullopt;
  };
  auto engine = five.world.engine();
  const auto applied = engine.apply(engine.plan(RunKind::apply, five.world.all()), false);
  CHECK(totals_of(applied).not_attempted == 5);
  CHECK(five.world.a.writes() == 1);
}

TEST_CASE("after the time limit what is not done is not attempted") {
  using std::chrono::seconds;
  FiveZones five;
  five.world.options.deadline = five.world.clock.steady_now() + seconds(10);
  five.world.a.before_read = [&](const Zone&) -> std::optional<Error> {
    five.world.clock.advance(seconds(4));
    return std::nullopt;
  };
  auto engine = five.world.engine();
  const auto planned = engine.plan(RunKind::apply, five.world.all());
  CHECK(statuses(planned) == "pending pending pending not_attempted not_attempted");
  CHECK(error_of(planned, 4) ==
        "the time limit was reached | run it again, or give it more time with --timeout");
  const auto applied = engine.apply(planned, false);
  CHECK(totals_of(applied).not_attempted == 5);
  CHECK(five.world.a.writes() == 0);
}

TEST_CASE("the limit counts when it is reached, not a moment later") {
  FiveZones five;
  five.world.options.deadline = five.world.clock.steady_now();
  const auto report = five.world.engine().plan(RunKind::plan, five.world.all());
  CHECK(totals_of(report).not_attempted == 5);
}

TEST_CASE("a provider that gives up because of the stop leaves its domains not attempted") {
  FiveZones five;
  five.world.a.before_read = [](const Zone&) -> std::optional<Error> {
    return Error{ErrorKind::stopped, "the run was stopped"};
  };
  const auto report = five.world.engine().plan(RunKind::plan, five.world.all());
  CHECK(totals_of(report).not_attempted == 5);
}

TEST_CASE("a stop with many threads loses no domain and makes no half report") {
  std::string names;
  for (int i = 0; i < 300; ++i) {
    names += (i == 0 ? "\"d" : ", \"d") + std::to_string(i) + ".example\"";
  }
  World world(entry(names));
  for (int i = 0; i < 300; ++i) world.a.put("d" + std::to_string(i) + ".example", "");
  std::stop_source source;
  world.options.stop = source.get_token();
  std::atomic<int> writes{0};
  world.a.before_write = [&](const Zone&) -> std::optional<Error> {
    if (++writes == 100) source.request_stop();
    return std::nullopt;
  };
  auto engine = world.engine();
  const auto applied = engine.apply(engine.plan(RunKind::apply, world.all()), false);
  const auto totals = totals_of(applied);
  CHECK(totals.applied + totals.not_attempted == 300);
  CHECK(totals.applied == world.a.writes());
  CHECK(totals.applied >= 100);
  CHECK(totals.applied < 100 + world.options.jobs);
}
