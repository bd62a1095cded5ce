#include "app/exit_code.h"
#include "conformance/cloudflare_place.h"
#include "conformance/hetzner_place.h"
#include "conformance/route53_place.h"
#include "conformance/run.h"
#include "support/zone_text.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>

using namespace dnsward;
using namespace dnsward::test;

namespace {

constexpr std::string_view sender = "[sender.s]\ntoken = [\"ours\"]\n";

/// example0.com, example1.com ..., each with 97 RRsets (or `others`) and the token; Hetzner's SOA
/// and NS make it 99, but for the ones in `without`.
std::string put_zones(Place& place, int count, const std::vector<int>& without = {},
                      int others = 97) {
  std::string names;
  for (int zone = 0; zone < count; ++zone) {
    const auto apex = fmt::format("example{}.com", zone);
    std::string records = "@ 3600 TXT \"theirs\"\n";
    const bool lacks = std::find(without.begin(), without.end(), zone) != without.end();
    if (!lacks) records += "@ 3600 TXT \"ours\"\n";
    for (int i = 1; i < others; ++i) records += fmt::format("n{} 3600 TXT \"value {}\"\n", i, i);
    place.put_zone(name(apex), zone_text(apex, records));
    names += fmt::format("\"{}\", ", apex);
  }
  return fmt::format("[[domains]]\nprovider = \"here\"\nnames = [{}]\nsenders = [\"s\"]\n{}", names,
                     sender);
}

std::size_t count(const RunReport& report, DomainStatus status) {
  return static_cast<std::size_t>(
      std::count_if(report.domains.begin(), report.domains.end(),
                    [&](const DomainReport& domain) { return domain.status == status; }));
}

/// Calls of a plan of all domains of `file`, all of which are as `status` says.
std::size_t calls_of_plan(ApiPlace& place, std::string_view file, DomainStatus status) {
  const auto config = load_for(place, file);
  const auto before = place.calls();
  const auto report = engine_for(place, config).plan(RunKind::plan, all_domains(config));
  CHECK(count(report, status) == config.domains.size());
  CHECK(place.writes() == 0);
  return place.calls() - before;
}

void check_calls_of_plans(ApiPlace& place) {
  CHECK(calls_of_plan(place, put_zones(place, 120), DomainStatus::in_order) == 3 + 120);
}

}  // namespace

TEST_CASE("cloudflare: a plan costs a listing of the zones and one call a zone") {
  CloudflarePlace place;
  check_calls_of_plans(place);
}

TEST_CASE("hetzner: a plan costs a listing of the zones and one call a zone") {
  HetznerPlace place;
  check_calls_of_plans(place);
}

TEST_CASE("route53: a plan costs a listing of the zones and one call a zone") {
  Route53Place place;
  CHECK(calls_of_plan(place, put_zones(place, 120), DomainStatus::in_order) == 2 + 120);
}

TEST_CASE("route53: a large zone is read name by name, a small one whole") {
  Route53Place place;
  const auto file = [](std::string_view selectors) {
    return fmt::format(
        "[sender.s]\ntoken = [\"ours\"]\n{}\n"
        "[[domains]]\nprovider = \"here\"\nnames = [\"example0.com\"]\nsenders = [\"s\"]\n",
        selectors);
  };
  put_zones(place, 1, {}, 1200);
  CHECK(calls_of_plan(place, file(""), DomainStatus::in_order) == 1 + 1);
  CHECK(calls_of_plan(place, file(R"(dkim = [{ selector = "s1", cname = "s1.s.example." }])"),
                      DomainStatus::pending) == 1 + 3);
  CHECK(calls_of_plan(place, file(R"(dkim = [{ selector = "a", cname = "a.s.example." },
                              { selector = "b", cname = "b.s.example." },
                              { selector = "c", cname = "c.s.example." },
                              { selector = "d", cname = "d.s.example." }])"),
                      DomainStatus::pending) == 1 + 5);
}

TEST_CASE("route53: writing a zone costs one request and one look, and looks until it is served") {
  Route53Place place;
  const auto config = load_for(place, put_zones(place, 3, {0, 2}));
  auto engine = engine_for(place, config);
  const auto planned = engine.plan(RunKind::apply, all_domains(config));
  const auto before = place.calls();
  const auto applied = engine.apply(planned, true);
  CHECK(count(applied, DomainStatus::applied) == 2);
  CHECK(place.calls() - before == 2 * 2);
  const auto written = place.calls();
  CHECK(count(engine.await_servers(applied), DomainStatus::applied) == 2);
  CHECK(place.calls() - written == 2);
  CHECK(place.writes() == 2);

  auto again = engine_for(place, config);
  const auto second = again.apply(again.plan(RunKind::apply, all_domains(config)), true);
  CHECK(count(second, DomainStatus::in_order) == 3);
  CHECK(place.writes() == 2);
}

TEST_CASE("cloudflare: one domain costs two calls, and one when the file names its zone") {
  CloudflarePlace place;
  put_zones(place, 120);
  const auto file = [&](std::string_view more) {
    return fmt::format(
        "[[domains]]\nprovider = \"here\"\nnames = [\"example7.com\"]\nsenders = [\"s\"]\n{}{}",
        more, sender);
  };
  CHECK(calls_of_plan(place, file(""), DomainStatus::in_order) == 2);
  const auto id =
      fmt::format("zone = \"example7.com\"\nzone_id = \"{}\"\n", place.id_of(name("example7.com")));
  CHECK(calls_of_plan(place, file(id), DomainStatus::in_order) == 1);
}

TEST_CASE("hetzner: one domain costs two calls") {
  HetznerPlace place;
  put_zones(place, 120);
  const auto file = fmt::format(
      "[[domains]]\nprovider = \"here\"\nnames = [\"example7.com\"]\nsenders = [\"s\"]\n{}",
      sender);
  CHECK(calls_of_plan(place, file, DomainStatus::in_order) == 2);
}

TEST_CASE("cloudflare: writing a zone costs one look, one batch and one look") {
  CloudflarePlace place;
  const auto config = load_for(place, put_zones(place, 3, {0, 2}));
  auto engine = engine_for(place, config);
  const auto planned = engine.plan(RunKind::apply, all_domains(config));
  const auto before = place.calls();
  const auto applied = engine.apply(planned, true);
  CHECK(count(applied, DomainStatus::applied) == 2);
  CHECK(place.calls() - before == 2 * 3);
  CHECK(place.writes() == 2);

  auto again = engine_for(place, config);
  const auto second = again.apply(again.plan(RunKind::apply, all_domains(config)), true);
  CHECK(count(second, DomainStatus::in_order) == 3);
  CHECK(place.writes() == 2);
}

TEST_CASE("hetzner: writing a zone costs a look, a write a value, shared polls and a look") {
  HetznerPlace place;
  const auto config = load_for(place, put_zones(place, 3, {0, 2}));
  auto engine = engine_for(place, config);
  const auto planned = engine.plan(RunKind::apply, all_domains(config));
  const auto before = place.calls();
  const auto applied = engine.apply(planned, true);
  CHECK(count(applied, DomainStatus::applied) == 2);
  CHECK(place.writes() == 2);
  CHECK(place.calls() - before == 2 * (1 + 1 + 1 + 1));

  auto again = engine_for(place, config);
  const auto second = again.apply(again.plan(RunKind::apply, all_domains(config)), true);
  CHECK(count(second, DomainStatus::in_order) == 3);
  CHECK(place.writes() == 2);
}

TEST_CASE("one bad zone among 500 is one failure") {
  CloudflarePlace place;
  std::vector<int> all(500);
  for (int i = 0; i < 500; ++i) all[static_cast<std::size_t>(i)] = i;
  const auto config = load_for(place, put_zones(place, 500, all, 3));
  const auto bad = place.id_of(name("example250.com"));
  place.faults().add({"", fmt::format("/zones/{}/", bad), 1, 0, fake::html(502)});
  auto engine = engine_for(place, config);
  const auto planned = engine.plan(RunKind::apply, all_domains(config));
  CHECK(count(planned, DomainStatus::pending) == 499);
  const auto applied = engine.apply(planned, true);
  CHECK(count(applied, DomainStatus::applied) == 499);
  CHECK(applied.domains[250].status == DomainStatus::failed);
  const auto said = everything_said(applied.domains[250]);
  CHECK(said.starts_with("cloudflare answered 502 to GET /zones/" + bad +
                         "/dns_records (request id "));
  CHECK(said.ends_with(") | try again later\n"));
  CHECK(exit_code_of(applied, false) == ExitCode::partly);
}
