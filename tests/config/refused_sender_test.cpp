#include "config/config_support.h"

#include <doctest/doctest.h>

namespace dnsward {
namespace {

using namespace test;

// Senders' values that must not be published.

TEST_CASE("a file with SPF terms that no sender can ask for is refused") {
  CHECK(
      errors_of_sender(
          R"(spf = ["-all", "redirect=_spf.example.net", "exp=e.example.net", "include=spf.example.net", "foo=bar"]
)") ==
      R"(dnsward.toml:6:8: SPF term "-all" belongs to the domain's owner
  help: leave it out: the "all" of the domain's own record stays
dnsward.toml:6:16: SPF term "redirect=_spf.example.net" belongs to the domain's owner
  help: write "include:_spf.example.net"
dnsward.toml:6:45: "exp=e.example.net" is the domain owner's to say
  help: leave it out
dnsward.toml:6:66: "include=spf.example.net" is a modifier that receivers ignore
  help: write "include:spf.example.net"
dnsward.toml:6:93: "foo=bar" is a modifier that receivers ignore
  help: leave it out
)");
}

TEST_CASE("a file with SPF terms that are none is refused") {
  CHECK(
      errors_of_sender(
          R"(spf = ["inclde:spf.example.net", "ip4:300.1.1.1", "include:spf.example.net ~all", "v=spf1 include:spf.example.net ~all"]
)") ==
      R"(dnsward.toml:6:8: SPF term "inclde:spf.example.net" has the unknown mechanism "inclde"
  help: did you mean "include"?
dnsward.toml:6:34: SPF term "ip4:300.1.1.1" has "300.1.1.1", which is no IPv4 address
  help: write an IPv4 address
dnsward.toml:6:51: SPF term "include:spf.example.net ~all" holds a blank
  help: write each term as a string of its own
dnsward.toml:6:83: "v=spf1 include:spf.example.net ~all" is a whole SPF record where one term is asked for
  help: write spf = ["include:spf.example.net"]
)");
}

TEST_CASE("a file with an SPF term that includes the domain itself is refused") {
  CHECK(errors_of_sender(R"(spf = ["include:EXAMPLE.com."]
)") ==
        R"(dnsward.toml:6:7: "include:example.com" includes the domain itself
  help: remove it, or name the sender's own domain
  dnsward.toml:9:10: for the domain "example.com"
)");
}

TEST_CASE("a file with pasted tokens is refused") {
  CHECK(
      errors_of_sender(
          R"(token = ["v=spf1 include:a.example.net ~all", "v=DMARC1; p=none", "brevo-code: abc", "\"quoted\"", "abc…", "<your token>", "a\u00A0b"]
)") ==
      R"(dnsward.toml:6:10: "v=spf1 include:a.example.net ~all" is an SPF record, no token
  help: write spf = ["include:a.example.net"]: two SPF records at a name make SPF fail for all of its mail
dnsward.toml:6:47: "v=DMARC1; p=none" is a DMARC record, no token
  help: write dmarc = { policy = "none", rua = ["mailto:..."] } with its addresses
dnsward.toml:6:67: "brevo-code: abc" has a blank after ":"
  help: write "brevo-code:abc"; a value that does have the blank can be a TXT record
dnsward.toml:6:86: ""quoted"" is spelled as in a zone file, in quotes
  help: write the plain value, without the outer quotes and backslashes
dnsward.toml:6:100: "abc…" was shortened: "…" stands for what is missing
  help: copy the whole value from its source
dnsward.toml:6:108: "<your token>" is a placeholder
  help: write the real value in its place
dnsward.toml:6:124: "a b" has a no-break space (U+00A0) at character 2
  help: write a plain space, or nothing, in its place
)");
}

TEST_CASE("a file with an obfuscated address is refused") {
  CHECK(
      errors_of_sender(R"(dmarc = { policy = "none", rua = ["mailto:[email\u00A0protected]"] }
)") ==
      R"(dnsward.toml:6:35: "mailto:[email protected]" is what an e-mail obfuscator left in place of an address
  help: take the address from the sender's own documentation (Brevo: mailto:rua@dmarc.brevo.com)
)");
}

TEST_CASE("a file with rua addresses that are none is refused") {
  CHECK(
      errors_of_sender(
          R"(dmarc = { rua = ["rua@example.net", "mailto:", "https://example.net/", "mailto:a@example.net!10m"] }
)") ==
      R"(dnsward.toml:6:18: address "rua@example.net" does not begin with "mailto:"
  help: write it as "mailto:reports@example.com"
dnsward.toml:6:37: address "mailto:" has no "@"
  help: write it as "mailto:reports@example.com"
dnsward.toml:6:48: address "https://example.net/" does not begin with "mailto:"
  help: write it as "mailto:reports@example.com"
dnsward.toml:6:72: address "mailto:a@example.net!10m" ends in the size "!10m", which is obsolete
  help: write it as "mailto:reports@example.com"
)");
}

TEST_CASE("a file with DKIM keys that are none is refused") {
  CHECK(errors_of_sender(R"(dkim = [
{ selector = "a", value = "k=rsa; p=MIGf!" },
{ selector = "b", value = "k=rsa; p=MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAN2VNhZWBdFDtgfVpdHqBSuNyHFTF5Y1tMLZdnsWAaVzpRBtWKR8HDn9wHuBEpFyWlC1yRQDaGMsoJbNjjBTsqsCAwEAAQ==" },
{ selector = "c", value = "v=DKIM1; k=rsa" },
]
)") ==
        R"(dnsward.toml:7:27: DKIM key is not base64: "!" is character 5 of it
  help: copy the whole value again
dnsward.toml:8:27: DKIM key has 512 bits; verifiers refuse RSA keys under 1024 (RFC 8301)
  help: ask the sender for a key of 2048 bits
dnsward.toml:9:27: DKIM record has no p=, the key
  help: write p= and the key
)");
}

TEST_CASE("a file with DKIM items that are incomplete is refused") {
  CHECK(
      errors_of_sender(
          R"(dkim = [{ value = "x" }, { selector = "a" }, { selector = "b", value = "p=", cname = "b.example.net." }, { selector = "c", value = "p=", replace = true }]
)") ==
      R"(dnsward.toml:6:9: a dkim item has no selector
  help: add selector = "...", what stands before "._domainkey"
dnsward.toml:6:26: a dkim item has neither value nor cname
  help: give the key as value, or the name that holds it as cname
dnsward.toml:6:78: a dkim item has both value and cname
  help: give the key as value, or the name that holds it as cname
dnsward.toml:6:138: "replace" has no meaning with a value
  help: remove it: the key's TXT RRset is replaced as a whole anyway
)");
}

TEST_CASE("a file with selectors that are none is refused") {
  CHECK(errors_of_sender(R"(dkim = [
{ selector = "mail._domainkey", cname = "a.example.net." },
{ selector = "@", cname = "a.example.net." },
{ selector = "*", cname = "a.example.net." },
{ selector = "a b", cname = "a.example.net." },
{ selector = "a.", cname = "a.example.net." },
]
)") ==
        R"(dnsward.toml:7:14: "mail._domainkey" is not a DKIM selector
  help: write what stands before "._domainkey", e.g. "mail"
dnsward.toml:8:14: "@" is not a DKIM selector
  help: write what stands before "._domainkey", e.g. "mail"
dnsward.toml:9:14: "*" is not a DKIM selector
  help: write what stands before "._domainkey", e.g. "mail"
dnsward.toml:10:14: "a b" can't be a name: label "a b" holds a blank
  help: write letters, digits, "-" and "_", e.g. "em123"
dnsward.toml:11:14: name "a." ends in a dot
  help: names are relative to the domain: leave out the dot and the domain
)");
}

TEST_CASE("a file with a selector given twice is refused") {
  CHECK(
      errors_of_sender(
          R"(dkim = [{ selector = "mail", value = "p=" }, { selector = "Mail", cname = "a.example.net." }]
)") ==
      R"(dnsward.toml:6:59: selector "Mail" is given twice
  help: one selector holds one key: remove one of them
  dnsward.toml:6:22: first given here
)");
}

TEST_CASE("a file with CNAME targets that are none is refused") {
  CHECK(errors_of_sender(R"(dkim = [
{ selector = "a", cname = "dkim" },
{ selector = "b", cname = "." },
{ selector = "c", cname = "a..b" },
{ selector = "d", cname = "https://a.example.net" },
{ selector = "e", cname = "<target>" },
]
)") ==
        R"(dnsward.toml:7:27: target "dkim" is a single label
  help: targets are absolute: write the whole name, e.g. "mail.example.com."
dnsward.toml:8:27: a CNAME can't point at the root "."
  help: write the whole name, e.g. "mail.example.com."
dnsward.toml:9:27: domain name "a..b" has an empty label
  help: remove the dot that stands for nothing
dnsward.toml:10:27: "https://a.example.net" can't be a target: label "https://a" holds ":", which is no letter, digit or hyphen
  help: write a domain name, e.g. "mail.example.com."
dnsward.toml:11:27: "<target>" is a placeholder
  help: write the real value in its place
)");
}

TEST_CASE("a file with an empty dmarc wish is refused") {
  CHECK(errors_of_sender(R"(dmarc = {}
)") ==
        R"(dnsward.toml:6:9: dmarc says nothing
  help: write dmarc = { policy = "none" }, or leave it out
)");
}

}  // namespace
}  // namespace dnsward
