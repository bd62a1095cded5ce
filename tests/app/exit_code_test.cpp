#include "app/exit_code.h"

#include "app/samples.h"

#include <doctest/doctest.h>

#include <csignal>
#include <vector>

using namespace dnsward;

namespace {

RunReport report(const std::vector<DomainStatus>& statuses) {
  RunReport made;
  for (const auto status : statuses) made.domains.push_back(test::domain("x.example", status));
  return made;
}

int code(const std::vector<DomainStatus>& statuses, bool detailed = false) {
  return static_cast<int>(exit_code_of(report(statuses), detailed));
}

using enum DomainStatus;

}  // namespace

TEST_CASE("all well is 0, with changes pending too") {
  CHECK(code({}) == 0);
  CHECK(code({in_order}) == 0);
  CHECK(code({in_order, applied}) == 0);
  CHECK(code({in_order, pending}) == 0);
}

TEST_CASE("with --detailed-exitcode pending changes are 2, and nothing else is") {
  CHECK(code({in_order, pending}, true) == 2);
  CHECK(code({in_order, applied}, true) == 0);
  CHECK(code({}, true) == 0);
}

TEST_CASE("no domain well is 1, some is 3, whatever the flag says") {
  for (const bool detailed : {false, true}) {
    CHECK(code({failed}, detailed) == 1);
    CHECK(code({conflict}, detailed) == 1);
    CHECK(code({not_attempted}, detailed) == 1);
    CHECK(code({failed, conflict, not_attempted}, detailed) == 1);
    CHECK(code({failed, in_order}, detailed) == 3);
    CHECK(code({conflict, pending}, detailed) == 3);
    CHECK(code({applied, not_attempted}, detailed) == 3);
  }
}

TEST_CASE("a refusal is 4 whatever became of the others") {
  CHECK(code({refused}) == 4);
  CHECK(code({refused, in_order}) == 4);
  CHECK(code({refused, failed, conflict}, true) == 4);
}

TEST_CASE("a signal comes first") {
  auto stopped = report({applied, refused});
  stopped.stop_signal = SIGINT;
  CHECK(static_cast<int>(exit_code_of(stopped, false)) == 130);
  stopped.stop_signal = SIGTERM;
  CHECK(static_cast<int>(exit_code_of(stopped, true)) == 143);
}

TEST_CASE("an error of the run is 78 before any domain, else it spoils the run") {
  auto broken = report({});
  broken.errors = {Error{ErrorKind::config, "unknown key"}};
  CHECK(static_cast<int>(exit_code_of(broken, false)) == 78);
  broken = report({in_order});
  broken.errors = {Error{ErrorKind::io, "cannot write the journal"}};
  CHECK(static_cast<int>(exit_code_of(broken, true)) == 3);
  broken = report({failed});
  broken.errors = {Error{ErrorKind::io, "cannot write the journal"}};
  CHECK(static_cast<int>(exit_code_of(broken, false)) == 1);
}

TEST_CASE("totals count each status, and the changes of pending, applied and refused domains") {
  const auto totals = totals_of(test::everything(RunKind::apply));
  Totals expected;
  expected.domains = 9;
  expected.in_order = expected.to_change = expected.applied = 1;
  expected.conflicts = expected.refused = 1;
  expected.failed = expected.not_attempted = 2;
  expected.creates = 3;
  expected.updates = 2;
  expected.deletes = 1;
  expected.foreign_values = 3;
  CHECK(totals == expected);
}

TEST_CASE("changes of a domain that failed are not counted") {
  auto report = test::preview();
  report.domains[0].status = DomainStatus::failed;
  CHECK(totals_of(report).creates == 0);
  CHECK(totals_of(report).foreign_values == 0);
}
