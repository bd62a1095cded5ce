#include "config/config_support.h"

#include <doctest/doctest.h>

namespace dnsward {
namespace {

using namespace test;

// Variables that are not defined, or wrong once filled in.

TEST_CASE("a file with an undefined variable is refused") {
  CHECK(errors_after_preamble(R"([sender.v]
token = ["a=${one}"]
dkim = [{ selector = "x", cname = "${two}.${one}.example.net." }]
[[domains]]
names = ["example.com", "example.net"]
provider = "local"
senders = ["v"]
)") ==
        R"(dnsward.toml:11:10: variable "one" is not defined for "example.com"
  help: did you mean "zone"? else add vars = { one = "..." } to its entry
  dnsward.toml:8:10: used here
dnsward.toml:11:10: variable "two" is not defined for "example.com"
  help: add vars = { two = "..." } to its entry
  dnsward.toml:9:35: used here
)");
}

TEST_CASE("a file with a variable that nearly fits is refused") {
  CHECK(errors_after_preamble(R"([sender.v]
token = ["a=${brevo_code}"]
[[domains]]
names = ["example.com"]
provider = "local"
senders = ["v"]
vars = { brevo_cod = "x" }
)") ==
        R"(dnsward.toml:10:10: variable "brevo_code" is not defined for "example.com"
  help: did you mean "brevo_cod"? else add vars = { brevo_code = "..." } to its entry
  dnsward.toml:8:10: used here
)");
}

TEST_CASE("a file with a built-in variable that nearly fits is refused") {
  CHECK(errors_after_preamble(R"([sender.v]
token = ["a=${domian}"]
[[domains]]
names = ["example.com"]
provider = "local"
senders = ["v"]
)") ==
        R"(dnsward.toml:10:10: variable "domian" is not defined for "example.com"
  help: did you mean "domain"? else add vars = { domian = "..." } to its entry
  dnsward.toml:8:10: used here
)");
}

TEST_CASE("a file with an undefined variable of a record of its own is refused") {
  CHECK(errors_after_preamble(R"([[domains]]
names = ["example.com"]
provider = "local"
senders = ["calenso"]
[[domains.record]]
name = "@"
type = "TXT"
value = "${x}"
)") ==
        R"(dnsward.toml:8:10: variable "x" is not defined for "example.com"
  help: add vars = { x = "..." } to its entry
  dnsward.toml:14:9: used here
)");
}

TEST_CASE("a file with an undefined variable of a retired sender is refused") {
  CHECK(errors_after_preamble(R"([sender.v]
spf = ["include:${x}.example.net"]
[[domains]]
names = ["example.com"]
provider = "local"
senders = ["calenso"]
retired = ["v"]
)") ==
        R"(dnsward.toml:10:10: variable "x" is not defined for "example.com"
  help: add vars = { x = "..." } to its entry
  dnsward.toml:8:8: used here
)");
}

TEST_CASE("a file with texts that are no variables is refused") {
  CHECK(errors_of_sender(R"(token = ["${", "${}", "${a b}", "${a${b}}", "${1}", "a ${x"]
)") ==
        R"(dnsward.toml:6:10: "${" is not a variable
  help: write ${name} with letters, digits and "_", or $${ for a literal ${
dnsward.toml:6:16: "${}" is not a variable
  help: write ${name} with letters, digits and "_", or $${ for a literal ${
dnsward.toml:6:23: "${a b}" is not a variable
  help: write ${name} with letters, digits and "_", or $${ for a literal ${
dnsward.toml:6:33: "${a${b}" is not a variable
  help: write ${name} with letters, digits and "_", or $${ for a literal ${
dnsward.toml:6:45: "${1}" is not a variable
  help: write ${name} with letters, digits and "_", or $${ for a literal ${
dnsward.toml:6:53: "${x" is not a variable
  help: write ${name} with letters, digits and "_", or $${ for a literal ${
)");
}

TEST_CASE("a file with vars that are wrong is refused") {
  CHECK(errors_after_preamble(R"([sender.v]
token = ["a=${one}"]
[[domains]]
names = ["example.com"]
provider = "local"
senders = ["v"]
vars = { domain = "x", "a b" = "x", one = "${domain}", two = 2, 3 = "x" }
)") ==
        R"(dnsward.toml:13:10: variable "domain" is built in
  help: use another name
dnsward.toml:13:24: "a b" can't name a variable
  help: use letters, digits and "_", not a digit first
dnsward.toml:13:43: variable "one" holds "${", and vars are not filled in
  help: write its text, and the other variable where this one is used
dnsward.toml:13:62: "two" must be a string, is an integer
  help: write two = "..."
dnsward.toml:13:65: "3" can't name a variable
  help: use letters, digits and "_", not a digit first
)");
}

TEST_CASE("a file with values that are wrong once filled in is refused") {
  CHECK(errors_after_preamble(R"([sender.v]
spf = ["include:${host}"]
token = ["${code}"]
dkim = [{ selector = "${sel}", cname = "${host}" }]
[[domains]]
names = ["example.com"]
provider = "local"
senders = ["v"]
vars = { host = "a b", code = "x\u00A0y", sel = "a." }
)") ==
        R"(dnsward.toml:8:8: SPF term "include:a b" holds a blank
  help: write each term as a string of its own
  dnsward.toml:12:10: for the domain "example.com"
dnsward.toml:9:10: "x y" has a no-break space (U+00A0) at character 2
  help: write a plain space, or nothing, in its place
  dnsward.toml:12:10: for the domain "example.com"
dnsward.toml:10:22: name "a." ends in a dot
  help: names are relative to the domain: leave out the dot and the domain
  dnsward.toml:12:10: for the domain "example.com"
dnsward.toml:10:40: "a b" can't be a target: label "a b" holds a blank
  help: write a domain name, e.g. "mail.example.com."
  dnsward.toml:12:10: for the domain "example.com"
)");
}

TEST_CASE("a file with an empty variable is refused") {
  CHECK(errors_after_preamble(R"([sender.v]
token = ["${code}"]
[[domains]]
names = ["example.com"]
provider = "local"
senders = ["v"]
vars = { code = "" }
)") ==
        R"(dnsward.toml:8:10: a value is empty once its variables are filled in
  help: give the variable a value
  dnsward.toml:10:10: for the domain "example.com"
)");
}

TEST_CASE("a file with a name over 255 octets at one domain only is refused") {
  CHECK(
      errors_after_preamble(R"([sender.v]
[[sender.v.record]]
name = "${domain_dashed}.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
type = "TXT"
value = "x"
[[domains]]
names = ["a.example", "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb.example"]
provider = "local"
senders = ["v"]
)") ==
      R"(dnsward.toml:9:8: domain name "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb-example.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb.example" has 282 octets, the limit is 255 (RFC 1035)
  dnsward.toml:13:23: for the domain "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb.example"
)");
}

TEST_CASE("a file with a CNAME that points at itself is refused") {
  CHECK(errors_after_preamble(R"([sender.v]
[[sender.v.record]]
name = "em"
type = "CNAME"
value = "em.${domain}."
[[sender.v.record]]
name = "lit"
type = "CNAME"
value = "lit.example.com"
[[domains]]
names = ["example.com"]
provider = "local"
senders = ["v"]
)") ==
        R"(dnsward.toml:11:9: the CNAME at "em.example.com" points at itself
  help: correct its value
  dnsward.toml:17:10: for the domain "example.com"
dnsward.toml:15:9: the CNAME at "lit.example.com" points at itself
  help: correct its value
  dnsward.toml:17:10: for the domain "example.com"
)");
}

TEST_CASE("a file with a name that repeats the zone is refused") {
  CHECK(errors_after_preamble(R"([sender.v]
dkim = [{ selector = "a", cname = "b.example.net." }]
[[sender.v.record]]
name = "em.example.org"
type = "TXT"
value = "x"
[[domains]]
names = ["booking.example.org"]
zone = "example.org"
provider = "local"
senders = ["v"]
)") ==
        R"(dnsward.toml:10:8: "em.example.org" already ends in "example.org"
  help: names are relative to the domain: write "em"
  dnsward.toml:14:10: for the domain "booking.example.org"
)");
}

}  // namespace
}  // namespace dnsward
