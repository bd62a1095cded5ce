#include "mail/spf_macro.h"

#include "support/zone_text.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace dnsward;
using test::name;

namespace {

using Rows = std::vector<std::pair<std::string_view, std::string_view>>;

void check_rows(const Rows& rows, const SpfMacroValues& values) {
  for (const auto& [text, expanded] : rows) {
    INFO("text: ", text);
    CHECK(expand_spf(text, name("email.example.com"), values) == std::string(expanded));
  }
}

}  // namespace

TEST_CASE("macros expand as in the examples of RFC 7208, 7.4") {
  SpfMacroValues values;
  values.sender = "strong-bad@email.example.com";
  values.client = IpAddress::parse("192.0.2.3");
  values.helo = "mx.example.org";
  check_rows(
      {{"%{s}", "strong-bad@email.example.com"},
       {"%{o}", "email.example.com"},
       {"%{d}", "email.example.com"},
       {"%{d4}", "email.example.com"},
       {"%{d3}", "email.example.com"},
       {"%{d2}", "example.com"},
       {"%{d1}", "com"},
       {"%{dr}", "com.example.email"},
       {"%{d2r}", "example.email"},
       {"%{l}", "strong-bad"},
       {"%{l-}", "strong.bad"},
       {"%{lr}", "strong-bad"},
       {"%{lr-}", "bad.strong"},
       {"%{l1r-}", "strong"},
       {"%{ir}.%{v}._spf.%{d2}", "3.2.0.192.in-addr._spf.example.com"},
       {"%{lr-}.lp._spf.%{d2}", "bad.strong.lp._spf.example.com"},
       {"%{lr-}.lp.%{ir}.%{v}._spf.%{d2}", "bad.strong.lp.3.2.0.192.in-addr._spf.example.com"},
       {"%{ir}.%{v}.%{l1r-}.lp._spf.%{d2}", "3.2.0.192.in-addr.strong.lp._spf.example.com"},
       {"%{d2}.trusted-domains.example.net", "example.com.trusted-domains.example.net"},
       {"%{h}", "mx.example.org"},
       {"a%%b%_c%-d", "a%b c%20d"},
       {"plain.example", "plain.example"},
       {"", ""}},
      values);
  values.client = IpAddress::parse("2001:db8::cb01");
  check_rows({{"%{ir}.%{v}._spf.%{d2}",
               "1.0.b.c.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0."
               "2.ip6._spf.example.com"}},
             values);
}

TEST_CASE("capital letters ask for URL escapes, and a missing local part is postmaster") {
  SpfMacroValues values;
  values.sender = "a~b&c@d.example";
  check_rows({{"%{L}", "a~b%26c"}, {"%{l}", "a~b&c"}, {"%{S}", "a~b%26c%40d.example"}}, values);
  values.sender = "@d.example";
  check_rows({{"%{l}", "postmaster"}, {"%{s}", "postmaster@d.example"}}, values);
  values.sender = "d.example";
  check_rows({{"%{l}", "postmaster"}, {"%{o}", "d.example"}}, values);
}

TEST_CASE("digits and delimiters of any size are taken") {
  SpfMacroValues values;
  values.sender = "a+b=c/d_e,f.g@h.example";
  check_rows({{"%{l2+}", "a.b=c/d_e,f.g"},
              {"%{lr+=/_,}", "f.g.e.d.c.b.a"},
              {"%{l99999999999999999999}", "a+b=c/d_e,f.g"},
              {"%{l1.}", "g"}},
             values);
}

TEST_CASE("a macro that is not known leaves nothing") {
  for (const std::string_view text : {"%{s}", "%{l}", "%{o}", "%{i}", "%{v}", "%{h}", "%{p}"}) {
    INFO(text);
    CHECK_FALSE(expand_spf(text, name("d.example"), {}).has_value());
  }
  CHECK(expand_spf("%{d}", name("d.example"), {}) == "d.example");
}

TEST_CASE("an expanded domain is looked up by a name that DNS can hold") {
  CHECK(spf_target_name("A.Example") == name("a.example"));
  CHECK(spf_target_name("a.example.") == name("a.example"));
  CHECK(spf_target_name("a b.example")->labels().front() == "a b");
  CHECK_FALSE(spf_target_name("").has_value());
  CHECK_FALSE(spf_target_name("a..example").has_value());
  CHECK_FALSE(spf_target_name(std::string(64, 'a') + ".example").has_value());
  std::string longest = "x.example";
  while (longest.size() < 300) longest.insert(0, "abcdefg.");
  const auto cut = spf_target_name(longest);
  REQUIRE(cut.has_value());
  CHECK(cut->display().size() <= 253);
  CHECK(cut->display().size() > 245);
  CHECK_FALSE(spf_target_name(std::string(254, 'a')).has_value());
}

TEST_CASE("a macro's letter is told from text that looks like one") {
  CHECK(has_spf_macro("%{p}.example", 'p'));
  CHECK(has_spf_macro("a.%{Pr}", 'p'));
  CHECK_FALSE(has_spf_macro("%%{p}", 'p'));
  CHECK_FALSE(has_spf_macro("p.%{d}", 'p'));
}

TEST_CASE("addresses are read, compared by prefix and reversed") {
  const auto v4 = *IpAddress::parse("192.0.2.129");
  CHECK(v4.to_text() == "192.0.2.129");
  CHECK(v4.reverse_name() == name("129.2.0.192.in-addr.arpa"));
  CHECK(v4.is_within(*IpAddress::parse("192.0.2.128"), 25));
  CHECK_FALSE(v4.is_within(*IpAddress::parse("192.0.2.127"), 25));
  CHECK(v4.is_within(*IpAddress::parse("10.0.0.0"), 0));
  CHECK_FALSE(v4.is_within(*IpAddress::parse("::"), 0));
  CHECK(IpAddress::parse("::ffff:192.0.2.129") == v4);
  const auto v6 = *IpAddress::parse("2001:DB8::1");
  CHECK(v6.to_text() == "2001:db8::1");
  CHECK(v6.reverse_name() ==
        name("1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa"));
  for (const std::string_view text :
       {"", "192.0.2", "192.0.2.256", "192.0.2.1 ", "2001:db8", "x"}) {
    CHECK_FALSE(IpAddress::parse(text).has_value());
  }
  CHECK_FALSE(IpAddress::parse(std::string_view("192.0.2.1\0", 10)).has_value());
}
