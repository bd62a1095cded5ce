#include "conformance/suite.h"

#include "app/engine.h"
#include "conformance/states.h"
#include "support/zone_text.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <stdlib.h>  // NOLINT(modernize-deprecated-headers): mkdtemp is POSIX
#include <utility>

namespace dnsward::test {
namespace {

constexpr std::string_view apex = "example.com";

/// The file of one state, loaded.
Config config_for(const Place& place, std::string_view file) {
  std::string folder = (std::filesystem::temp_directory_path() / "dnsward-walk-XXXXXX").string();
  REQUIRE(mkdtemp(folder.data()) != nullptr);
  const auto path = std::filesystem::path(folder) / "dnsward.toml";
  std::ofstream(path) << fmt::format(
      "[provider.here]\ntype = \"{}\"\n{}\n[[domains]]\nnames = [\"{}\"]\nprovider = \"here\"\n{}",
      place.type().name, place.settings(), apex, file);
  auto loaded = load_config(path, {&place.type(), 1});
  std::filesystem::remove_all(folder);
  for (const auto& error : loaded.errors) FAIL(error.message << " " << error.hint);
  return std::move(loaded.config);
}

/// Passes everything on, and lets somebody else write first.
class Interrupted final : public Provider {
 public:
  Interrupted(std::unique_ptr<Provider> inner, std::function<void()> before_write)
      : inner_(std::move(inner)), before_write_(std::move(before_write)) {}

  [[nodiscard]] Result<std::vector<Zone>> zones(const ZoneQuery& query) const override {
    return inner_->zones(query);
  }

  [[nodiscard]] Result<Snapshot> read(const Zone& zone, const NameFilter& filter) const override {
    return inner_->read(zone, filter);
  }

  [[nodiscard]] Result<Receipt> write(const Zone& zone, const Snapshot& seen,
                                      std::span<const Change> changes) const override {
    if (auto action = std::exchange(before_write_, {})) action();
    return inner_->write(zone, seen, changes);
  }

  [[nodiscard]] Result<Receipt> progress(const Zone& zone, Receipt receipt) const override {
    return inner_->progress(zone, std::move(receipt));
  }

 private:
  std::unique_ptr<Provider> inner_;
  mutable std::function<void()> before_write_;  // one zone, one thread
};

Engine engine_for(Place& place, const Config& config, std::function<void()> before_write = {}) {
  std::vector<std::unique_ptr<Provider>> providers;
  providers.push_back(std::make_unique<Interrupted>(place.provider(), std::move(before_write)));
  return {config, std::move(providers), place.clock(), {}};
}

std::string everything_said(const DomainReport& domain) {
  std::string text;
  for (const auto& errors : {domain.errors, domain.conflicts}) {
    for (const auto& error : errors) {
      text += error.message + " | " + error.hint;
      for (const auto& note : error.notes) text += " | " + note.message;
      text += '\n';
    }
  }
  return text;
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
  if (!can_hold(place, before)) {
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

void walk_edits_before_writes(const MakePlace& make, int times) {
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

void walk_edits_before_requests(const MakePlace& make, int times) {
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

}  // namespace dnsward::test
