#include "app/engine_world.h"

#include <doctest/doctest.h>

#include <atomic>
#include <barrier>
#include <stdexcept>

using namespace dnsward;
using namespace dnsward::test;

namespace {

constexpr std::string_view other_peoples_records =
    "@ 300 TXT \"v=spf1 include:_spf.google.com ~all\"\n"
    "@ 300 TXT \"google-site-verification=1\"\n"
    "@ 300 NS ns1.example.net.\n"
    "www 300 A 192.0.2.1\n";

std::string many_entries(std::size_t count) {
  std::string names;
  for (std::size_t i = 0; i < count; ++i) {
    names += (i == 0 ? "\"d" : ", \"d") + std::to_string(i) + ".example\"";
  }
  return entry(names);
}

void put_zones(MemoryAccount& account, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    account.put("d" + std::to_string(i) + ".example", other_peoples_records);
  }
}

}  // namespace

TEST_CASE("plan finds what is missing and writes nothing") {
  World world(entry(R"("x.example")"));
  world.a.put("x.example", other_peoples_records);
  const auto before = world.a.records("x.example");
  const auto report = world.engine().plan(RunKind::plan, world.all());
  CHECK(statuses(report) == "pending");
  CHECK(report.domains[0].provider == "a");
  CHECK(report.domains[0].provider_type == "memory");
  CHECK(report.domains[0].zone == name("x.example"));
  REQUIRE(report.domains[0].changes.size() == 1);
  CHECK(report.domains[0].changes[0].before->rdata.size() == 2);
  CHECK(report.domains[0].changes[0].after->rdata.size() == 3);
  CHECK(world.a.writes() == 0);
  CHECK(world.a.records("x.example") == before);
}

TEST_CASE("apply writes, reads back, keeps foreign values, and the second one writes nothing") {
  World world(entry(R"("x.example")"));
  world.a.put("x.example", other_peoples_records);
  auto engine = world.engine();
  const auto applied = engine.apply(engine.plan(RunKind::apply, world.all()), false);
  CHECK(statuses(applied) == "applied");
  CHECK(applied.domains[0].changes.size() == 1);
  CHECK(world.a.writes() == 1);
  CHECK(world.a.reads() == 2);
  CHECK(world.a.records("x.example") ==
        zone_text("x.example",
                  "@ 300 TXT \"v=spf1 include:_spf.google.com include:spf.mailer.example ~all\"\n"
                  "@ 300 TXT \"google-site-verification=1\"\n"
                  "@ 300 TXT \"mailer=1\"\n"
                  "@ 300 NS ns1.example.net.\n"
                  "www 300 A 192.0.2.1\n"));

  const auto again = engine.apply(engine.plan(RunKind::apply, world.all()), false);
  CHECK(statuses(again) == "in_order");
  CHECK(again.domains[0].changes.empty());
  CHECK(world.a.writes() == 1);
}

TEST_CASE("domains of one zone share a read and a write, and the zones one listing") {
  World world(entry(R"("x.example", "shop.x.example", "y.example")"));
  world.a.put("x.example", other_peoples_records);
  world.a.put("y.example", "");
  auto engine = world.engine();
  const auto planned = engine.plan(RunKind::apply, world.all());
  CHECK(statuses(planned) == "pending pending pending");
  CHECK(world.a.lists() == 1);
  CHECK(world.a.queried() ==
        std::vector{name("x.example"), name("shop.x.example"), name("y.example")});
  CHECK(world.a.reads() == 2);
  CHECK(world.b.lists() == 0);
  const auto applied = engine.apply(planned, false);
  CHECK(statuses(applied) == "applied applied applied");
  CHECK(world.a.writes() == 2);
  CHECK(world.a.written_changes().size() == 3);
}

TEST_CASE("only the domains asked for are touched, in the file's order, each once") {
  World world(entry(R"("x.example", "y.example")") + entry(R"("z.example")", "b"));
  world.a.put("x.example", "");
  world.a.put("y.example", "");
  world.b.put("z.example", "");
  auto engine = world.engine();
  const auto applied = engine.apply(engine.plan(RunKind::apply, {2, 0, 2}), false);
  REQUIRE(statuses(applied) == "applied applied");
  CHECK(applied.domains[0].domain == name("x.example"));
  CHECK(applied.domains[1].domain == name("z.example"));
  CHECK(world.a.written() == std::vector<std::string>{"x.example"});
  CHECK(world.b.written() == std::vector<std::string>{"z.example"});
}

TEST_CASE("a domain that was refused is not written while its zone is") {
  World world(entry(R"("x.example", "shop.x.example")"));
  world.a.put("x.example", "");
  auto engine = world.engine();
  auto planned = engine.plan(RunKind::apply, world.all());
  planned.domains[0].status = DomainStatus::refused;
  const auto applied = engine.apply(planned, false);
  CHECK(statuses(applied) == "refused applied");
  REQUIRE(world.a.written_changes().size() == 1);
  CHECK(world.a.written_changes()[0].key.owner == name("shop.x.example"));
}

TEST_CASE("a conflict stops its domain alone, and says where the file asks for it") {
  World world(entry(R"("x.example", "shop.x.example")"));
  world.a.put("x.example", "@ 60 TXT \"v=spf1 -all\"\n@ 60 TXT \"v=spf1 ~all\"\n");
  auto engine = world.engine();
  const auto applied = engine.apply(engine.plan(RunKind::apply, world.all()), false);
  CHECK(statuses(applied) == "conflict applied");
  CHECK(applied.domains[0].changes.empty());
  REQUIRE(applied.domains[0].conflicts.size() == 1);
  const auto& conflict = applied.domains[0].conflicts[0];
  REQUIRE(conflict.where);
  CHECK(conflict.where->line == 8);
  CHECK(conflict.source_line == "spf = [\"include:spf.mailer.example\"]");
}

TEST_CASE("the report is the same for any number of threads") {
  World world(many_entries(200));
  world.a.before_read = [](const Zone& zone) -> std::optional<Error> {
    if (zone.id != "d5.example") return std::nullopt;
    return Error{ErrorKind::io, "cannot read"};
  };
  world.a.before_write = [](const Zone& zone) -> std::optional<Error> {
    if (zone.id != "d7.example") return std::nullopt;
    return Error{ErrorKind::io, "cannot write"};
  };
  std::vector<std::string> reports;
  for (const auto jobs : {1U, 2U, 16U}) {
    put_zones(world.a, 190);
    world.a.put("d3.example", "@ 60 TXT \"v=spf1 -all\"\n@ 60 TXT \"v=spf1 ~all\"\n");
    world.options.jobs = jobs;
    auto engine = world.engine();
    const auto planned = engine.plan(RunKind::apply, world.all());
    const auto applied = engine.apply(planned, false);
    CHECK(totals_of(applied).applied == 187);
    CHECK(totals_of(applied).failed == 12);
    CHECK(totals_of(applied).conflicts == 1);
    reports.push_back(report_json(planned) + report_json(applied));
  }
  CHECK((reports[0] == reports[1]));
  CHECK((reports[0] == reports[2]));
}

TEST_CASE("one zone that fails among 500 leaves 499 applied") {
  World world(many_entries(500));
  put_zones(world.a, 500);
  world.a.before_write = [](const Zone& zone) -> std::optional<Error> {
    if (zone.id == "d250.example") throw std::runtime_error("boom");
    return std::nullopt;
  };
  auto engine = world.engine();
  const auto applied = engine.apply(engine.plan(RunKind::apply, world.all()), false);
  CHECK(totals_of(applied).applied == 499);
  CHECK(applied.domains[250].status == DomainStatus::failed);
  CHECK(error_of(applied, 250) ==
        "provider a (memory) stopped with an internal error: boom | report this as a defect of "
        "that provider | read again: nothing of it was written | writing zone d250.example");
}

TEST_CASE("a provider that throws fails its domains, not the run") {
  World world(entry(R"("x.example", "y.example")") + entry(R"("z.example")", "b"));
  world.a.put("x.example", "");
  world.a.put("y.example", "");
  world.b.put("z.example", "");
  world.a.before_read = [](const Zone& zone) -> std::optional<Error> {
    if (zone.id == "x.example") throw std::out_of_range("index 7");
    return std::nullopt;
  };
  world.b.on_list = [](const Zone&) -> std::optional<Error> { throw std::runtime_error("no"); };
  const auto report = world.engine().plan(RunKind::plan, world.all());
  CHECK(statuses(report) == "failed pending failed");
  CHECK(error_of(report, 0) ==
        "provider a (memory) stopped with an internal error: index 7 | report this as a defect of "
        "that provider | reading zone x.example");
  CHECK(error_of(report, 2) ==
        "provider b (memory) stopped with an internal error: no | report this as a defect of that "
        "provider | listing the zones of provider b (memory)");
}

TEST_CASE("as many zones are worked on at once as there are jobs, and no more") {
  constexpr int jobs = 4;
  World world(many_entries(3 * jobs));
  put_zones(world.a, 3 * jobs);
  world.options.jobs = jobs;
  std::barrier meet(jobs);  // would wait for ever if fewer came
  std::atomic<int> inside{0};
  std::atomic<int> most{0};
  world.a.before_read = [&](const Zone&) -> std::optional<Error> {
    const int now = ++inside;
    for (int seen = most; seen < now && !most.compare_exchange_weak(seen, now);) {
    }
    meet.arrive_and_wait();
    --inside;
    return std::nullopt;
  };
  const auto report = world.engine().plan(RunKind::plan, world.all());
  CHECK(totals_of(report).to_change == 3 * jobs);
  CHECK(most == jobs);
}

TEST_CASE("progress counts every domain once, up to all of them") {
  World world(many_entries(40) + entry(R"("sub.d1.example", "nowhere.test")"));
  put_zones(world.a, 40);
  std::vector<std::size_t> steps;
  std::size_t expected = 0;
  world.options.progress = [&](std::size_t done, std::size_t all) {
    steps.push_back(done);
    expected = all;
  };
  const auto report = world.engine().plan(RunKind::plan, world.all());
  CHECK(totals_of(report).to_change == 41);
  CHECK(totals_of(report).failed == 1);
  CHECK(expected == 42);
  REQUIRE(!steps.empty());
  CHECK(std::is_sorted(steps.begin(), steps.end()));
  CHECK(steps.back() == 42);
}
