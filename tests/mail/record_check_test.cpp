#include "mail/record_check.h"

#include "mail/dkim_keys.h"
#include "mail/finding_samples.h"
#include "mail/live_check.h"
#include "mail/zone_resolver.h"
#include "support/zone_text.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

using namespace dnsward;
using test::finding_lines;
using test::name;

namespace {

std::string zone(std::string_view records) {
  return finding_lines(check_zone(name("d.example"), test::zone_text("d.example", records)));
}

std::string key_2048() {
  const std::string key = "v=DKIM1; k=rsa; p=" + std::string(dkim_keys::rsa_2048);
  return "\"" + key.substr(0, 255) + "\" \"" + key.substr(255) + "\"";
}

const std::string sound = R"(
@ 60 SOA ns.example. m.example. 1 2 3 4 5
@ 60 NS ns.example.
@ 60 A 192.0.2.1
@ 60 MX 10 mail.d.example.
@ 60 TXT "v=spf1 include:spf.example.net mx ~all"
@ 60 TXT "brevo-code:0123456789abcdef0123456789abcdef"
@ 60 TXT "google-site-verification=0123456789abcdefghijklmnopqrstuvwxyzABCDEFG"
@ 60 TXT "caf\195\169, and \"quotes\""
_dmarc 60 TXT "v=DMARC1; p=reject; rua=mailto:r@d.example"
_mta-sts 60 TXT "v=STSv1; id=20260101;"
_smtp._tls 60 TXT "v=TLSRPTv1; rua=mailto:r@d.example"
default._bimi 60 TXT "v=BIMI1; l=https://d.example/l.svg; a=https://d.example/l.pem"
k2._domainkey 60 CNAME k2.example.net.
www 60 CNAME d.example.
child 60 NS ns.child.d.example.
ns.child 60 A 192.0.2.2
x.example._report._dmarc 60 TXT "v=DMARC1;"
mail._domainkey 60 TXT )" +
                          key_2048() + "\n";

}  // namespace

TEST_CASE("a zone in order has no finding") {
  CHECK(zone(sound) == "");
}

TEST_CASE("findings carry the owner name of their record") {
  const auto findings = check_zone(name("d.example"),
                                   test::zone_text("d.example", "_dmarc 60 TXT x\n@ 60 SPF \"x\""));
  REQUIRE(findings.size() == 2);
  CHECK(findings[0].owner == name("d.example"));
  CHECK(findings[1].owner == name("_dmarc.d.example"));
}

TEST_CASE("the records of the sender's page that started this show what is wrong with them") {
  const std::string records = R"(
@ 60 TXT "brevo-code:c9978ded17d612e8fed43df36eeef6b2"
_dmarc 60 TXT "v=DMARC1; p=none; rua=mailto:[email\194\160protected]"
mail._domainkey 60 TXT "k=rsa;p=)" +
                              std::string(dkim_keys::brevo) + "\"\n";
  CHECK(zone(records) ==
        "DMARC005 \"v=DMARC1; p=none; rua=mailto:[email\xC2\xA0protected]\" is what an e-mail "
        "obfuscator left in place of an address\n"
        "DKIM007 DKIM key has 1024 bits; RFC 8301 asks for 2048\n"
        "DKIM021 DKIM record does not begin with v=DKIM1\n"
        "DKIM022 DKIM key is the one that Brevo gives to all of its customers\n");
}

TEST_CASE("quotes and backslashes of a zone file inside a value are told") {
  CHECK(zone(R"(@ 60 TXT "\"v=spf1 -all\"")") ==
        "SPF025 \"\"v=spf1 -all\"\" looks like an SPF record, and receivers pass it over: it does "
        "not "
        "begin with \"v=spf1\" and a blank\n"
        "TXT002 \"\"v=spf1 -all\"\" has the quotes or backslashes of a zone file in it\n");
  CHECK(zone(R"(@ 60 TXT "say \"hello\"")") == "");
  CHECK(zone(R"(@ 60 TXT "MS=ms12345678\\;")") ==
        "TXT002 \"MS=ms12345678\\;\" has the quotes or backslashes of a zone file in it\n");
}

TEST_CASE("a name that has its zone twice is told") {
  CHECK(zone("mail._domainkey.d.example 60 TXT " + key_2048()) ==
        "NAME001 \"mail._domainkey.d.example.d.example\" has \"d.example\" twice\n");
}

TEST_CASE("a change to nothing but another type's records says nothing of mail") {
  const RRset set{{name("d.example"), RRType::mx}, 60, {MxData{10, name("m.example")}}};
  CHECK(check_change(nullptr, set).empty());
  CHECK(check_rrset(set).empty());
}

TEST_CASE("a new token beside another account's is a finding, the same token is none") {
  const RRsetKey key{name("d.example"), RRType::txt};
  const RRset before{key, 60, {test::txt("brevo-code:a"), test::txt("v=spf1 -all")}};
  auto after = before;
  CHECK(check_change(&before, after).empty());
  after.rdata.push_back(test::txt("brevo-code:b"));
  after.rdata.push_back(test::txt("v=spf1 mx -all"));
  CHECK(finding_lines(check_change(&before, after)) ==
        "TOKEN006 \"brevo-code:b\" stands beside \"brevo-code:a\", and both are for "
        "\"brevo-code:\"\n");
  CHECK(check_change(nullptr, {key, 60, {test::txt("brevo-code:a")}}).empty());
}

TEST_CASE("the live check tells of all that receivers would meet, with and without DNS") {
  const ZoneResolver resolver({name("d.example")}, test::zone_text("d.example", R"(
@ 60 TXT "v=spf1 include:spf.d.example ?all"
k1._domainkey 60 CNAME k1.d.example.
k2._domainkey 60 CNAME k2._domainkey.d.example.
k3._domainkey 60 CNAME key.v.example.
k4._domainkey 60 TXT "v=DKIM1; p="
)"));
  const std::vector selectors{name("k1._domainkey.d.example"), name("k2._domainkey.d.example"),
                              name("k3._domainkey.d.example"), name("k4._domainkey.d.example"),
                              name("k5._domainkey.d.example")};
  CHECK(
      finding_lines(check_live(resolver, name("d.example"), selectors)) ==
      "SPF013 SPF term \"?all\" says nothing about other hosts\n"
      "SPF029 SPF term \"include:spf.d.example\" leads to \"spf.d.example\", which has no SPF "
      "record\n"
      "DKIM030 \"k1._domainkey.d.example\" is a CNAME to \"k1.d.example\", where there is no key\n"
      "DKIM026 the DKIM CNAME at \"k2._domainkey.d.example\" points at itself\n"
      "DKIM030 \"k3._domainkey.d.example\" is a CNAME to \"key.v.example\", where no name server "
      "answers\n"
      "DKIM020 DKIM key is revoked: its p= is empty\n"
      "DMARC030 \"_dmarc.example\" was not answered for by its name servers\n");
}
