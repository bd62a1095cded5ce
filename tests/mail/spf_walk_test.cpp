#include "mail/spf_walk.h"

#include "mail/finding_samples.h"
#include "mail/zone_resolver.h"
#include "support/zone_text.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using namespace dnsward;
using test::name;

namespace {

SpfCost cost(std::string_view records) {
  const ZoneResolver resolver({name("example")}, test::zone_text("example", records));
  return walk_spf(resolver, name("d.example"));
}

std::string terms_of(const SpfCost& spf) {
  std::string text;
  for (const auto& [term, lookups] : spf.terms) text += term + ' ' + std::to_string(lookups) + '\n';
  return text;
}

}  // namespace

TEST_CASE("every term's cost holds what it includes") {
  const auto spf = cost(R"(
d 60 TXT "v=spf1 ip4:192.0.2.1 include:a.example mx exists:%{i}.x.example -all ptr"
d 60 MX 10 h.example.
a 60 TXT "v=spf1 include:b.example a:h.example ?all redirect=c.example"
b 60 TXT "v=spf1 a:h.example redirect=c.example"
c 60 TXT "v=spf1 a:h.example -all"
h 60 A 192.0.2.1
)");
  CHECK(spf.lookups == 8);
  CHECK(spf.voids == 0);
  CHECK(spf.findings.empty());
  CHECK(terms_of(spf) == "include:a.example 6\nmx 1\nexists:%{i}.x.example 1\n");
}

TEST_CASE("a macro for the domain itself is followed") {
  const auto spf = cost(
      "d 60 TXT \"v=spf1 include:_spf.%{d} -all\"\n"
      "_spf.d 60 TXT \"v=spf1 a:%{d2} -all\"\nd 60 A 192.0.2.1");
  CHECK(spf.lookups == 2);
  CHECK(spf.findings.empty());
}

TEST_CASE("a record included twice counts twice, and is no circle") {
  const auto spf = cost(
      "d 60 TXT \"v=spf1 include:a.example include:b.example -all\"\n"
      "a 60 TXT \"v=spf1 include:b.example -all\"\nb 60 TXT \"v=spf1 -all\"");
  CHECK(spf.lookups == 3);
  CHECK(spf.findings.empty());
}

TEST_CASE("a circle is told where it closes, and followed no further") {
  const auto spf = cost(
      "d 60 TXT \"v=spf1 include:a.example -all\"\n"
      "a 60 TXT \"v=spf1 include:b.example -all\"\n"
      "b 60 TXT \"v=spf1 include:a.example -all\"");
  CHECK(test::finding_lines(spf.findings) ==
        "SPF030 SPF term \"include:a.example\" in \"b.example\" leads back to \"a.example\"\n");
  CHECK(spf.lookups == 3);
}

TEST_CASE("counting ends at 50, however records multiply") {
  std::string records = "d 60 TXT \"v=spf1 include:r0.example -all\"\n";
  for (int i = 0; i < 30; ++i) {
    const auto next = "include:r" + std::to_string(i + 1) + ".example ";
    records += "r" + std::to_string(i) + " 60 TXT \"v=spf1 " + next + next + "-all\"\n";
  }
  const auto spf = cost(records + "r30 60 TXT \"v=spf1 -all\"");
  CHECK(spf.lookups == 50);
  CHECK(test::finding_lines(spf.findings) ==
        "SPF027 SPF of \"d.example\" needs at least 50 DNS look-ups; receivers allow 10 "
        "(include:r0.example 50)\n");
}

TEST_CASE("a domain without one sound record costs nothing") {
  CHECK(cost("d 60 TXT x").lookups == 0);
  CHECK(cost("d 60 TXT \"v=spf1 mx moo\"").lookups == 0);
  CHECK(cost("d 60 TXT \"v=spf1 mx\"\nd 60 TXT \"v=spf1 a\"").lookups == 0);
}

TEST_CASE("a record can be weighed before it stands") {
  const ZoneResolver resolver(
      {name("example")}, test::zone_text("example", "d 60 TXT \"v=spf1 -all\"\nd 60 A 192.0.2.1"));
  CHECK(walk_spf(resolver, name("d.example"), "v=spf1 a include:x.example -all").lookups == 2);
  CHECK(walk_spf(resolver, name("d.example")).lookups == 0);
}

TEST_CASE("name servers that do not answer are told, not taken for nothing") {
  const ZoneResolver nothing({}, {});
  CHECK(test::finding_lines(walk_spf(nothing, name("d.example")).findings) ==
        "SPF033 SPF leads to \"d.example\", whose name servers gave no answer\n");
  const auto spf = cost("d 60 TXT \"v=spf1 mx:a.test a:b.test include:c.test ~all\"");
  CHECK(spf.voids == 0);
  CHECK(test::finding_lines(spf.findings) ==
        "SPF033 SPF leads to \"a.test\", whose name servers gave no answer\n"
        "SPF033 SPF leads to \"b.test\", whose name servers gave no answer\n"
        "SPF033 SPF leads to \"c.test\", whose name servers gave no answer\n");
}
