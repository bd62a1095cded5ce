#include "app/exit_code.h"
#include "conformance/route53_place.h"
#include "conformance/run.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>
#include <thread>

using namespace dnsward;
using namespace dnsward::test;

namespace {

constexpr std::string_view ruled_sender = R"([sender.s]
spf   = ["include:spf.s.example"]
token = ["ours=1"]
dkim  = [{ selector = "s1", cname = "s1.dkim.s.example." }]
dmarc = { rua = ["mailto:r@s.example"] }

[[domains]]
provider = "here"
names    = ["example.com"]
senders  = ["s"]
)";

const auto theirs = "@ 3600 TXT \"v=spf1 mx -all\"\n@ 3600 TXT \"theirs\"\n";

void put_example(Route53Place& place) {
  place.put_zone(name("example.com"), zone_text("example.com", theirs));
}

RunReport apply(Route53Place& place, std::string_view file) {
  const auto config = load_for(place, file);
  auto engine = engine_for(place, config);
  return engine.await_servers(engine.apply(engine.plan(RunKind::apply, all_domains(config)), true));
}

std::string said(const RunReport& report) {
  std::string text(to_text(report.domains.at(0).status));
  return text + ": " + everything_said(report.domains[0]);
}

/// The policy of docs/route53.md, for the zone.
std::string documented_policy(const std::string& zone_id) {
  std::ifstream file(ROUTE53_PAGE);
  std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  const auto begin = text.find("```json\n") + 8;
  text = text.substr(begin, text.find("```", begin) - begin);
  const std::string_view word = "ZONEID";
  for (auto at = text.find(word); at != std::string::npos; at = text.find(word)) {
    text.replace(at, word.size(), zone_id);
  }
  return text;
}

void allow_only(Route53Place& place, std::string policy) {
  auto key = fake::Route53::key();
  key.policy = std::move(policy);
  place.fake().keys().add(key);
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("route53: the documented policy suffices for plan and apply") {
  Route53Place place;
  put_example(place);
  allow_only(place, documented_policy(place.id_of(name("example.com"))));
  CHECK(said(apply(place, ruled_sender)) == "applied: ");
  CHECK(said(apply(place, ruled_sender)) == "in_order: ");
}

TEST_CASE("route53: what a policy lacks is named") {
  Route53Place place;
  put_example(place);
  const auto id = place.id_of(name("example.com"));
  const auto policy = documented_policy(id);
  allow_only(place, replaced(policy, R"("CREATE", "DELETE")", R"("UPSERT")"));
  const auto denied = said(apply(place, ruled_sender));
  CHECK(denied.find("failed: route53 answered 403 to POST /2013-04-01/hostedzone/" + id +
                    "/rrset/: AccessDenied: User: arn:aws:iam::123456789012:user/dnsward is not "
                    "authorized to perform: route53:ChangeResourceRecordSets") == 0);
  CHECK(denied.find("allow what is named there in the IAM policy of these keys") !=
        std::string::npos);
  allow_only(place, replaced(policy, "route53:GetChange", "route53:GetChangeNot"));
  const auto report = apply(place, ruled_sender);
  CHECK(report.domains[0].status == DomainStatus::applied);
  CHECK(exit_code_of(report, false) == ExitCode::unpublished);
}

TEST_CASE("route53: a policy of UPSERT alone works with that write mode") {
  Route53Place place(ApiPlace::Variables{{"write_mode", "upsert"}});
  put_example(place);
  const auto policy = documented_policy(place.id_of(name("example.com")));
  allow_only(place, replaced(policy, R"("CREATE", "DELETE")", R"("UPSERT")"));
  CHECK(said(apply(place, ruled_sender)) == "applied: ");
}

TEST_CASE("route53: with zone and zone_id no zone is listed") {
  Route53Place place;
  put_example(place);
  const auto id = place.id_of(name("example.com"));
  allow_only(place, replaced(documented_policy(id), R"("route53:ListHostedZones", )", ""));
  const auto named = fmt::format("{}zone = \"example.com\"\nzone_id = \"{}\"\n", ruled_sender, id);
  const auto config = load_for(place, named);
  const auto before = place.calls();
  const auto planned = engine_for(place, config).plan(RunKind::plan, all_domains(config));
  CHECK(planned.domains[0].status == DomainStatus::pending);
  CHECK(place.calls() - before == 1);
}

TEST_CASE("route53: what an editor writes in a loop survives a thousand applies") {
  constexpr int applies = 1000;
  constexpr std::size_t kept = 20;
  Route53Place place;
  place.fake().rate_limit().set({});
  put_example(place);
  const auto apex = name("example.com");
  const auto id = place.id_of(apex);
  const auto text_of = [](int number) { return fmt::format("\"edit {}\"", number); };
  std::set<Rdata> edits;
  std::jthread editor([&](const std::stop_token& stop) {
    for (int number = 0; !stop.stop_requested(); ++number) {
      place.fake().add_value(id, "example.com", "TXT", text_of(number), 3600);
      edits.insert(TxtData{fmt::format("edit {}", number)});
      if (edits.size() <= kept) continue;
      const auto old = number - static_cast<int>(kept);
      place.fake().remove_value(id, "example.com", "TXT", text_of(old));
      edits.erase(TxtData{fmt::format("edit {}", old)});
      std::this_thread::yield();
    }
  });
  const auto config = load_for(place, R"([sender.s]
token = ["ours=1"]

[[domains]]
provider = "here"
names    = ["example.com"]
senders  = ["s"]
)");
  const Rdata ours = TxtData{"ours=1"};
  int applied = 0;
  for (int turn = 0; turn < applies; ++turn) {
    auto engine = engine_for(place, config);
    const auto report = engine.apply(engine.plan(RunKind::apply, all_domains(config)), true);
    const bool is_success = report.domains[0].status == DomainStatus::applied;
    const auto now = place.fake().rrset(id, "example.com", "TXT");
    REQUIRE(now.has_value());
    const bool is_there = std::count(now->values.begin(), now->values.end(), "ours=1") == 1;
    if (is_success) CHECK(is_there);
    applied += is_success ? 1 : 0;
    place.fake().remove_value(id, "example.com", "TXT", "\"ours=1\"");
  }
  editor = {};
  CHECK(applied > 0);
  MESSAGE(applied << " of " << applies << " applies found a moment to write");
  auto expected = edits;
  expected.insert(TxtData{"v=spf1 mx -all"});
  expected.insert(TxtData{"theirs"});
  for (const auto& rrset : place.truth(apex)) {
    if (rrset.key.type != RRType::txt) continue;
    CHECK(std::set<Rdata>(rrset.rdata.begin(), rrset.rdata.end()) == expected);
  }
}
