#include "conformance/suite.h"

#include "conformance/run.h"
#include "conformance/states.h"
#include "support/zone_text.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace dnsward::test {
namespace {

constexpr std::string_view apex = "example.com";

/// The file of one state: its one domain is the zone.
Config config_for(const Place& place, std::string_view file) {
  return load_for(
      place, fmt::format("[[domains]]\nnames = [\"{}\"]\nprovider = \"here\"\n{}", apex, file));
}

void check_status(const RunReport& report, std::string_view wanted) {
  REQUIRE(report.domains.size() == 1);
  CHECK_MESSAGE(to_text(report.domains[0].status) == wanted, everything_said(report.domains[0]));
}

/// One line a record, so that a difference can be read.
std::vector<std::string> lines_of(const std::vector<RRset>& rrsets) {
  std::vector<std::string> lines;
  for (const auto& rrset : rrsets) {
    for (const auto& rdata : rrset.rdata) {
      lines.push_back(fmt::format("{} {} {}", to_text(rrset.key), rrset.ttl, to_text(rdata)));
    }
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

void check_zone(const Place& place, std::string_view wanted) {
  const auto is = lines_of(place.truth(name(apex)));
  const auto should = lines_of(zone_text(apex, wanted));
  for (const auto& line : should) {
    CHECK_MESSAGE(std::find(is.begin(), is.end(), line) != is.end(), "missing: " << line);
  }
  for (const auto& line : is) {
    CHECK_MESSAGE(std::find(should.begin(), should.end(), line) != should.end(),
                  "too much: " << line);
  }
}

bool can_hold(const Place& place, const std::vector<RRset>& rrsets) {
  return std::all_of(rrsets.begin(), rrsets.end(), [&](const RRset& rrset) {
    return std::all_of(rrset.rdata.begin(), rrset.rdata.end(),
                       [&](const Rdata& rdata) { return place.can_hold(rdata); });
  });
}

void walk(Place& place, const ZoneState& state) {
  const auto before = zone_text(apex, state.before);
  if (!can_hold(place, before) || !can_hold(place, zone_text(apex, state.after))) {
    MESSAGE(place.type().name << " can't hold this zone: " << state.story);
    return;
  }
  place.put_zone(name(apex), before);
  const auto config = config_for(place, state.file);

  auto engine = engine_for(place, config);
  const auto planned = engine.plan(RunKind::apply, {0});
  CHECK(place.writes() == 0);
  check_zone(place, state.before);
  const auto applied = engine.apply(planned, false);
  check_status(applied, state.status);
  check_zone(place, state.after);

  const auto writes = place.writes();
  auto second = engine_for(place, config);
  const auto again = second.plan(RunKind::apply, {0});
  check_status(again, state.status == "applied" ? "in_order" : state.status);
  check_status(second.apply(again, true), state.status == "applied" ? "in_order" : state.status);
  CHECK(place.writes() == writes);
  check_zone(place, state.after);
}

}  // namespace

void walk_zone_states(const MakePlace& make) {
  for (const auto& state : zone_states()) {
    SUBCASE(state.story.c_str()) {
      const auto place = make();
      walk(*place, state);
    }
  }
}

namespace {

constexpr int rounds_of_a_zone = 10;  // some APIs hold no more than 50 values in an RRset

void edit_before_writes(const MakePlace& make, int times) {
  const auto place = make();
  place->put_zone(name(apex), zone_text(apex, "@ 3600 TXT \"v=spf1 ~all\"\n"));
  std::string terms;
  std::string spf = "v=spf1";
  std::string there;
  for (int round = 0; round < times; ++round) {
    const auto theirs = fmt::format("@ 3600 TXT \"theirs={}\"\n", round);
    terms += fmt::format("\"ip4:192.0.2.{}\", ", round);
    const auto config = config_for(
        *place, fmt::format("senders = [\"s\"]\n[sender.s]\nspf = [{}]\ntoken = [\"ours={}\"]\n",
                            terms, round));
    auto engine = engine_for(*place, config,
                             [&] { place->add(name(apex), zone_text(apex, theirs).front()); });
    check_status(engine.apply(engine.plan(RunKind::apply, {0}), true), "applied");
    spf += fmt::format(" ip4:192.0.2.{}", round);
    there += theirs + fmt::format("@ 3600 TXT \"ours={}\"\n", round);
    check_zone(*place, there + fmt::format("@ 3600 TXT \"{} ~all\"\n", spf));
  }
}

void edit_before_requests(const MakePlace& make, int times) {
  const auto place = make();
  std::string there = "@ 3600 TXT \"v=spf1 ~all\"\n";
  place->put_zone(name(apex), zone_text(apex, there));
  for (int round = 0; round < times; ++round) {
    const auto theirs = fmt::format("@ 3600 TXT \"theirs={}\"\n", round);
    const auto ours = fmt::format("ours={}", round);
    const auto config =
        config_for(*place, fmt::format("senders = [\"s\"]\n[sender.s]\ntoken = [\"{}\"]\n", ours));
    auto engine = engine_for(*place, config);
    const auto planned = engine.plan(RunKind::apply, {0});
    REQUIRE(place->before_next_request_that_writes(
        [&] { place->add(name(apex), zone_text(apex, theirs).front()); }));
    check_status(engine.apply(planned, true), "applied");
    there += theirs + fmt::format("@ 3600 TXT \"{}\"\n", ours);
    check_zone(*place, there);
  }
}

}  // namespace

void walk_edits_before_writes(const MakePlace& make, int times) {
  for (; times > 0; times -= rounds_of_a_zone) {
    edit_before_writes(make, std::min(times, rounds_of_a_zone));
  }
}

void walk_edits_before_requests(const MakePlace& make, int times) {
  for (; times > 0; times -= rounds_of_a_zone) {
    edit_before_requests(make, std::min(times, rounds_of_a_zone));
  }
}

}  // namespace dnsward::test
