#include "app/engine_world.h"

#include <doctest/doctest.h>

#include <stdexcept>
#include <utility>

using namespace dnsward;
using namespace dnsward::test;

namespace {

/// x.example and shop.x.example in one zone, planned, with one engine to apply it.
struct Planned {
  World world{entry(R"("x.example", "shop.x.example")")};
  Engine engine;
  RunReport report;

  Planned() : engine(put_and_make()), report(engine.plan(RunKind::apply, world.all())) {
    REQUIRE(statuses(report) == "pending pending");
  }

  RunReport apply(bool replan = false) { return engine.apply(report, replan); }

 private:
  Engine put_and_make() {
    world.a.put("x.example", "@ 60 TXT \"other=1\"\n");
    return world.engine();
  }
};

MemoryAccount::Hook once(std::function<void()> action) {
  return [action = std::move(action), done = false](const Zone&) mutable -> std::optional<Error> {
    if (!std::exchange(done, true)) action();
    return std::nullopt;
  };
}

MemoryAccount::Hook answer(ErrorKind kind, std::string message) {
  return [=](const Zone&) -> std::optional<Error> { return Error{kind, message, "look"}; };
}

constexpr const char* spf = "v=spf1 include:spf.mailer.example ~all";

}  // namespace

TEST_CASE("an edit elsewhere in the zone between read and write is read, and the plan written") {
  Planned run;
  run.world.a.before_write = once([&] { run.world.a.edit("x.example", "www 60 A 192.0.2.1\n"); });
  const auto applied = run.apply();
  CHECK(statuses(applied) == "applied applied");
  CHECK(run.world.a.writes() == 2);
  CHECK(find(run.world.a.records("x.example"), {name("www.x.example"), RRType::a}) != nullptr);
}

TEST_CASE("an edit of the RRset itself is not written over: the domain fails, the other goes on") {
  Planned run;
  run.world.a.before_write = once([&] { run.world.a.edit("x.example", "@ 60 TXT \"new=1\"\n"); });
  const auto applied = run.apply();
  CHECK(statuses(applied) == "failed applied");
  CHECK(error_of(applied) ==
        "the records of \"x.example\" changed after they were shown, nothing was written | look "
        "at what would change now, and run it again");
  CHECK(applied.domains[0].errors[0].kind == ErrorKind::changed);
  REQUIRE(applied.domains[0].changes.size() == 1);
  CHECK(applied.domains[0].changes[0].before->rdata ==
        std::vector<Rdata>{txt("new=1"), txt("other=1")});
  CHECK(find(run.world.a.records("x.example"), {name("x.example"), RRType::txt})->rdata.size() ==
        2);
}

TEST_CASE("with replan the edited RRset gets the new plan, and the edit stays") {
  Planned run;
  run.world.a.before_write = once([&] { run.world.a.edit("x.example", "@ 60 TXT \"new=1\"\n"); });
  const auto applied = run.apply(true);
  CHECK(statuses(applied) == "applied applied");
  CHECK(find(run.world.a.records("x.example"), {name("x.example"), RRType::txt})->rdata ==
        std::vector<Rdata>{txt("mailer=1"), txt("new=1"), txt("other=1"), txt(spf)});
  CHECK(applied.domains[0].changes[0].before->rdata.size() == 2);
}

TEST_CASE("what somebody else already did is in order, and not written") {
  Planned run;
  run.world.a.before_write = once([&] {
    run.world.a.edit("x.example",
                     "shop 3600 TXT \"mailer=1\"\nshop 3600 TXT \"" + std::string(spf) + "\"\n");
  });
  const auto applied = run.apply();
  CHECK(statuses(applied) == "applied in_order");
  CHECK(applied.domains[1].changes.empty());
  CHECK(run.world.a.written_changes().size() == 3);  // both, then the one that is left
}

TEST_CASE("an edit that makes a conflict is a conflict of its domain") {
  Planned run;
  run.world.a.before_write =
      once([&] { run.world.a.edit("x.example", "shop 60 CNAME else.example.\n"); });
  const auto applied = run.apply();
  CHECK(statuses(applied) == "applied conflict");
  CHECK(applied.domains[1].changes.empty());
  CHECK(!applied.domains[1].conflicts.empty());
}

TEST_CASE("a zone that changes before each of three writes fails") {
  Planned run;
  int edits = 0;
  run.world.a.before_write = [&](const Zone&) -> std::optional<Error> {
    run.world.a.edit("x.example", "n" + std::to_string(++edits) + " 60 A 192.0.2.1\n");
    return std::nullopt;
  };
  const auto applied = run.apply();
  CHECK(statuses(applied) == "failed failed");
  CHECK(run.world.a.writes() == 3);
  CHECK(error_of(applied) ==
        "zone x.example changed again and again while it was written (3 attempts): the zone is no "
        "longer the one that was read | run it again when nothing else writes to the zone");
}

TEST_CASE("a changed zone that can't be read again fails with the reason") {
  Planned run;
  run.world.a.before_write = answer(ErrorKind::changed, "changed");
  run.world.a.before_read = answer(ErrorKind::io, "cannot open");
  const auto applied = run.apply();
  CHECK(statuses(applied) == "failed failed");
  CHECK(error_of(applied) == "cannot open | look | reading zone x.example");
}

TEST_CASE("an error after the write took place is looked at: the domains are applied") {
  Planned run;
  run.world.a.after_write = answer(ErrorKind::io, "connection cut");
  const auto applied = run.apply();
  CHECK(statuses(applied) == "applied applied");
  CHECK(applied.domains[0].errors.empty());
  CHECK(run.world.a.writes() == 1);
}

TEST_CASE("an exception after the write took place is looked at, too") {
  Planned run;
  run.world.a.after_write = [](const Zone&) -> std::optional<Error> {
    throw std::runtime_error("cut");
  };
  CHECK(statuses(run.apply()) == "applied applied");
}

TEST_CASE("an error before anything was written fails, and is not repeated") {
  Planned run;
  run.world.a.before_write = answer(ErrorKind::io, "no space");
  const auto applied = run.apply();
  CHECK(statuses(applied) == "failed failed");
  CHECK(error_of(applied) ==
        "no space | look | read again: nothing of it was written | writing zone x.example");
  CHECK(run.world.a.writes() == 1);
  CHECK(applied.domains[0].changes == run.report.domains[0].changes);
}

TEST_CASE("an error with half of it written tells the domains apart") {
  Planned run;
  run.world.a.before_write = [&](const Zone&) -> std::optional<Error> {
    run.world.a.edit("x.example",
                     "@ 60 TXT \"mailer=1\"\nshop 3600 TXT \"mailer=1\"\nshop 3600 "
                     "TXT \"" +
                         std::string(spf) + "\"\n");
    return Error{ErrorKind::protocol, "half an answer"};
  };
  const auto applied = run.apply();
  CHECK(statuses(applied) == "failed applied");
  CHECK(error_of(applied) ==
        "half an answer | read again: the records are neither as before nor as planned | writing "
        "zone x.example");
}

TEST_CASE("an unknown outcome that can't be looked at stays unknown, and says so") {
  Planned run;
  run.world.a.after_write = [&](const Zone&) -> std::optional<Error> {
    run.world.a.before_read = answer(ErrorKind::io, "cannot open");
    return Error{ErrorKind::io, "connection cut"};
  };
  const auto applied = run.apply();
  CHECK(statuses(applied) == "failed failed");
  CHECK(error_of(applied) ==
        "connection cut | it is not known whether anything was written: reading the zone again "
        "failed: cannot open | writing zone x.example");
}

TEST_CASE("a write that has no effect is found when it is read back") {
  Planned run;
  run.world.a.ignores_writes = true;
  const auto applied = run.apply();
  CHECK(statuses(applied) == "failed failed");
  CHECK(error_of(applied) ==
        "zone x.example: written, but reading it back shows x.example. TXT not in order | find "
        "out what else writes to this zone, and run it again");
}

TEST_CASE("a write that can't be read back fails, and says that it was written") {
  Planned run;
  run.world.a.before_read = answer(ErrorKind::io, "cannot open");
  const auto applied = run.apply();
  CHECK(statuses(applied) == "failed failed");
  CHECK(error_of(applied) ==
        "zone x.example: written, but reading it back failed: cannot open | look");
}

TEST_CASE("a conflict that appears right after the write is told as such") {
  Planned run;
  run.world.a.after_write = once(
      [&] { run.world.a.edit("x.example", "@ 60 TXT \"v=spf1 include:evil.example ~all\"\n"); });
  const auto applied = run.apply();
  CHECK(statuses(applied) == "failed applied");
  CHECK(error_of(applied).starts_with(
      "zone x.example: written, but reading it back shows a conflict: "));
}
