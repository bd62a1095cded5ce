#include "mail/spf_eval.h"

#include "mail/zone_resolver.h"
#include "support/zone_text.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

using namespace dnsward;
using test::name;

namespace {

constexpr std::string_view zone = R"(
mail 60 A 192.0.2.3
mail 60 AAAA 2001:db8::3
mx1 60 A 192.0.2.11
d 60 MX 10 mx1.example.
d 60 A 192.0.2.10
pass 60 TXT "v=spf1 all"
fail 60 TXT "v=spf1 -all"
soft 60 TXT "v=spf1 ~all"
neutral 60 TXT "v=spf1 ?all"
open 60 TXT "v=spf1 ip4:198.51.100.1"
two 60 TXT "v=spf1 -all"
two 60 TXT "v=spf1 ~all"
bad 60 TXT "v=spf1 ip4:192.0.2.3 -all moo"
other 60 TXT "v=spf10 all"
p3 60 TXT "v=spf1 ip4:192.0.2.3 -all"
wild._spf 60 A 127.0.0.2
*.ip._spf 60 A 127.0.0.2
far 60 TXT "v=spf1 include:d.test -all"
loop 60 TXT "v=spf1 include:loop.example -all"
)";

ZoneResolver resolver_with(std::string_view record) {
  std::string records(zone);
  if (!record.empty()) records += "d 60 TXT \"" + std::string(record) + "\"\n";
  auto rrsets = test::zone_text("example", records);
  const auto reverse = test::zone_text("2.0.192.in-addr.arpa",
                                       "3 60 PTR mail.example.\n"
                                       "4 60 PTR mail.example.");
  rrsets.insert(rrsets.end(), reverse.begin(), reverse.end());
  return {{name("example"), name("2.0.192.in-addr.arpa")}, rrsets};
}

SpfVerdict verdict(std::string_view record, std::string_view client = "192.0.2.3",
                   std::string_view sender = "user@d.example") {
  return check_spf_host(resolver_with(record),
                        {*IpAddress::parse(client), std::string(sender), "helo.example"});
}

std::string_view result(std::string_view record, std::string_view client = "192.0.2.3",
                        std::string_view sender = "user@d.example") {
  return to_text(verdict(record, client, sender).result);
}

struct Row {
  std::string_view record;
  std::string_view result;
};

void check_rows(const std::vector<Row>& rows) {
  for (const auto& row : rows) {
    INFO("record: ", row.record);
    CHECK(result(row.record) == row.result);
  }
}

}  // namespace

TEST_CASE("a domain that can't be asked for, or has no record, has the result none") {
  CHECK(result("") == "none");
  CHECK(result("v=spf10 -all") == "none");
  CHECK(result("v=spf1 -all", "192.0.2.3", "user@localhost") == "none");
  CHECK(result("v=spf1 -all", "192.0.2.3", "user@a..example") == "none");
  CHECK(result("v=spf1 -all", "192.0.2.3", "user@" + std::string(64, 'a') + ".example") == "none");
  CHECK(result("v=spf1 -all", "192.0.2.3", "user@other.example") == "none");
}

TEST_CASE("an empty sender is judged by what the host calls itself") {
  const auto resolver = resolver_with("");
  const auto client = *IpAddress::parse("192.0.2.3");
  CHECK(check_spf_host(resolver, {client, "", "soft.example"}).result == SpfResult::softfail);
  CHECK(check_spf_host(resolver, {client, "@fail.example", "x"}).result == SpfResult::fail);
}

TEST_CASE("the first mechanism that matches decides by its qualifier") {
  check_rows({{"v=spf1", "neutral"},
              {"v=spf1 -ip4:192.0.2.3 +all", "fail"},
              {"v=spf1 ~ip4:192.0.2.0/24 -all", "softfail"},
              {"v=spf1 ?ip4:192.0.2.3/31 -all", "neutral"},
              {"v=spf1 ip4:192.0.2.4 -all", "fail"},
              {"v=spf1 ip6:2001:db8::3 -all", "fail"},
              {"v=spf1 ip6:::ffff:192.0.2.3 -all", "fail"},
              {"V=SPF1 IP4:192.0.2.3 -ALL", "pass"},
              {"v=spf1 x=y exp=e.example ~all", "softfail"}});
  CHECK(result("v=spf1 ip6:2001:db8::/32 -all", "2001:db8::3") == "pass");
  CHECK(result("v=spf1 ip4:0.0.0.0/0 -all", "2001:db8::3") == "fail");
  CHECK(result("v=spf1 ip4:192.0.2.3 -all", "::ffff:192.0.2.3") == "pass");
}

TEST_CASE("a syntax error anywhere, or a second record, is a permanent error") {
  check_rows({{"v=spf1 ip4:192.0.2.3 moo -all", "permerror"},
              {"v=spf1 -all a:", "permerror"},
              {"v=spf1 redirect=a.example redirect=b.example", "permerror"}});
  CHECK(result("", "192.0.2.3", "user@two.example") == "permerror");
}

TEST_CASE("a and mx match the addresses of hosts, with prefixes by family") {
  check_rows({{"v=spf1 a -all", "fail"},
              {"v=spf1 a/24 -all", "pass"},
              {"v=spf1 a:mail.example -all", "pass"},
              {"v=spf1 a:mail.example//0 -all", "pass"},
              {"v=spf1 mx -all", "fail"},
              {"v=spf1 mx/28 -all", "pass"},
              {"v=spf1 mx/29 -all", "fail"},
              {"v=spf1 a:nothing.example -all", "fail"},
              {"v=spf1 a:a..example -all", "fail"},
              {"v=spf1 a:host.test -all", "temperror"},
              {"v=spf1 mx:host.test -all", "temperror"}});
  CHECK(result("v=spf1 a:mail.example/0 -all", "2001:db8::4") == "fail");
  CHECK(result("v=spf1 a:mail.example//126 -all", "2001:db8::1") == "pass");
}

TEST_CASE("include passes on a pass alone, and errors of the included record are errors") {
  check_rows({{"v=spf1 include:pass.example -all", "pass"},
              {"v=spf1 -include:pass.example ~all", "fail"},
              {"v=spf1 include:fail.example ~all", "softfail"},
              {"v=spf1 include:soft.example -all", "fail"},
              {"v=spf1 include:neutral.example -all", "fail"},
              {"v=spf1 include:open.example -all", "fail"},
              {"v=spf1 include:nothing.example -all", "permerror"},
              {"v=spf1 include:other.example -all", "permerror"},
              {"v=spf1 include:two.example -all", "permerror"},
              {"v=spf1 include:bad.example -all", "permerror"},
              {"v=spf1 include:a..example -all", "permerror"},
              {"v=spf1 include:d.test -all", "temperror"},
              {"v=spf1 include:far.example -all", "temperror"},
              {"v=spf1 include:loop.example -all", "permerror"}});
}

TEST_CASE("redirect is used when nothing matched, and its result is final") {
  check_rows({{"v=spf1 redirect=fail.example", "fail"},
              {"v=spf1 redirect=p3.example", "pass"},
              {"v=spf1 redirect=fail.example ip4:192.0.2.3", "pass"},
              {"v=spf1 redirect=fail.example ~all", "softfail"},
              {"v=spf1 redirect=nothing.example", "permerror"},
              {"v=spf1 redirect=a..example", "permerror"},
              {"v=spf1 redirect=d.example", "permerror"},
              {"v=spf1 redirect=d.test", "temperror"}});
}

TEST_CASE("exists and ptr ask for what the message gives") {
  check_rows({{"v=spf1 exists:%{ir}.ip._spf.example -all", "pass"},
              {"v=spf1 exists:%{l}.wild._spf.example -all", "fail"},
              {"v=spf1 exists:wild._spf.example -all", "pass"},
              {"v=spf1 exists:%{h}.nothing.example -all", "fail"},
              {"v=spf1 ptr:example -all", "permerror"},
              {"v=spf1 ptr:mail.example -all", "pass"},
              {"v=spf1 ptr -all", "fail"},
              {"v=spf1 a:%{p} -all", "pass"}});
  CHECK(result("v=spf1 ptr:mail.example -all", "192.0.2.4") == "fail");
  CHECK(result("v=spf1 ptr:mail.example -all", "192.0.2.5") == "fail");
  CHECK(result("v=spf1 ptr:mail.example -all", "198.51.100.1") == "fail");
  CHECK(result("v=spf1 a:%{p}.example -all", "198.51.100.1") == "fail");
}

TEST_CASE("ten terms may ask, and two answers may be empty") {
  const auto terms = [](int count, std::string_view term) {
    std::string record = "v=spf1";
    for (int i = 0; i < count; ++i) record += ' ' + std::string(term);
    return record + " ip4:192.0.2.3 -all";
  };
  CHECK(result(terms(10, "mx")) == "pass");
  CHECK(result(terms(11, "mx")) == "permerror");
  CHECK(verdict(terms(10, "mx")).lookups == 10);
  CHECK(result(terms(5, "include:open.example mx")) == "pass");
  CHECK(result(terms(2, "a:nothing.example")) == "pass");
  CHECK(verdict(terms(2, "exists:nothing.example")).voids == 2);
  CHECK(result(terms(3, "a:nothing.example")) == "permerror");
  CHECK(result(terms(3, "exists:nothing.example")) == "permerror");
  CHECK(result(terms(3, "mx:nothing.example")) == "permerror");
  CHECK(result(terms(9, "mx") + " redirect=p3.example") == "pass");
}
