#include "config/config_support.h"

#include <doctest/doctest.h>

namespace dnsward {
namespace {

using namespace test;

// Records that are wrong.

TEST_CASE("a file with records that lack a key is refused") {
  CHECK(errors_of_sender(R"([[sender.s.record]]
value = "x"
[[sender.s.record]]
name = "@"
type = "TXT"
[[sender.s.record]]
name = "a"
type = "CNAME"
[[sender.s.record]]
name = "b"
type = "MX"
[[sender.s.record]]
type = "TXT"
name = "@"
owns = "rrset"
)") ==
        R"(dnsward.toml:6:1: a record has no name
  help: add name = "..."; "@" is the domain itself
dnsward.toml:6:1: a record has no type
  help: add type = "TXT"
dnsward.toml:8:1: a TXT record has no value
  help: add value = "..."
dnsward.toml:11:1: a CNAME record has no value
  help: add value = "..."
dnsward.toml:14:1: an MX record has no value
  help: add value = "..."
dnsward.toml:17:1: a TXT record has no value
  help: add value = "..."
)");
}

TEST_CASE("a file with types that are not written is refused") {
  CHECK(errors_of_sender(R"([[sender.s.record]]
name = "a"
type = "A"
value = "192.0.2.1"
[[sender.s.record]]
name = "a"
type = "CNAM"
value = "x"
[[sender.s.record]]
name = "a"
type = "TYPE65280"
value = "x"
)") ==
        R"(dnsward.toml:8:8: type "A" is not written
  help: dnsward writes TXT, CNAME and MX
dnsward.toml:12:8: type "CNAM" is not written
  help: did you mean "CNAME"?
dnsward.toml:16:8: type "TYPE65280" is not written
  help: dnsward writes TXT, CNAME and MX
)");
}

TEST_CASE("a file with keys that do not fit the type is refused") {
  CHECK(errors_of_sender(R"([[sender.s.record]]
name = "a"
type = "TXT"
value = "x"
priority = 10
replace = true
[[sender.s.record]]
name = "b"
type = "CNAME"
value = "a.example.net."
owns = "rrset"
prefix = "x"
[[sender.s.record]]
name = "c"
type = "MX"
value = "10 mx.example.net."
presentation = "x"
)") ==
        R"(dnsward.toml:10:1: "priority" has no meaning in a TXT record
  help: remove it: only MX records have one
dnsward.toml:11:1: "replace" has no meaning in a TXT record
  help: remove it: only a CNAME excludes other types
dnsward.toml:16:1: "owns" has no meaning in a CNAME record
  help: remove it: only TXT RRsets hold values of several people
dnsward.toml:17:1: "prefix" has no meaning in a CNAME record
  help: remove it: only TXT RRsets hold values of several people
dnsward.toml:22:1: "presentation" has no meaning in an MX record
  help: remove it: only TXT values need it
)");
}

TEST_CASE("a file with value and presentation is refused") {
  CHECK(errors_of_sender(R"([[sender.s.record]]
name = "a"
type = "TXT"
value = "x"
presentation = '"x"'
[[sender.s.record]]
name = "a"
type = "TXT"
presentation = '"x'
[[sender.s.record]]
name = "a"
type = "TXT"
presentation = '"\256"'
)") ==
        R"(dnsward.toml:9:1: a record has both value and presentation
  help: give one of them
dnsward.toml:14:16: quoted string "x has no closing quote
  help: end the string with ", and write a quote inside it as \"
dnsward.toml:18:16: escape "\256" is over 255
  help: write an octet as a backslash and three digits, \000 to \255
)");
}

TEST_CASE("a file with claims that are none is refused") {
  CHECK(errors_of_sender(R"([[sender.s.record]]
name = "a"
type = "TXT"
value = "x"
owns = "all"
[[sender.s.record]]
name = "a"
type = "TXT"
value = "x"
owns = "prefix"
[[sender.s.record]]
name = "a"
type = "TXT"
value = "x"
prefix = "x"
[[sender.s.record]]
name = "a"
type = "TXT"
value = "x=1"
owns = "prefix"
prefix = "y="
)") ==
        R"(dnsward.toml:10:8: "all" is not a claim
  help: owns is one of value, prefix, rrset
dnsward.toml:15:1: owns = "prefix" needs a prefix
  help: add prefix = "..."
dnsward.toml:20:1: "prefix" needs owns = "prefix"
  help: add owns = "prefix", or remove the prefix
dnsward.toml:24:9: the value does not start with the prefix "y="
  help: make one fit the other
)");
}

TEST_CASE("a file with keys that mean nothing in an absent record is refused") {
  CHECK(errors_of_sender(R"([[sender.s.record]]
name = "a"
type = "TXT"
value = "x"
owns = "rrset"
absent = true
[[sender.s.record]]
name = "b"
type = "TXT"
value = "x=1"
owns = "prefix"
prefix = "x="
absent = true
[[sender.s.record]]
name = "c"
type = "CNAME"
replace = true
absent = true
[[sender.s.record]]
name = "d"
type = "TXT"
absent = true
)") ==
        R"(dnsward.toml:9:1: "value" has no meaning when everything claimed must be absent
  help: remove it, or owns to make that one value absent
dnsward.toml:15:1: "value" has no meaning when everything claimed must be absent
  help: remove it, or owns to make that one value absent
dnsward.toml:22:1: "replace" has no meaning in an absent record
  help: remove it
dnsward.toml:24:1: a TXT record has no value
  help: add value = "..."
)");
}

TEST_CASE("a file with MX values that are none is refused") {
  CHECK(errors_of_sender(R"([[sender.s.record]]
name = "a"
type = "MX"
value = "mx.example.net."
[[sender.s.record]]
name = "b"
type = "MX"
value = "10 mx.example.net."
priority = 10
[[sender.s.record]]
name = "c"
type = "MX"
value = "mx"
priority = 10
[[sender.s.record]]
name = "d"
type = "MX"
value = "m_x.example.net."
priority = 10
[[sender.s.record]]
name = "e"
type = "MX"
value = "mx.example.net."
priority = 65536
[[sender.s.record]]
name = "f"
type = "MX"
value = "10 ."
[[sender.s.record]]
name = "g"
type = "MX"
value = "99999 mx.example.net."
)") ==
        R"(dnsward.toml:9:9: MX "mx.example.net." has no priority from 0 to 65535
  help: add priority = 10, or write it before the name
dnsward.toml:13:9: "10 mx.example.net." has a priority beside the key's
  help: give it once
dnsward.toml:18:9: target "mx" is a single label
  help: targets are absolute: write the whole name, e.g. "mail.example.com."
dnsward.toml:23:9: "m_x.example.net." can't be a target: label "m_x" holds an underscore
  help: write a domain name, e.g. "mail.example.com."
dnsward.toml:29:12: "priority" must be 0 to 65535, is 65536
  help: 10 is usual
dnsward.toml:33:9: a null MX has the priority 0 (RFC 7505)
  help: write value = "0 ."
dnsward.toml:37:9: MX "99999 mx.example.net." has no priority from 0 to 65535
  help: add priority = 10, or write it before the name
)");
}

TEST_CASE("a file with SPF and DMARC records as values is refused") {
  CHECK(errors_of_sender(R"([[sender.s.record]]
name = "a"
type = "TXT"
value = "v=spf1 -all"
[[sender.s.record]]
name = "_dmarc"
type = "TXT"
value = "v=DMARC1; p=none"
)") ==
        R"(dnsward.toml:9:9: an SPF record can't be one TXT value among others
  help: use spf = ["include:..."], or owns = "rrset" where no other TXT may be
dnsward.toml:13:9: a DMARC record can't be one TXT value among others
  help: use dmarc = { ... }, or owns = "rrset" where no other TXT may be
)");
}

TEST_CASE("a file with names that no record can have is refused") {
  CHECK(errors_of_sender(R"([[sender.s.record]]
name = "a."
type = "TXT"
value = "x"
[[sender.s.record]]
name = "a..b"
type = "TXT"
value = "x"
[[sender.s.record]]
name = "-a"
type = "TXT"
value = "x"
[[sender.s.record]]
name = "a b"
type = "TXT"
value = "x"
[[sender.s.record]]
name = "www.example.com"
type = "TXT"
value = "x"
[[sender.s.record]]
name = "example.com"
type = "TXT"
value = "x"
[[sender.s.record]]
name = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
type = "TXT"
value = "x"
)") ==
        R"(dnsward.toml:7:8: name "a." ends in a dot
  help: names are relative to the domain: leave out the dot and the domain
dnsward.toml:11:8: domain name "a..b" has an empty label
  help: remove the dot that stands for nothing
dnsward.toml:15:8: "-a" can't be a name: label "-a" starts with a hyphen
  help: write letters, digits, "-" and "_", e.g. "em123"
dnsward.toml:19:8: "a b" can't be a name: label "a b" holds a blank
  help: write letters, digits, "-" and "_", e.g. "em123"
dnsward.toml:23:8: "www.example.com" already ends in "example.com"
  help: names are relative to the domain: write "www"
  dnsward.toml:36:10: for the domain "example.com"
dnsward.toml:27:8: "example.com" already ends in "example.com"
  help: names are relative to the domain: write "@"
  dnsward.toml:36:10: for the domain "example.com"
dnsward.toml:31:8: label "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" has 64 octets, the limit is 63 (RFC 1035)
)");
}

TEST_CASE("a file with a name over 255 octets is refused") {
  CHECK(
      errors_of_sender(R"([[sender.s.record]]
name = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb.ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc.ddddddddddddddddddddddddddddddddddddddddddddddddddddddd"
type = "TXT"
value = "x"
)") ==
      R"(dnsward.toml:7:8: domain name "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb.ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc.ddddddddddddddddddddddddddddddddddddddddddddddddddddddd.example.com" has 261 octets, the limit is 255 (RFC 1035)
  dnsward.toml:12:10: for the domain "example.com"
)");
}

}  // namespace
}  // namespace dnsward
