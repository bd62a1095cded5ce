#include "config/config_support.h"

#include <doctest/doctest.h>

namespace dnsward {
namespace {

using namespace test;

// [[domains]] entries that are wrong.

TEST_CASE("a file with an unknown sender with a near one is refused") {
  CHECK(errors_after_preamble(R"([[domains]]
names = ["example.com"]
provider = "local"
senders = ["calenzo", "zzzzzzz"]
)") ==
        R"(dnsward.toml:10:12: unknown sender "calenzo"
  help: did you mean "calenso"?
dnsward.toml:10:23: unknown sender "zzzzzzz"
  help: the senders are calenso
)");
}

TEST_CASE("a file with an unknown provider is refused") {
  CHECK(errors_after_preamble(R"([[domains]]
names = ["example.com"]
provider = "lokal"
senders = ["calenso"]
[[domains]]
names = ["example.org"]
provider = "aws"
senders = ["calenso"]
)") ==
        R"(dnsward.toml:9:12: unknown provider "lokal"
  help: did you mean "local"?
dnsward.toml:13:12: unknown provider "aws"
  help: the providers are local
)");
}

TEST_CASE("a file with names where nothing is defined is refused") {
  CHECK(errors_of(R"([[domains]]
names = ["example.com"]
provider = "cf"
senders = ["calenso"]
)") ==
        R"(dnsward.toml:3:12: unknown provider "cf"
  help: define it: [provider.cf]
dnsward.toml:4:12: unknown sender "calenso"
  help: define it: [sender.calenso]
)");
}

TEST_CASE("a file with missing keys is refused") {
  CHECK(errors_after_preamble(R"([[domains]]
)") ==
        R"(dnsward.toml:7:1: this entry names no domain
  help: add names = ["example.com"] or names_file = "..."
dnsward.toml:7:1: this entry has no provider
  help: add provider = "..."
dnsward.toml:7:1: this entry wants nothing
  help: add senders, retired, dmarc or a [[domains.record]]
)");
}

TEST_CASE("a file with an entry that wants nothing is refused") {
  CHECK(errors_after_preamble(R"([[domains]]
names = ["example.com"]
provider = "local"
)") ==
        R"(dnsward.toml:7:1: this entry wants nothing
  help: add senders, retired, dmarc or a [[domains.record]]
)");
}

TEST_CASE("a file with a domain listed twice is refused") {
  CHECK(errors_after_preamble(R"([[domains]]
names = ["example.com", "Example.COM."]
provider = "local"
senders = ["calenso"]
[[domains]]
names = ["bücher.example", "example.com"]
provider = "local"
senders = ["calenso"]
[[domains]]
names = ["xn--bcher-kva.example"]
provider = "local"
senders = ["calenso"]
)") ==
        R"(dnsward.toml:8:25: domain "Example.COM." is listed twice
  help: remove it from one of the entries
  dnsward.toml:8:10: first listed here
dnsward.toml:12:28: domain "example.com" is listed twice
  help: remove it from one of the entries
  dnsward.toml:8:10: first listed here
dnsward.toml:16:10: domain "xn--bcher-kva.example" is listed twice
  help: remove it from one of the entries
  dnsward.toml:12:10: first listed here
)");
}

TEST_CASE("a file with names that no domain can have is refused") {
  CHECK(errors_after_preamble(R"([[domains]]
names = ["", ".", "com", "a..example.com", "-a.example.com", "a-.example.com", "_dmarc.example.com", "*.example.com", "a b.example.com",
"https://example.com", "info@example.com", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example.com",
"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"]
provider = "local"
senders = ["calenso"]
)") ==
        R"(dnsward.toml:8:10: domain name "" is empty
dnsward.toml:8:14: "." can't be a mail domain: it has a single label
  help: write the domain alone, e.g. "example.com"
dnsward.toml:8:19: "com" can't be a mail domain: it has a single label
  help: write the domain alone, e.g. "example.com"
dnsward.toml:8:26: domain name "a..example.com" has an empty label
  help: remove the dot that stands for nothing
dnsward.toml:8:44: "-a.example.com" can't be a mail domain: label "-a" starts with a hyphen
  help: write the domain alone, e.g. "example.com"
dnsward.toml:8:62: "a-.example.com" can't be a mail domain: label "a-" ends in a hyphen
  help: write the domain alone, e.g. "example.com"
dnsward.toml:8:80: "_dmarc.example.com" can't be a mail domain: label "_dmarc" holds an underscore
  help: write the domain alone, e.g. "example.com"
dnsward.toml:8:102: "*.example.com" can't be a mail domain: label "*" holds "*", which is no letter, digit or hyphen
  help: write the domain alone, e.g. "example.com"
dnsward.toml:8:119: "a b.example.com" can't be a mail domain: label "a b" holds a blank
  help: write the domain alone, e.g. "example.com"
dnsward.toml:9:1: "https://example.com" can't be a mail domain: label "https://example" holds ":", which is no letter, digit or hyphen
  help: write the domain alone, e.g. "example.com"
dnsward.toml:9:24: "info@example.com" can't be a mail domain: label "info@example" holds "@", which is no letter, digit or hyphen
  help: write the domain alone, e.g. "example.com"
dnsward.toml:9:44: label "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" has 64 octets, the limit is 63 (RFC 1035)
dnsward.toml:10:1: domain name "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" has 257 octets, the limit is 255 (RFC 1035)
)");
}

TEST_CASE("a file with a domain outside its zone is refused") {
  CHECK(errors_after_preamble(R"([[domains]]
names = ["example.com", "a.example.org", "notexample.org"]
provider = "local"
zone = "example.org"
senders = ["calenso"]
)") ==
        R"(dnsward.toml:8:10: domain "example.com" is not in the zone "example.org"
  help: correct one of them, or put the domain into an entry of its own
  dnsward.toml:10:8: the zone is named here
dnsward.toml:8:42: domain "notexample.org" is not in the zone "example.org"
  help: correct one of them, or put the domain into an entry of its own
  dnsward.toml:10:8: the zone is named here
)");
}

TEST_CASE("a file with zones that are none is refused") {
  CHECK(errors_after_preamble(R"([[domains]]
names = ["example.com"]
provider = "local"
zone = "exa mple.com"
senders = ["calenso"]
[[domains]]
names = ["example.net"]
provider = "local"
zone = "."
senders = ["calenso"]
[[domains]]
names = ["example.org"]
provider = "local"
zone = "a..b"
senders = ["calenso"]
)") ==
        R"(dnsward.toml:10:8: "exa mple.com" can't be a zone: label "exa mple" holds a blank
  help: write its apex, e.g. "example.com"
dnsward.toml:15:8: "." can't be a zone: it is the root
  help: write its apex, e.g. "example.com"
dnsward.toml:20:8: domain name "a..b" has an empty label
  help: remove the dot that stands for nothing
)");
}

TEST_CASE("a file with a zone id without its zone is refused") {
  CHECK(errors_after_preamble(R"([[domains]]
names = ["example.com"]
provider = "local"
senders = ["calenso"]
zone_id = "Z1"
)") ==
        R"(dnsward.toml:11:1: zone_id needs the name of its zone
  help: add zone = "example.com"
)");
}

TEST_CASE("a file with an empty zone id is refused") {
  CHECK(errors_after_preamble(R"([[domains]]
names = ["example.com"]
provider = "local"
senders = ["calenso"]
zone = "example.com"
zone_id = ""
)") ==
        R"(dnsward.toml:12:11: an empty text in "zone_id"
  help: fill it, or leave it out
)");
}

TEST_CASE("a file with a sender listed twice is refused") {
  CHECK(errors_after_preamble(R"([[domains]]
names = ["example.com"]
provider = "local"
senders = ["calenso", "calenso"]
)") ==
        R"(dnsward.toml:10:23: sender "calenso" is listed twice
  help: remove one of them
)");
}

TEST_CASE("a file with a sender that is wanted and retired is refused") {
  CHECK(errors_after_preamble(R"([[domains]]
names = ["example.com"]
provider = "local"
senders = ["calenso"]
retired = ["calenso"]
)") ==
        R"(dnsward.toml:11:12: sender "calenso" is in senders and retired
  help: remove it from one of them
  dnsward.toml:10:12: wanted here
)");
}

TEST_CASE("a file with a sender that requires nothing is refused") {
  CHECK(errors_of(R"([sender.x]
title = "x"
)") ==
        R"(dnsward.toml:1:9: sender "x" requires nothing
  help: add spf, token, dkim, dmarc or a record
)");
}

TEST_CASE("a file with an empty dmarc is refused") {
  CHECK(errors_after_preamble(R"([[domains]]
names = ["example.com"]
provider = "local"
senders = ["calenso"]
dmarc = {}
[[domains]]
names = ["example.net"]
provider = "local"
dmarc = { allow_downgrade = true }
)") ==
        R"(dnsward.toml:11:9: dmarc names no tag
  help: write e.g. dmarc = { policy = "quarantine" }, or leave it out
dnsward.toml:15:9: dmarc names no tag
  help: write e.g. dmarc = { policy = "quarantine" }, or leave it out
)");
}

TEST_CASE("a file with values that no dmarc tag has is refused") {
  CHECK(errors_after_preamble(R"([[domains]]
names = ["example.com"]
provider = "local"
senders = ["calenso"]
dmarc = { policy = "quarantaine", subdomain_policy = "x", adkim = "relaxed", aspf = 1, fo = "0:1", t = "yes", rua = ["rua@example.com"] }
)") ==
        R"(dnsward.toml:11:20: policy can't be "quarantaine"
  help: did you mean "quarantine"?
dnsward.toml:11:54: subdomain_policy can't be "x"
  help: use one of none, quarantine, reject
dnsward.toml:11:67: adkim can't be "relaxed"
  help: use one of r, s
dnsward.toml:11:85: "aspf" must be a string, is an integer
  help: write aspf = "..."
dnsward.toml:11:93: fo can't be "0:1"
  help: write 0 or 1, with d and s after colons: "1:d:s"
dnsward.toml:11:104: t can't be "yes"
  help: use one of y, n
dnsward.toml:11:118: address "rua@example.com" does not begin with "mailto:"
  help: write it as "mailto:reports@example.com"
)");
}

TEST_CASE("a file with a TTL that the provider does not take is refused") {
  CHECK(errors_after_preamble(R"([provider.cf]
type = "cloudflare"
[sender.short]
dkim = [{ selector = "a", cname = "b.example.net.", ttl = 30 }]
[[domains]]
names = ["example.com"]
provider = "local"
senders = ["short"]
[[domains]]
names = ["example.net", "example.org"]
provider = "cf"
senders = ["short"]
[[domains]]
names = ["example.info"]
provider = "cf"
senders = ["short"]
[[domains.record]]
name = "@"
type = "TXT"
value = "x"
ttl = 90000
)") ==
        R"(dnsward.toml:10:59: cloudflare takes TTLs from 60 to 86400 seconds, not 30
  help: write ttl = 60
  dnsward.toml:16:10: for the domain "example.net"
dnsward.toml:27:7: cloudflare takes TTLs from 60 to 86400 seconds, not 90000
  help: write ttl = 86400
  dnsward.toml:20:10: for the domain "example.info"
)");
}

TEST_CASE("a file with a default TTL that the provider does not take is refused") {
  CHECK(errors_after_preamble(R"([defaults]
ttl = 30
[provider.cf]
type = "cloudflare"
[[domains]]
names = ["example.com", "example.net"]
provider = "cf"
senders = ["calenso"]
)") ==
        R"(dnsward.toml:8:7: cloudflare takes TTLs from 60 to 86400 seconds, not 30
  help: write ttl = 60
  dnsward.toml:12:10: for the domain "example.com"
)");
}

}  // namespace
}  // namespace dnsward
