#include "config/config_support.h"

#include <doctest/doctest.h>

#include <string>

using namespace dnsward;
using namespace dnsward::test;

namespace {

// A 1024-bit key: its subject public key info as it is published.
constexpr std::string_view key =
    "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDeMVIzrCa3T14JsNY0IRv5/2V1/v2itlviLQBwXsa7shBD6TrBkswsFU"
    "ToPyMRWC9tbR/5ey0nRBH0ZVxp+lsmTxid2Y2z+FApQ6ra2VsXfbJP3HE6wAO0YTVEJt1TmeczhEd2Jiz/fcabIISgXEdS"
    "pTYJhb0ct0VJRxcg4c8c7wIDAQAB";

std::string with_key(std::string text) {
  for (auto at = text.find("KEY"); at != std::string::npos; at = text.find("KEY", at)) {
    text.replace(at, 3, key);
  }
  return text;
}

/// The requirements of "example.com" with a sender "s" whose block holds `keys`, from line 5 on.
std::string of_sender(std::string_view keys, std::string_view more = "") {
  return requirements_of_text(with_key(
      "[provider.local]\ntype = \"zonefile\"\ndirectory = \"zones\"\n[sender.s]\n" +
      std::string(keys) +
      "\n[[domains]]\nnames = [\"example.com\"]\nprovider = \"local\"\nsenders = [\"s\"]\n" +
      std::string(more)));
}

constexpr std::string_view interface_example = R"([defaults]
ttl = 3600                                # for RRsets that we create; an existing RRset keeps its TTL

[provider.cf]                             # the name is yours
type = "cloudflare"                       # cloudflare | route53 | hetzner | zonefile | powerdns
# account_id = "..."                      # settings of that type, see `dnsward providers cloudflare`

[provider.local]
type = "zonefile"
directory = "zones"                       # relative to this file

[sender.calenso]                          # what one sender requires, written once
title = "Calenso appointment mail, sent through Brevo"
spf   = ["include:spf.brevo.com"]
token = ["brevo-code:c9978ded17d612e8fed43df36eeef6b2"]
dkim  = [{ selector = "mail", value = "k=rsa;p=KEY" }]
dmarc = { policy = "none", rua = ["mailto:rua@dmarc.brevo.com"] }

[sender.newsletter]
dkim  = [{ selector = "brevo1", cname = "b1.${domain_dashed}.dkim.brevo.com." }]
token = ["brevo-code:${brevo_code}"]

[[sender.newsletter.record]]              # anything else: TXT, CNAME, MX
name  = "em123"                           # relative to the domain; "@" is the domain itself
type  = "CNAME"
value = "u123.wl.sendgrid.net."

[sender.oldvendor]
spf   = ["include:_spf.oldvendor.example"]
token = ["oldvendor=${zone}"]
dkim  = [{ selector = "old", cname = "old.oldvendor.example" }]
dmarc = { policy = "none" }

[[domains]]                               # where it must hold
names    = ["mywebseite.com", "praxis.example"]
provider = "cf"
senders  = ["calenso"]

[[domains]]
names    = ["booking.example.org"]        # a white-label name below a zone's apex
provider = "local"
zone     = "example.org"                  # optional: else the longest zone of the account that fits
zone_id  = "Z0123456789"                  # optional: else looked up; with it no zone listing is made
senders  = ["newsletter"]
vars     = { brevo_code = "0123456789abcdef0123456789abcdef" }
dmarc    = { policy = "quarantine" }      # the owner's word, not a sender's: may raise and set a policy
retired  = ["oldvendor"]                  # senders whose values must be gone

[[domains.record]]                        # a record of this entry's domains alone
name  = "@"
type  = "TXT"
value = "google-site-verification=abc"
# owns = "value" (default) | "prefix" (with prefix = "...") | "rrset"
# absent = true                           # must not exist
)";

}  // namespace

TEST_CASE("the documented example says exactly what it says") {
  const Folder folder;
  folder.write("dnsward.toml", with_key(std::string(interface_example)));
  const LoadedConfig loaded = load(folder);
  REQUIRE(errors_text(loaded, folder).empty());
  const Config& config = loaded.config;
  CHECK(config.default_ttl == 3600);
  REQUIRE(config.providers.size() == 2);
  CHECK(config.providers[0].settings.name == "cf");
  CHECK(config.providers[0].type->name == "cloudflare");
  CHECK(config.providers[0].settings.values.empty());
  CHECK(config.providers[1].settings.get("directory") == (folder.path() / "zones").string());
  CHECK(config.senders.size() == 3);
  REQUIRE(config.domains.size() == 3);
  CHECK(config.domains[0].provider == 0);
  CHECK_FALSE(config.domains[0].zone.has_value());
  CHECK(config.domains[0].zone_id.empty());
  CHECK(config.domains[2].provider == 1);
  CHECK(config.domains[2].zone == DomainName::parse("example.org").value());
  CHECK(config.domains[2].zone_id == "Z0123456789");
  CHECK(requirements_text(loaded, 0) ==
        with_key(
            R"(SPF of calenso: mywebseite.com. SPF include:spf.brevo.com ttl 3600 at 14:9
token of calenso: mywebseite.com. TXT value "brevo-code:c9978ded17d612e8fed43df36eeef6b2" ttl 3600 at 15:10
DKIM of calenso: mail._domainkey.mywebseite.com. TXT rrset "k=rsa;p=KEY" (a key) ttl 3600 at 16:39
DMARC of calenso: _dmarc.mywebseite.com. DMARC none or stronger, rua mailto:rua@dmarc.brevo.com ttl 3600 at 17:9
warning 16:39: DKIM key of selector mail has 1024 bits; RFC 8301 asks for 2048
warning 16:39: DKIM record of selector mail does not begin with v=DKIM1
warning 16:39: DKIM key of selector mail is the one that Brevo gives to all of its customers
)"));
  CHECK(
      requirements_text(loaded, 2, "example.org") ==
      R"(token of newsletter: booking.example.org. TXT value "brevo-code:0123456789abcdef0123456789abcdef" ttl 3600 at 21:10
DKIM of newsletter: brevo1._domainkey.booking.example.org. CNAME b1.booking-example-org.dkim.brevo.com. ttl 3600 at 20:41
record of newsletter: em123.booking.example.org. CNAME u123.wl.sendgrid.net. ttl 3600 at 26:9
DMARC of this domain: _dmarc.booking.example.org. DMARC p=quarantine; ttl 3600 at 46:12
record of this domain: booking.example.org. TXT value "google-site-verification=abc" ttl 3600 at 52:9
retired SPF of oldvendor: booking.example.org. SPF include:_spf.oldvendor.example ttl 3600 at 29:9
retired token of oldvendor: booking.example.org. TXT value "oldvendor=example.org" ttl 3600 at 30:10
retired DKIM of oldvendor: old._domainkey.booking.example.org. CNAME old.oldvendor.example. ttl 3600 at 31:38
)");
}

TEST_CASE("a domain that another entry names first has the requirements of its own entry") {
  const Folder folder;
  folder.write("dnsward.toml", with_key(std::string(interface_example)));
  const LoadedConfig loaded = load(folder);
  CHECK(requirements_text(loaded, 1).starts_with("SPF of calenso: praxis.example. SPF"));
}

TEST_CASE("the terms of one sender's SPF are one want, spelled as written") {
  CHECK(
      of_sender(
          R"(spf = ["include:SPF.brevo.com", "ip4:192.0.2.0/24", "exists:%{i}._spf.example.net"])") ==
      "SPF of s: example.com. SPF include:SPF.brevo.com ip4:192.0.2.0/24 "
      "exists:%{i}._spf.example.net ttl 3600 at 5:7\n"
      "warning 5:7: SPF term \"exists:%{i}._spf.example.net\" depends on the mail: what it looks "
      "up "
      "is not counted further\n");
}

TEST_CASE("TXT records claim a value, a prefix or the RRset") {
  CHECK(of_sender(R"([[sender.s.record]]
name = "@"
type = "txt"
value = "a=1"
[[sender.s.record]]
name = "p"
type = "TXT"
value = "A=1 x"
owns = "prefix"
prefix = "a="
[[sender.s.record]]
name = "_r.s"
type = "TXT"
value = "v=spf1 include:amazonses.com ~all"
owns = "rrset"
ttl = 60)") == R"(record of s: example.com. TXT value "a=1" ttl 3600 at 8:9
record of s: p.example.com. TXT prefix "a=" "A=1 x" ttl 3600 at 12:9
record of s: _r.s.example.com. TXT rrset "v=spf1 include:amazonses.com ~all" ttl 60 exactly at 18:9
)");
}

TEST_CASE("a prefix may end in a blank") {
  CHECK(of_sender(R"([[sender.s.record]]
name = "@"
type = "TXT"
value = "yandex-verification: 0123456789abcdef"
owns = "prefix"
prefix = "yandex-verification: ")") ==
        "record of s: example.com. TXT prefix \"yandex-verification: \" "
        "\"yandex-verification: 0123456789abcdef\" ttl 3600 at 8:9\n");
}

TEST_CASE("a presentation holds bytes that TOML can't, and no variables") {
  CHECK(of_sender(R"([[sender.s.record]]
name = "@"
type = "TXT"
presentation = '"a\226\130\172\000" "${b}" c')") ==
        "record of s: example.com. TXT value \"a\\226\\130\\172\\000${b}c\" ttl 3600 at 8:16\n");
}

TEST_CASE("records that must be absent need a value only when one value must be") {
  CHECK(of_sender(R"([[sender.s.record]]
name = "a"
type = "TXT"
value = "v=spf1 -all"
absent = true
[[sender.s.record]]
name = "b"
type = "TXT"
owns = "prefix"
prefix = "x="
absent = true
[[sender.s.record]]
name = "c"
type = "TXT"
owns = "rrset"
absent = true
[[sender.s.record]]
name = "d"
type = "CNAME"
absent = true
[[sender.s.record]]
name = "e"
type = "CNAME"
value = "old.example.net"
absent = true
[[sender.s.record]]
name = "f"
type = "MX"
value = "10 mx.example.net"
absent = true)") == R"(absent record of s: a.example.com. TXT value "v=spf1 -all" ttl 3600 at 8:9
absent record of s: b.example.com. TXT prefix "x=" "" ttl 3600 at 11:8
absent record of s: c.example.com. TXT rrset nothing ttl 3600 at 17:8
absent record of s: d.example.com. CNAME anything ttl 3600 at 22:8
absent record of s: e.example.com. CNAME old.example.net. ttl 3600 at 28:9
absent record of s: f.example.com. MX value 10 mx.example.net. ttl 3600 at 33:9
)");
}

TEST_CASE("an MX has its priority before the name or as a key, and may be null") {
  CHECK(of_sender(R"([[sender.s.record]]
name = "a"
type = "MX"
value = "20 mx.example.net."
[[sender.s.record]]
name = "b"
type = "MX"
value = "Mx.example.net"
priority = 0
[[sender.s.record]]
name = "c"
type = "MX"
value = "0 ."
[[sender.s.record]]
name = "d"
type = "MX"
value = "10  mx.${domain}"
ttl = 300)") == R"(record of s: a.example.com. MX value 20 mx.example.net. ttl 3600 at 8:9
record of s: b.example.com. MX value 0 mx.example.net. ttl 3600 at 12:9
record of s: c.example.com. MX value 0 . ttl 3600 at 17:9
record of s: d.example.com. MX value 10 mx.example.com. ttl 300 exactly at 21:9
)");
}

TEST_CASE("a CNAME may replace what stands at its name") {
  CHECK(
      of_sender(
          R"(dkim = [{ selector = "k1", cname = "k1._domainkey.bücher.example", replace = true, ttl = 60 }]
[[sender.s.record]]
name = "*.click"
type = "CNAME"
value = "click_1.example.net."
replace = true)") ==
      R"(DKIM of s: k1._domainkey.example.com. CNAME k1._domainkey.xn--bcher-kva.example. (replaces) ttl 60 exactly at 5:36
record of s: *.click.example.com. CNAME click_1.example.net. (replaces) ttl 3600 at 9:9
)");
}

TEST_CASE("a DKIM key keeps its spelling, and its warnings name the selector") {
  CHECK(
      of_sender(R"(dkim = [
{ selector = "${domain_dashed}", value = "v=DKIM1; k=rsa; t=y; p=KEY", ttl = 7200 },
{ selector = "rev.oked", value = "v=DKIM1; p=" },
])") ==
      with_key(
          R"(DKIM of s: example-com._domainkey.example.com. TXT rrset "v=DKIM1; k=rsa; t=y; p=KEY" (a key) ttl 7200 exactly at 6:42
DKIM of s: rev.oked._domainkey.example.com. TXT rrset "v=DKIM1; p=" (a key) ttl 3600 at 7:34
warning 6:42: DKIM key of selector example-com has 1024 bits; RFC 8301 asks for 2048
warning 6:42: DKIM record of selector example-com is in test mode (t=y): a bad signature counts as none
warning 6:42: DKIM key of selector example-com is the one that Brevo gives to all of its customers
warning 7:34: DKIM key of selector rev.oked is revoked: its p= is empty
)"));
}

TEST_CASE("the owner's DMARC names its tags in the order of the record") {
  CHECK(
      of_sender(R"(dmarc = { rua = ["mailto:a@example.net", "mailto:b@example.net"] })", R"(
[domains.dmarc]
t = "N"
fo = "1:d:s"
aspf = "s"
adkim = "r"
ruf = ["mailto:f@example.com"]
rua = ["mailto:${domain_dashed}@example.net", "mailto:b@example.net"]
nonexistent_subdomain_policy = "reject"
subdomain_policy = "Quarantine"
policy = "NONE"
allow_downgrade = true
)") ==
      R"(DMARC of s: _dmarc.example.com. DMARC none or stronger, rua mailto:a@example.net,mailto:b@example.net ttl 3600 at 5:9
DMARC of this domain: _dmarc.example.com. DMARC p=none; sp=quarantine; np=reject; rua=mailto:example-com@example.net,mailto:b@example.net; ruf=mailto:f@example.com; adkim=r; aspf=s; fo=1:d:s; t=n; (may be weaker) ttl 3600 at 11:1
)");
}

TEST_CASE("variables are filled in everywhere a sender speaks of a domain") {
  CHECK(of_sender(R"(spf = ["include:${zone}.spf.example.net"]
token = ["x=${code}", "y=$${code"]
dkim = [{ selector = "s-${code}", cname = "${domain_dashed}.${code}.example.net" }]
dmarc = { rua = ["mailto:${code}@example.net"] }
[[sender.s.record]]
name = "em-${code}"
type = "TXT"
value = "z=${domain}"
owns = "prefix"
prefix = "z=${domain}")",
                  "vars = { code = \"c0\" }\n") ==
        R"(SPF of s: example.com. SPF include:example.com.spf.example.net ttl 3600 at 5:7
token of s: example.com. TXT value "x=c0" ttl 3600 at 6:10
token of s: example.com. TXT value "y=${code" ttl 3600 at 6:23
DKIM of s: s-c0._domainkey.example.com. CNAME example-com.c0.example.net. ttl 3600 at 7:43
DMARC of s: _dmarc.example.com. DMARC none or stronger, rua mailto:c0@example.net ttl 3600 at 8:9
record of s: em-c0.example.com. TXT prefix "z=example.com" "z=example.com" ttl 3600 at 12:9
)");
}

TEST_CASE("retiring a sender leaves out its DMARC, what it wants absent, and warnings") {
  CHECK(requirements_of_text(with_key(R"([defaults]
ttl = 120
[provider.local]
type = "zonefile"
directory = "zones"
[sender.old]
spf = ["include:old.example.net"]
token = ["old=1"]
dmarc = { policy = "none" }
dkim = [{ selector = "a", value = "p=KEY" }]
[[sender.old.record]]
name = "a"
type = "MX"
value = "10 mx.example.net"
ttl = 60
[[sender.old.record]]
name = "b"
type = "TXT"
owns = "rrset"
absent = true
[[domains]]
names = ["example.com"]
provider = "local"
retired = ["old"]
)")) == with_key(R"(retired SPF of old: example.com. SPF include:old.example.net ttl 120 at 7:7
retired token of old: example.com. TXT value "old=1" ttl 120 at 8:10
retired DKIM of old: a._domainkey.example.com. TXT rrset "p=KEY" (a key) ttl 120 at 10:35
retired record of old: a.example.com. MX value 10 mx.example.net. ttl 60 at 14:9
)"));
}

TEST_CASE("an SPF term of the domain itself may be retired") {
  CHECK(requirements_of_text(std::string(preamble) + R"([sender.self]
spf = ["include:example.com"]
[[domains]]
names = ["example.com"]
provider = "local"
retired = ["self"]
)") == "retired SPF of self: example.com. SPF include:example.com ttl 3600 at 8:7\n");
}

TEST_CASE("what only the real zone shows is an error of the requirements") {
  const std::string toml = std::string(preamble) + R"([sender.z]
token = ["z=${zone}"]
[[sender.z.record]]
name = "em.example.org"
type = "TXT"
value = "x"
[[domains]]
names = ["booking.example.org"]
provider = "local"
senders = ["z"]
)";
  CHECK(requirements_of_text(toml) ==
        R"(token of z: booking.example.org. TXT value "z=booking.example.org" ttl 3600 at 8:10
record of z: em.example.org.booking.example.org. TXT value "x" ttl 3600 at 12:9
)");
  CHECK(requirements_of_text(toml, "example.org") ==
        R"(token of z: booking.example.org. TXT value "z=example.org" ttl 3600 at 8:10
error 10:8: "em.example.org" already ends in "example.org"
)");
}
