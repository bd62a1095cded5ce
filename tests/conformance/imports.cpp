#include "conformance/imports.h"

#include "app/zone_read.h"
#include "compose/import.h"
#include "conformance/run.h"
#include "conformance/states.h"
#include "support/zone_text.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace dnsward::test {
namespace {

constexpr std::string_view crowded = R"(@ 3600 MX 1 smtp.google.com.
@ 3600 TXT "v=spf1 include:_spf.google.com ip4:192.0.2.1 include:spf.brevo.com ~all"
@ 3600 TXT "google-site-verification=0123456789abcdefghijklmnopqrstuvwxyzABCDEFG"
@ 3600 TXT "brevo-code:c9978ded17d612e8fed43df36eeef6b2"
@ 3600 TXT "something else"
_dmarc 3600 TXT "v=DMARC1; p=reject; sp=quarantine; rua=mailto:d@example.com; pct=100"
brevo1._domainkey 3600 CNAME b1.example-com.dkim.brevo.com.
old._domainkey 3600 TXT "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
_mta-sts 3600 TXT "v=STSv1; id=20260101;"
_smtp._tls 3600 TXT "v=TLSRPTv1; rua=mailto:tls@example.com"
pm-bounces 3600 CNAME pm.mtasv.net.
send 3600 MX 10 feedback-smtp.eu-west-1.amazonses.com.
send 3600 TXT "v=spf1 include:amazonses.com ~all"
www 3600 A 192.0.2.1
)";

bool holds_all(const Place& place, const std::vector<RRset>& zone) {
  return std::all_of(zone.begin(), zone.end(), [&](const RRset& rrset) {
    return std::all_of(rrset.rdata.begin(), rrset.rdata.end(),
                       [&](const Rdata& rdata) { return place.can_hold(rdata); });
  });
}

/// Requirements that were kept.
std::size_t import_one(const MakePlace& make, std::string_view records) {
  const auto place = make();
  const auto apex = name("example.com");
  const auto zone = zone_text("example.com", records);
  if (!holds_all(*place, zone)) return 0;
  place->put_zone(apex, zone);
  const ProviderBlock block{&place->type(), {"here", {}}, {}};
  DomainSpec domain;
  domain.name = apex;
  const auto provider = place->provider();
  const auto read = read_whole_zone(block, *provider, domain);
  REQUIRE_MESSAGE(read.has_value(), read.error().message);
  const auto imported = import_domain({apex, read->zone.apex, "here", "here"}, read->rrsets);
  if (imported.toml.empty()) return 0;
  INFO(imported.toml);
  const auto config = load_for(*place, imported.toml);
  auto engine = engine_for(*place, config);
  const auto report = engine.plan(RunKind::plan, all_domains(config));
  REQUIRE(report.domains.size() == 1);
  CHECK_MESSAGE(report.domains.front().status == DomainStatus::in_order,
                everything_said(report.domains.front()));
  CHECK(report.domains.front().changes.empty());
  CHECK(place->writes() == 0);
  auto truth = place->truth(apex);
  std::sort(truth.begin(), truth.end(),
            [](const RRset& a, const RRset& b) { return a.key < b.key; });
  CHECK(truth == zone);
  return imported.kept;
}

}  // namespace

void walk_imports(const MakePlace& make) {
  CHECK(import_one(make, crowded) == 14);
  for (const auto& state : zone_states()) {
    INFO(state.story);
    static_cast<void>(import_one(make, state.before));
  }
}

}  // namespace dnsward::test
