#include "app/engine_world.h"

#include <doctest/doctest.h>

using namespace dnsward;
using namespace dnsward::test;

namespace {

const auto txt_at_apex = RRsetKey{name("x.example"), RRType::txt};

/// x.example and shop.x.example in one zone.
struct TwoDomains {
  World world{entry(R"("x.example", "shop.x.example")")};

  TwoDomains() { world.a.put("x.example", "@ 60 TXT \"other=1\"\n"); }

  RunReport plan() { return world.engine().plan(RunKind::plan, world.all()); }

  RunReport apply() {
    auto engine = world.engine();
    return engine.apply(engine.plan(RunKind::apply, world.all()), false);
  }
};

}  // namespace

TEST_CASE("a zone that can't be written fails its domains before it is read") {
  TwoDomains run;
  run.world.a.mark("x.example", "it is a secondary zone", {});
  const auto report = run.plan();
  CHECK(statuses(report) == "failed failed");
  CHECK(
      error_of(report) ==
      "zone x.example can't be managed here: it is a secondary zone | take its domains out of the "
      "file, or name the provider that holds the primary zone");
  CHECK(run.world.a.reads() == 0);
}

TEST_CASE("what concerns a whole zone is a warning of each of its domains") {
  TwoDomains run;
  run.world.a.mark("x.example", "", {"it is pending: nobody asks its name servers yet"});
  const auto report = run.plan();
  CHECK(statuses(report) == "pending pending");
  for (const auto& domain : report.domains) {
    REQUIRE(domain.warnings.size() == 1);
    CHECK(domain.warnings[0].message ==
          "zone x.example: it is pending: nobody asks its name servers yet");
  }
}

TEST_CASE("a locked RRset that must change is a conflict of its domain alone") {
  TwoDomains run;
  run.world.a.locked = {{txt_at_apex, "Email Routing manages it"}};
  const auto applied = run.apply();
  CHECK(statuses(applied) == "conflict applied");
  REQUIRE(applied.domains[0].conflicts.size() == 1);
  CHECK(applied.domains[0].conflicts[0].message ==
        "the RRset \"x.example. TXT\" can't be changed: Email Routing manages it");
  CHECK(applied.domains[0].changes.empty());
  REQUIRE(run.world.a.written_changes().size() == 1);
  CHECK(run.world.a.written_changes()[0].key.owner == name("shop.x.example"));
}

TEST_CASE("a locked RRset that is in order does no harm") {
  TwoDomains run;
  CHECK(statuses(run.apply()) == "applied applied");
  run.world.a.locked = {{txt_at_apex, "Email Routing manages it"}};
  CHECK(statuses(run.plan()) == "in_order in_order");
}

TEST_CASE("a write is read back only when the provider has done it") {
  TwoDomains run;
  run.world.a.polls_needed = 4;
  std::size_t reads_meanwhile = 0;
  run.world.a.on_progress = [&](const Zone&) -> std::optional<Error> {
    reads_meanwhile = run.world.a.reads();
    return std::nullopt;
  };
  const auto begin = run.world.clock.steady_now();
  CHECK(statuses(run.apply()) == "applied applied");
  CHECK(run.world.a.polls() == 4);
  CHECK(reads_meanwhile == 1);
  CHECK(run.world.a.reads() == 2);
  CHECK(run.world.clock.steady_now() - begin == std::chrono::milliseconds(300 + 500 + 1000 + 2000));
}

TEST_CASE("a provider that gives up on a write is told, with what the zone shows") {
  TwoDomains run;
  run.world.a.polls_needed = 1;
  run.world.a.ignores_writes = true;
  run.world.a.on_progress = [](const Zone&) -> std::optional<Error> {
    return Error{ErrorKind::refused, "action 17 failed: action_failed", "look at the console"};
  };
  const auto applied = run.apply();
  CHECK(statuses(applied) == "failed failed");
  CHECK(error_of(applied) ==
        "action 17 failed: action_failed | look at the console | read again: nothing of it was "
        "written | writing zone x.example");
  CHECK(run.world.a.writes() == 1);
}

TEST_CASE("a write that is never done fails after two minutes, and is not made again") {
  TwoDomains run;
  run.world.a.polls_needed = 1000;
  run.world.a.ignores_writes = true;
  const auto begin = run.world.clock.steady_now();
  const auto applied = run.apply();
  CHECK(statuses(applied) == "failed failed");
  CHECK(error_of(applied) ==
        "zone x.example: what was written is not done after 120 s | look at the provider's status "
        "page, and run it again | read again: nothing of it was written | writing zone x.example");
  CHECK(run.world.a.writes() == 1);
  CHECK(run.world.clock.steady_now() - begin <= std::chrono::seconds(120));
}

TEST_CASE("a write that took effect is applied, whatever its answer was") {
  TwoDomains run;
  run.world.a.polls_needed = 1;
  run.world.a.on_progress = [](const Zone&) -> std::optional<Error> {
    return Error{ErrorKind::refused, "action 17 failed: action_failed", "look at the console"};
  };
  CHECK(statuses(run.apply()) == "applied applied");
}

TEST_CASE("changes that had to wait for others are written next, without being shown again") {
  World world(entry(R"("x.example")", "a", R"(
[[domains.record]]
name = "em"
type = "CNAME"
value = "u1.mailer.example."
replace = true
)"));
  world.a.put("x.example", "em 60 TXT \"old\"\n");
  world.a.deletes_first = true;
  auto engine = world.engine();
  const auto applied = engine.apply(engine.plan(RunKind::apply, world.all()), false);
  CHECK(statuses(applied) == "applied");
  CHECK(world.a.writes() == 2);
  CHECK(find(world.a.records("x.example"), {name("em.x.example"), RRType::txt}) == nullptr);
  CHECK(find(world.a.records("x.example"), {name("em.x.example"), RRType::cname}) != nullptr);
}

TEST_CASE(
    "a write whose answer got lost before it had an effect is made again, once it was looked for") {
  TwoDomains run;
  int tries = 0;
  run.world.a.before_write = [&](const Zone&) -> std::optional<Error> {
    if (++tries < 3) return Error{ErrorKind::unknown_outcome, "the connection broke", "wait"};
    return std::nullopt;
  };
  CHECK(statuses(run.apply()) == "applied applied");
  CHECK(run.world.a.writes() == 3);
  CHECK(run.world.a.reads() == 4);
}

TEST_CASE("a write whose answer got lost after it had its effect is not made again") {
  TwoDomains run;
  run.world.a.after_write = [](const Zone&) -> std::optional<Error> {
    return Error{ErrorKind::unknown_outcome, "the connection broke", "wait"};
  };
  CHECK(statuses(run.apply()) == "applied applied");
  CHECK(run.world.a.writes() == 1);
}

TEST_CASE(
    "a write that is never answered fails after three tries, and says that nothing was written") {
  TwoDomains run;
  run.world.a.before_write = [](const Zone&) -> std::optional<Error> {
    return Error{ErrorKind::unknown_outcome, "the connection broke", "wait"};
  };
  const auto applied = run.apply();
  CHECK(statuses(applied) == "failed failed");
  CHECK(run.world.a.writes() == 3);
  CHECK(error_of(applied) ==
        "the connection broke | wait | read again: nothing of it was written | writing zone "
        "x.example");
}
