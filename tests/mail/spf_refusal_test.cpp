#include "mail/spf.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace dnsward;

namespace {

struct Refusal {
  std::string term;
  std::string message;  // what follows `SPF term "..." `
  std::string hint;
};

void check_refused(const std::vector<Refusal>& rows) {
  for (const auto& row : rows) {
    INFO("term: ", row.term);
    const auto term = parse_spf_term(row.term);
    REQUIRE_FALSE(term);
    CHECK(term.error().kind == ErrorKind::config);
    CHECK(term.error().message == "SPF term \"" + row.term + "\" " + row.message);
    CHECK(term.error().hint == row.hint);
    // A record is refused for the same reason.
    if (row.term.find(' ') != std::string::npos || row.term.empty()) continue;
    const auto record = parse_spf("v=spf1 a " + row.term + " -all");
    REQUIRE_FALSE(record);
    CHECK(record.error() == term.error());
  }
}

const std::string term_hint = "write e.g. \"include:\" and a domain";
const std::string domain_hint = "write a whole domain name, e.g. \"spf.example.com\"";
const std::string letters_hint = "use one of the letters s l o d i p h v";
const std::string percent_hint = "write \"%%\" for a percent sign";
const std::string ip4_hint = "write a prefix from 0 to 32";
const std::string ip6_hint = "write a prefix from 0 to 128";
const std::string zero_hint = "write the prefix without leading zeros";
const std::string names_hint = "use one of all, include, a, mx, ip4, ip6, exists";

}  // namespace

TEST_CASE("a text that begins no term is refused") {
  check_refused({
      {"", "is empty", "write a term, e.g. \"include:spf.example.com\""},
      {"a mx", "holds a blank", "write each term as a string of its own"},
      {"v=spf1 a ~all", "holds a blank", "write each term as a string of its own"},
      {" a", "holds a blank", "write each term as a string of its own"},
      {"-", "begins with no mechanism", term_hint},
      {"~", "begins with no mechanism", term_hint},
      {"--all", "begins with no mechanism", term_hint},
      {"+-all", "begins with no mechanism", term_hint},
      {":a.example", "begins with no mechanism", term_hint},
      {"=x", "begins with no mechanism", term_hint},
      {"192.0.2.1", "begins with no mechanism", term_hint},
      {"1a=x", "begins with no mechanism", term_hint},
      {"_x=1", "begins with no mechanism", term_hint},
      {"\"v=spf1\"", "begins with no mechanism", term_hint},
      {"%{d}", "begins with no mechanism", term_hint},
  });
}

TEST_CASE("an unknown mechanism is refused, with the one it may have been meant for") {
  check_refused({
      {"ipv4:192.0.2.1", "has the unknown mechanism \"ipv4\"", "did you mean \"ip4\"?"},
      {"ipv6:::1", "has the unknown mechanism \"ipv6\"", "did you mean \"ip6\"?"},
      {"inlcude:a.example", "has the unknown mechanism \"inlcude\"", "did you mean \"include\"?"},
      {"includes:a.example", "has the unknown mechanism \"includes\"", "did you mean \"include\"?"},
      {"exist:a.example", "has the unknown mechanism \"exist\"", "did you mean \"exists\"?"},
      {"spf.example.com", "has the unknown mechanism \"spf.example.com\"", names_hint},
      {"all.", "has the unknown mechanism \"all.\"", "did you mean \"all\"?"},
      {"moose", "has the unknown mechanism \"moose\"", names_hint},
      {"mail:a.example", "has the unknown mechanism \"mail\"", names_hint},
      {"redirect:a.example", "writes the modifier \"redirect\" as a mechanism",
       "write \"redirect=\""},
      {"exp:a.example", "writes the modifier \"exp\" as a mechanism", "write \"exp=\""},
      {"redirect", "writes the modifier \"redirect\" as a mechanism", "write \"redirect=\""},
      {"-redirect=a.example", "has the qualifier \"-\" before a modifier",
       "write \"redirect=\" without it"},
      {"?x=1", "has the qualifier \"?\" before a modifier", "write \"x=\" without it"},
  });
}

TEST_CASE("an argument that the mechanism does not take is refused") {
  const std::string blank_hint = "put a blank between two terms";
  check_refused({
      {"all:a.example", "has an argument", "write \"all\" alone"},
      {"-all/8", "has an argument", "write \"all\" alone"},
      {"all:", "has an argument", "write \"all\" alone"},
      {"include", "has no \":\" after \"include\"", "write \"include:\" and its argument"},
      {"include/24", "has no \":\" after \"include\"", "write \"include:\" and its argument"},
      {"exists", "has no \":\" after \"exists\"", "write \"exists:\" and its argument"},
      {"ip4", "has no \":\" after \"ip4\"", "write \"ip4:\" and its argument"},
      {"ip6/64", "has no \":\" after \"ip6\"", "write \"ip6:\" and its argument"},
      {"ptr/0", "has no \":\" after \"ptr\"", "write \"ptr:\" and its argument"},
      {"a@b.example", "has \"@b.example\" after \"a\"", blank_hint},
      {"a,mx", "has \",mx\" after \"a\"", blank_hint},
      {"all;", "has \";\" after \"all\"", blank_hint},
      {"a~all", "has \"~all\" after \"a\"", blank_hint},
      {"include:", "has an empty domain", "write a domain after it"},
      {"a:", "has an empty domain", "write a domain after it"},
      {"mx:/24", "has an empty domain", "write a domain after it"},
      {"ptr:", "has an empty domain", "write a domain after it"},
      {"exists:", "has an empty domain", "write a domain after it"},
      {"redirect=", "has an empty domain", "write a domain after it"},
      {"exp=", "has an empty domain", "write a domain after it"},
      {"a/24:a.example", "has no domain before its prefix",
       "write the domain first, then the prefix"},
  });
}

TEST_CASE("a domain that ends in no top-level label is refused") {
  const auto row = [](const std::string& before, const std::string& domain,
                      const std::string& after = "") {
    return Refusal{before + domain + after,
                   "has the domain \"" + domain + "\", which ends in no top-level label",
                   domain_hint};
  };
  check_refused({
      row("include:", "localhost"),
      row("include:", "com."),
      row("include:", "."),
      row("include:", ".."),
      row("include:", "a.example.."),
      row("include:", "192.0.2.1"),
      row("include:", "a.111"),
      row("include:", "a.-com"),
      row("include:", "a.com-"),
      row("include:", "a.-"),
      row("include:", "a.c_m"),
      row("include:", "a.example/24"),
      row("include:", "a.example:b"),
      row("include:", "a.example,b"),
      row("include:", "a.example;"),
      row("include:", "a.example~all"),
      row("include:", "%{d}com"),
      row("include:", "%{d}."),
      row("include:", "%{d}x"),
      row("include:", "%{d}.1"),
      row("include:", "http://a.example/"),
      row("a:", "a.example/x"),
      row("a:", "a.example/24", "/30"),
      row("mx:", "a.example//64", "/24"),
      row("ptr:", "a.example/24"),
      row("exists:",
          "%{i}"
          "-x"),
      row("redirect=", "a"),
      row("exp=", "a.example/"),
  });
}

TEST_CASE("a macro that the grammar does not know is refused") {
  const std::string delimiters_hint =
      "write a letter, digits, \"r\", then delimiters of . - + , / _ =";
  const auto unknown = [](const std::string& macro) {
    return Refusal{"include:" + macro + ".example", "has the unknown macro \"" + macro + "\"",
                   letters_hint};
  };
  const auto malformed = [&](const std::string& macro) {
    return Refusal{"exists:" + macro, "has the malformed macro \"" + macro + "\"", delimiters_hint};
  };
  check_refused({
      {"include:50%.example", "has a \"%\" that begins no macro", percent_hint},
      {"include:a.example%", "has a \"%\" that begins no macro", percent_hint},
      {"include:%{d.example", "has a \"%\" that begins no macro", percent_hint},
      {"include:%d.example", "has a \"%\" that begins no macro", percent_hint},
      {"include:%(d).example", "has a \"%\" that begins no macro", percent_hint},
      {"moose=%x", "has a \"%\" that begins no macro", percent_hint},
      {"redirect=%%%", "has a \"%\" that begins no macro", percent_hint},
      unknown("%{}"),
      unknown("%{x}"),
      unknown("%{1}"),
      unknown("%{%d}"),
      {"exp=%{c}.example", "uses the macro \"%{c}\", which is for explanation texts", letters_hint},
      {"a:%{r}", "uses the macro \"%{r}\", which is for explanation texts", letters_hint},
      {"x=%{T}", "uses the macro \"%{T}\", which is for explanation texts", letters_hint},
      {"a:%{d0}", "has the macro \"%{d0}\", which keeps no label", "keep at least one label"},
      {"a:%{d00r}", "has the macro \"%{d00r}\", which keeps no label", "keep at least one label"},
      malformed("%{dd}"),
      malformed("%{d2rr}"),
      malformed("%{dr2}"),
      malformed("%{d-1}"),
      malformed("%{d:}"),
      malformed("%{i!}"),
      malformed("%{d{d}"),
  });
}

TEST_CASE("an address or a prefix out of its range is refused") {
  const auto no_ip4 = [](const std::string& term, const std::string& address) {
    return Refusal{term, "has \"" + address + "\", which is no IPv4 address",
                   "write an IPv4 address"};
  };
  const auto no_ip6 = [](const std::string& term, const std::string& address) {
    return Refusal{term, "has \"" + address + "\", which is no IPv6 address",
                   "write an IPv6 address"};
  };
  check_refused({
      no_ip4("ip4:", ""),
      no_ip4("ip4:/24", ""),
      no_ip4("ip4:192.0.2", "192.0.2"),
      no_ip4("ip4:192.0.2.1.5", "192.0.2.1.5"),
      no_ip4("ip4:192.0.2.256", "192.0.2.256"),
      no_ip4("ip4:192.0.02.1", "192.0.02.1"),
      no_ip4("ip4:192.0.2.1.", "192.0.2.1."),
      no_ip4("ip4:192.0.2.1:25", "192.0.2.1:25"),
      no_ip4("ip4:0x7f.0.0.1", "0x7f.0.0.1"),
      no_ip4("ip4:2001:db8::1", "2001:db8::1"),
      no_ip4("ip4:%{i}", "%{i}"),
      no_ip4("ip4:a.example", "a.example"),
      {"ip4:1.2.3.4/33", "has a prefix over 32", ip4_hint},
      {"ip4:1.2.3.4/4294967296", "has a prefix over 32", ip4_hint},
      {"ip4:1.2.3.4/", "has an empty prefix", ip4_hint},
      {"ip4:1.2.3.4/032", "has the prefix \"032\", which begins with a zero", zero_hint},
      {"ip4:1.2.3.4/00", "has the prefix \"00\", which begins with a zero", zero_hint},
      {"ip4:1.2.3.4//24", "has the prefix \"/24\", which is no number", ip4_hint},
      {"ip4:1.2.3.4/-1", "has the prefix \"-1\", which is no number", ip4_hint},
      {"ip4:1.2.3.4/24x", "has the prefix \"24x\", which is no number", ip4_hint},
      no_ip6("ip6:", ""),
      no_ip6("ip6:192.0.2.1", "192.0.2.1"),
      no_ip6("ip6:2001:db8", "2001:db8"),
      no_ip6("ip6:2001::db8::1", "2001::db8::1"),
      no_ip6("ip6:12345::", "12345::"),
      no_ip6("ip6:1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8:9"),
      no_ip6("ip6:fe80::1%eth0", "fe80::1%eth0"),
      no_ip6("ip6:[::1]", "[::1]"),
      no_ip6("ip6:::192.0.2.256", "::192.0.2.256"),
      {"ip6:::1/129", "has a prefix over 128", ip6_hint},
      {"ip6:::1/", "has an empty prefix", ip6_hint},
      {"ip6:::1/064", "has the prefix \"064\", which begins with a zero", zero_hint},
      {"ip6:::1//64", "has the prefix \"/64\", which is no number", ip6_hint},
      {"a/33", "has a prefix over 32", ip4_hint},
      {"a//129", "has a prefix over 128", ip6_hint},
      {"a/", "has an empty prefix", ip4_hint},
      {"a//", "has an empty prefix", ip6_hint},
      {"a/24//", "has an empty prefix", ip6_hint},
      {"a///64", "has an empty prefix", ip4_hint},
      {"mx:a.example/024", "has the prefix \"024\", which begins with a zero", zero_hint},
      {"mx:a.example/24//01", "has the prefix \"01\", which begins with a zero", zero_hint},
      {"a:a.example/", "has an empty prefix", ip4_hint},
      {"a:a.example//", "has an empty prefix", ip6_hint},
  });
}
