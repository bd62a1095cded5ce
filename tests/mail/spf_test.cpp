#include "mail/spf.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace dnsward;

namespace {

void check_identity(std::string_view text, std::string_view identity) {
  INFO("term: ", text);
  const auto term = parse_spf_term(text);
  REQUIRE_MESSAGE(term.has_value(), (term ? "" : term.error().message));
  CHECK(term->text == text);
  CHECK(term->identity == identity);
}

std::string identity_of(std::string_view text) {
  const auto term = parse_spf_term(text);
  REQUIRE_MESSAGE(term.has_value(), (term ? "" : term.error().message));
  return term->identity;
}

}  // namespace

TEST_CASE("an SPF record is v=spf1 in any case, then a blank or the end") {
  for (const std::string_view value :
       {"v=spf1", "v=spf1 ", "v=spf1 -all", "V=SPF1 a", "v=SpF1 ?all", "v=spf1 broken:("}) {
    INFO("value: ", value);
    CHECK(is_spf(value));
  }
  for (const std::string_view value :
       {"", "v=spf", "v=spf10", "v=spf1;", "v=spf1\t-all", " v=spf1 -all", "v=spf2 a", "v = spf1",
        "spf2.0/pra a", "v=spf1,a", "\"v=spf1\"", "v=spf1\xC2\xA0-all"}) {
    INFO("value: ", value);
    CHECK_FALSE(is_spf(value));
  }
}

TEST_CASE("every mechanism of the grammar is read, with its identity") {
  const std::vector<std::pair<std::string, std::string>> rows{
      {"all", "all"},
      {"ALL", "all"},
      {"include:spf.example.com", "include:spf.example.com"},
      {"InClude:SPF.Example.COM", "include:spf.example.com"},
      {"include:spf.example.com.", "include:spf.example.com"},
      {"include:_spf.a-b.example", "include:_spf.a-b.example"},
      {"include:x.xn--p1ai", "include:x.xn--p1ai"},
      {"include:a.1-2", "include:a.1-2"},
      {"include:a.3com", "include:a.3com"},
      {"include:a.com4", "include:a.com4"},
      {"include:a.c--m", "include:a.c--m"},
      {"include:%{d}", "include:%{d}"},
      {"include:%{D}.X.com", "include:%{D}.x.com"},
      {"include:X%{dR}Y.example", "include:x%{dR}y.example"},
      {"include:a%%b.example", "include:a%%b.example"},
      {"include:%_%-.example", "include:%_%-.example"},
      {"include:a.%%", "include:a.%%"},
      {"include:%{i}._spf.mta.example", "include:%{i}._spf.mta.example"},
      {"a", "a/32//128"},
      {"A", "a/32//128"},
      {"a/24", "a/24//128"},
      {"a/0", "a/0//128"},
      {"a/32", "a/32//128"},
      {"a//64", "a/32//64"},
      {"a//0", "a/32//0"},
      {"a//128", "a/32//128"},
      {"a/24//64", "a/24//64"},
      {"a:mail.example.com", "a:mail.example.com/32//128"},
      {"a:Mail.Example.com./32//128", "a:mail.example.com/32//128"},
      {"a:mail.example.com/8", "a:mail.example.com/8//128"},
      {"a:mail.example.com//48", "a:mail.example.com/32//48"},
      {"a:mail.example.com/8//48", "a:mail.example.com/8//48"},
      {"a:%{d}/24", "a:%{d}/24//128"},
      {"a:%{d1r/}//64", "a:%{d1r/}/32//64"},
      {"a:foo:bar/baz.example.com", "a:foo:bar/baz.example.com/32//128"},
      {"a:1/2.example/3", "a:1/2.example/3//128"},
      {"a:!\"#$&'()*+,-;<>?@[]^_`{|}~.example", "a:!\"#$&'()*+,-;<>?@[]^_`{|}~.example/32//128"},
      {"mx", "mx/32//128"},
      {"mx/31", "mx/31//128"},
      {"mx:example.org", "mx:example.org/32//128"},
      {"mx:example.org/26//56", "mx:example.org/26//56"},
      {"ptr", "ptr"},
      {"ptr:Example.org.", "ptr:example.org"},
      {"ip4:192.0.2.1", "ip4:192.0.2.1/32"},
      {"ip4:192.0.2.1/32", "ip4:192.0.2.1/32"},
      {"IP4:0.0.0.0/0", "ip4:0.0.0.0/0"},
      {"ip4:255.255.255.255", "ip4:255.255.255.255/32"},
      {"ip4:192.0.2.200/25", "ip4:192.0.2.128/25"},
      {"ip6:2001:DB8::1", "ip6:2001:db8::1/128"},
      {"ip6:2001:0db8:0:0:0:0:0:0001/128", "ip6:2001:db8::1/128"},
      {"ip6:2001:db8:ffff::/33", "ip6:2001:db8:8000::/33"},
      {"ip6:::/0", "ip6:::/0"},
      {"ip6:::1", "ip6:::1/128"},
      {"ip6:1:2:3:4:5:6:7:8", "ip6:1:2:3:4:5:6:7:8/128"},
      {"ip6:::ffff:192.0.2.1", "ip6:::ffff:192.0.2.1/128"},
      {"ip6:1::/1", "ip6:::/1"},
      {"exists:%{ir}.sbl.example.org", "exists:%{ir}.sbl.example.org"},
      {"exists:%{l1r-}.%{o2.+,/_=-}", "exists:%{l1r-}.%{o2.+,/_=-}"},
      {"exists:%{S}%{L}%{O}%{D}%{I}%{P}%{H}%{V}", "exists:%{S}%{L}%{O}%{D}%{I}%{P}%{H}%{V}"},
      {"exists:%{d01}.%{d999999999999R}", "exists:%{d01}.%{d999999999999R}"},
  };
  for (const auto& [text, identity] : rows) check_identity(text, identity);
}

TEST_CASE("modifiers are read: a name, then = before any colon or slash") {
  const std::vector<std::pair<std::string, std::string>> rows{
      {"redirect=_spf.Example.com", "redirect=_spf.example.com"},
      {"REDIRECT=_spf.example.com.", "redirect=_spf.example.com"},
      {"exp=explain._spf.%{d}", "exp=explain._spf.%{d}"},
      {"Moose=", "moose="},
      {"moose=Any:Thing/%{D}%%", "moose=Any:Thing/%{D}%%"},
      {"include=x.example", "include=x.example"},
      {"a-b_c.d9=1", "a-b_c.d9=1"},
      {"MS=ms12345678", "ms=ms12345678"},
      {"v=spf1", "v=spf1"},
      {"x=a=b", "x=a=b"},
  };
  for (const auto& [text, identity] : rows) {
    check_identity(text, identity);
    CHECK(parse_spf_term(text)->is_modifier);
    CHECK(parse_spf_term(text)->qualifier == '+');
  }
}

TEST_CASE("the qualifier is told apart from the term, and + is the default") {
  for (const char qualifier : {'+', '-', '~', '?'}) {
    const auto term = parse_spf_term(qualifier + std::string("include:a.example"));
    REQUIRE(term);
    CHECK(term->qualifier == qualifier);
    CHECK(term->name == "include");
    CHECK_FALSE(term->is_modifier);
    CHECK(term->identity == "include:a.example");
  }
  CHECK(parse_spf_term("include:a.example")->qualifier == '+');
}

TEST_CASE("identities differ where two terms mean different things") {
  const std::vector<std::pair<std::string, std::string>> rows{
      {"include:foo.com", "include:foo.com.au"},
      {"include:foo.com", "include:xfoo.com"},
      {"include:%{d}.example", "include:%{D}.example"},
      {"a", "mx"},
      {"a", "a:example.com"},
      {"a", "a/24"},
      {"a/24", "a//24"},
      {"a:example.com", "exists:example.com"},
      {"ip4:192.0.2.0/24", "ip4:192.0.2.0/25"},
      {"ip4:192.0.2.1", "ip6:::192.0.2.1"},
      {"ip4:192.0.2.1", "ip4:192.0.2.10"},
      {"redirect=a.example", "include:a.example"},
      {"x=A", "x=a"},
  };
  for (const auto& row : rows) {
    const auto& a = row.first;
    const auto& b = row.second;
    INFO(a, " and ", b);
    CHECK(identity_of(a) != identity_of(b));
  }
}

TEST_CASE("a record's terms come in order, byte for byte") {
  const auto terms = parse_spf("V=spf1  +A:X.example/24 Moose=1   ~ALL ");
  REQUIRE(terms);
  REQUIRE(terms->size() == 3);
  CHECK((*terms)[0].text == "+A:X.example/24");
  CHECK((*terms)[1].text == "Moose=1");
  CHECK((*terms)[2].text == "~ALL");
  CHECK((*terms)[2].qualifier == '~');
  CHECK(parse_spf("v=spf1")->empty());
  CHECK(parse_spf("v=spf1    ")->empty());
}

TEST_CASE("redirect and exp may stand once each, other modifiers often") {
  CHECK(parse_spf("v=spf1 redirect=a.example exp=b.example x=1 x=1"));
  const auto twice = parse_spf("v=spf1 redirect=a.example -all Redirect=b.example");
  REQUIRE_FALSE(twice);
  CHECK(twice.error().message == "SPF term \"Redirect=b.example\" is a second \"redirect=\"");
  CHECK(twice.error().hint == "keep one of them");
  const auto explained = parse_spf("v=spf1 exp=a.example exp=a.example");
  REQUIRE_FALSE(explained);
  CHECK(explained.error().message == "SPF term \"exp=a.example\" is a second \"exp=\"");
}

TEST_CASE("a record that is none, or holds other octets than visible ASCII, is refused") {
  const std::vector<std::pair<std::string, std::string>> rows{
      {"v=spf10 -all",
       "\"v=spf10 -all\" is no SPF record: it does not begin with \"v=spf1\" and a blank"},
      {"v=spf1 a\tmx", "SPF term \"a\tmx\" holds the octet 0x09, which is not visible ASCII"},
      {"v=spf1 a\r\n", "SPF term \"a\r\n\" holds the octet 0x0D, which is not visible ASCII"},
      {"v=spf1 include:m\xC3\xBCller.example -all",
       "SPF term \"include:m\xC3\xBCller.example\" holds the octet 0xC3, which is not visible "
       "ASCII"},
      {"v=spf1 x=\x7F", "SPF term \"x=\x7F\" holds the octet 0x7F, which is not visible ASCII"},
      {"v=spf1 -all include", "SPF term \"include\" has no \":\" after \"include\""},
  };
  for (const auto& [record, message] : rows) {
    const auto terms = parse_spf(record);
    REQUIRE_FALSE(terms);
    CHECK(terms.error().kind == ErrorKind::config);
    CHECK(terms.error().message == message);
  }
  std::string term = "a_b";
  term[1] = '\0';
  const auto zero = parse_spf("v=spf1 " + term);
  REQUIRE_FALSE(zero);
  CHECK(zero.error().message ==
        "SPF term \"" + term + "\" holds the octet 0x00, which is not visible ASCII");
}

TEST_CASE("an unusable label is refused in a requirement and let through in a record") {
  const std::string long_label(64, 'a');
  for (const std::string& domain : {std::string("a..example"), std::string(".example"),
                                    std::string("%{d}..example"), std::string("a.example..%{d}")}) {
    const auto term = parse_spf_term("include:" + domain);
    REQUIRE_FALSE(term);
    CHECK(term.error().message ==
          "SPF term \"include:" + domain + "\" has an empty label in its domain");
    CHECK(term.error().hint == "mend the domain name");
    CHECK(parse_spf("v=spf1 include:" + domain));
  }
  for (const std::string& text :
       {"exists:" + long_label + ".example", "a:" + long_label + ".example/24",
        "redirect=a." + long_label + ".example"}) {
    const auto term = parse_spf_term(text);
    REQUIRE_FALSE(term);
    CHECK(term.error().message.ends_with("\" has a label over 63 octets in its domain"));
    CHECK(parse_spf("v=spf1 " + text));
  }
  CHECK(parse_spf_term("include:" + std::string(63, 'a') + ".%{d}%{i}.example."));
}

TEST_CASE("lookups are counted up to all, redirect only where it can be reached") {
  const auto count = [](std::string_view record) { return count_spf_lookups(*parse_spf(record)); };
  CHECK(count("v=spf1") == 0);
  CHECK(count("v=spf1 ip4:192.0.2.1 ip6:::1 exp=a.example x=1 -all") == 0);
  CHECK(count("v=spf1 include:a.example a mx ptr exists:%{d} ~all") == 5);
  CHECK(count("v=spf1 a mx redirect=a.example") == 3);
  CHECK(count("v=spf1 redirect=a.example a mx") == 3);
  CHECK(count("v=spf1 redirect=a.example a -all mx") == 1);
  CHECK(count("v=spf1 a -all redirect=a.example include:b.example") == 1);
  CHECK(count("v=spf1 a a a") == 3);
  CHECK(count("v=spf1 include=a.example all=1 a") == 1);
}
