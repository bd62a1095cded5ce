#include "compose/import.h"

#include "config/config_support.h"
#include "plan/planner.h"
#include "support/random.h"
#include "support/zone_text.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace dnsward;
using namespace dnsward::test;

namespace {

Imported imported(const std::vector<RRset>& zone, std::string_view domain = "example.com") {
  return import_domain({name(domain), name("example.com"), "local", "zonefile/local"}, zone);
}

/// The plan of a file with the provider's block and what was imported.
std::string plan_of(const std::string& toml, const std::vector<RRset>& zone) {
  const Folder folder;
  folder.write("dnsward.toml",
               "[provider.local]\ntype = \"zonefile\"\ndirectory = \"zones\"\n\n" + toml);
  const auto loaded = load(folder);
  INFO(toml);
  REQUIRE(errors_text(loaded, folder).empty());
  const auto apex = name("example.com");
  const auto expanded = requirements_of(loaded.config, loaded.config.domains.front(), apex);
  REQUIRE(expanded.errors.empty());
  auto plan = make_plan(apex, expanded.requirements, zone);
  plan.warnings.clear();
  return plan_text(plan);
}

}  // namespace

TEST_CASE("the mail records of a domain become an entry and blocks of the senders that they show") {
  const auto zone = zone_text("example.com", R"(@ 3600 MX 1 smtp.google.com.
@ 3600 TXT "v=spf1 include:_spf.google.com ip4:192.0.2.1 include:spf.brevo.com ~all"
@ 3600 TXT "google-site-verification=0123456789abcdefghijklmnopqrstuvwxyzABCDEFG"
@ 3600 TXT "brevo-code:c9978ded17d612e8fed43df36eeef6b2"
@ 3600 TXT "something else"
_dmarc 3600 TXT "v=DMARC1; p=reject; sp=quarantine; rua=mailto:d@example.com,mailto:rua@dmarc.brevo.com; pct=100"
brevo1._domainkey 3600 CNAME b1.example-com.dkim.brevo.com.
old._domainkey 3600 TXT "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
_smtp._tls 3600 TXT "v=TLSRPTv1; rua=mailto:tls@example.com"
pm-bounces 3600 CNAME pm.mtasv.net.
news 3600 TXT "v=spf1 include:spf.example.net -all"
www 3600 CNAME example.com.
)");
  const auto outcome = imported(zone);
  CHECK(outcome.left_out.empty());
  CHECK(outcome.kept == 12);
  CHECK(outcome.toml == R"(# The mail records of example.com as they stand at zonefile/local.
# This looks like Brevo, Google Workspace, Postmark.
# A plan of them is empty. Values that are not named here stay as they are.

# This looks like Brevo.
[sender.brevo]
title = "Brevo"
spf   = ["include:spf.brevo.com"]
token = ["brevo-code:c9978ded17d612e8fed43df36eeef6b2"]
dkim  = [{ selector = "brevo1", cname = "b1.example-com.dkim.brevo.com." }]

# This looks like Google Workspace.
[sender.google-workspace]
title = "Google Workspace"
spf   = ["include:_spf.google.com"]
token = ["google-site-verification=0123456789abcdefghijklmnopqrstuvwxyzABCDEFG"]

[[sender.google-workspace.record]]
name     = "@"
type     = "MX"
value    = "smtp.google.com."
priority = 1

# This looks like Postmark.
[sender.postmark]
title = "Postmark"

[[sender.postmark.record]]
name  = "pm-bounces"
type  = "CNAME"
value = "pm.mtasv.net."

[sender.example-com]
title = "example.com: what no known sender asks for"
spf   = ["ip4:192.0.2.1"]
dkim  = [{ selector = "old", value = "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=" }]

[[domains]]
names    = ["example.com"]
provider = "local"
senders  = ["brevo", "google-workspace", "postmark", "example-com"]
dmarc    = { policy = "reject", subdomain_policy = "quarantine", rua = ["mailto:d@example.com", "mailto:rua@dmarc.brevo.com"] }

[[domains.record]]
name  = "_smtp._tls"
type  = "TXT"
value = "v=TLSRPTv1; rua=mailto:tls@example.com"
owns  = "rrset"

[[domains.record]]
name = "news"
spf  = ["include:spf.example.net"]
)");
  CHECK(plan_of(outcome.toml, zone).empty());
}

TEST_CASE("names of senders that the file has already are not used again") {
  const auto zone = zone_text("example.com", "@ 60 TXT \"v=spf1 include:spf.brevo.com ~all\"\n");
  const auto outcome = import_domain({name("example.com"),
                                      name("example.com"),
                                      "local",
                                      "zonefile/local",
                                      {"brevo", "brevo-example-com"}},
                                     zone);
  CHECK(outcome.toml.find("[sender.brevo-example-com-2]") != std::string::npos);
}

TEST_CASE("what the file can't keep is left out and told") {
  CHECK(imported(zone_text("example.com", "@ 60 TXT \"v=spf1 -all\"\n@ 60 TXT \"v=spf1 ~all\"\n"))
            .left_out == std::vector<std::string>{
                             "TXT at example.com is left out: it has more than one SPF record"});
  const auto cut = imported(zone_text("example.com",
                                      "_domainkey 60 NS ns.example.net.\n"
                                      "s._domainkey 60 CNAME s.example.net.\n"));
  CHECK(cut.toml.empty());
  CHECK(cut.kept == 0);
  CHECK(cut.left_out == std::vector<std::string>{
                            "CNAME at s._domainkey.example.com is left out: "
                            "\"s._domainkey.example.com\" is delegated to other name servers at "
                            "\"_domainkey.example.com\"; what this zone holds there is not seen"});
}

TEST_CASE("a zone without mail records gives nothing") {
  const auto outcome =
      imported(zone_text("example.com", "@ 60 TXT \"hello\"\nwww 60 A 192.0.2.1\n"));
  CHECK(outcome.toml.empty());
  CHECK(outcome.left_out.empty());
}

namespace {

std::string any_line(Random& random) {
  static const std::vector<std::string> names{"@",
                                              "@",
                                              "@",
                                              "_dmarc",
                                              "s1._domainkey",
                                              "google._domainkey",
                                              "s1._domainkey.news",
                                              "_dmarc.news",
                                              "news",
                                              "_mta-sts",
                                              "_smtp._tls",
                                              "default._bimi",
                                              "em1",
                                              "_amazonses",
                                              "*",
                                              "mailjet._x",
                                              "a_b.news",
                                              "_domainkey",
                                              "send"};
  static const std::vector<std::string> values{
      "TXT \"v=spf1 include:_spf.google.com include:spf.brevo.com ~all\"",
      "TXT \"v=spf1 a mx -all include:dead.example\"",
      "TXT \"v=spf1 redirect=_spf.example.net\"",
      "TXT \"V=SPF1  ip4:192.0.2.1/32 a:%{d}.example.net ?all\"",
      "TXT \"v=spf1 include:a.example include:A.example ~all\"",
      "TXT \"v=spf1 bad:term ~all\"",
      "TXT \"v=spf1\"",
      "TXT \"v=DMARC1; p=none\"",
      "TXT \"v=DMARC1;p=ReJect ; rua=mailto:A@b.example , mailto:c@d.example!10m; fo=1:d;\"",
      "TXT \"v=DMARC1; sp=none; p=reject; adkim=S; t=Y; np=Reject; ruf=mailto:x@y.example; pct=5\"",
      "TXT \"v=DMARC1; p=quarantin; rua=mailto:[email protected]\"",
      "TXT \"v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\"",
      "TXT \"v=DKIM1; p=\"",
      "TXT \"k=rsa\\; p=MIGf...\"",
      "TXT \"google-site-verification=0123456789abcdefghijklmnopqrstuvwxyzABCDEFG\"",
      "TXT \"brevo-code: ${x}\"",
      "TXT \"yandex-verification: 0123456789abcdef\"",
      "TXT \"MS=ms12345678\"",
      "TXT \"facebook-domain-verification=\\226\\128\\168\\000\\\"x\\\\\"",
      "TXT \"x-verification=<token>...\"",
      "TXT \"\"",
      "TXT \"v=STSv1; id=20260101;\"",
      "TXT \"v=TLSRPTv1; rua=mailto:t@example.net\"",
      "TXT \"v=BIMI1; l=https://example.net/l.svg\"",
      "CNAME b1.example-com.dkim.brevo.com.",
      "CNAME s1.domainkey.u1.wl.sendgrid.net.",
      "CNAME u1.wl.sendgrid.net.",
      "CNAME example.",
      "CNAME a_b.example.net.",
      "MX 10 mx.example.net.",
      "MX 0 .",
      "MX 5 mail",
      "MX 10 a_b.example.net.",
      "NS ns.example.net.",
      "A 192.0.2.1"};
  return fmt::format("{} 3600 {}\n", random.pick(names), random.pick(values));
}

}  // namespace

TEST_CASE("a plan of what was imported is empty, whatever the zone holds") {
  std::size_t kept = 0;
  for (std::uint64_t seed = 1; seed <= 5000; ++seed) {
    Random random(seed);
    std::string records;
    for (std::size_t i = 0, n = 1 + random.below(14); i < n; ++i) records += any_line(random);
    const auto zone = zone_text("example.com", records);
    INFO(seed, '\n', records);
    for (const auto* const domain : {"example.com", "news.example.com"}) {
      const auto outcome = imported(zone, domain);
      REQUIRE((outcome.kept == 0) == outcome.toml.empty());
      kept += outcome.kept;
      if (!outcome.toml.empty()) REQUIRE(plan_of(outcome.toml, zone).empty());
    }
  }
  CHECK(kept > 10'000);
}
