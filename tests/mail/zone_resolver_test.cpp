#include "mail/zone_resolver.h"

#include "support/zone_text.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace dnsward;
using test::name;

namespace {

/// The zone of RFC 4592, 2.2.1, with TXT for its hosts.
ZoneResolver rfc4592() {
  return {{name("example")}, test::zone_text("example", R"(
@ 60 SOA ns.example. m.example. 1 2 3 4 5
@ 60 NS ns.example.com.
* 60 TXT "this is a wildcard"
* 60 MX 10 host1.example.
sub.* 60 TXT "this is not a wildcard"
host1 60 A 192.0.2.1
_ssh._tcp.host1 60 SRV 0 0 22 host1.example.
subdel 60 NS ns.example.com.
)")};
}

std::string answer(const Lookup<std::string>& lookup) {
  switch (lookup.outcome) {
    case LookupOutcome::no_data: return "NODATA";
    case LookupOutcome::no_name: return "NXDOMAIN";
    case LookupOutcome::failed: return "failed";
    case LookupOutcome::answer: break;
  }
  std::string text;
  for (const auto& value : lookup.values) text += (text.empty() ? "" : "|") + value;
  return text;
}

}  // namespace

TEST_CASE("wildcards answer as in the example of RFC 4592, 2.2.1") {
  const auto resolver = rfc4592();
  CHECK(resolver.mx(name("host3.example")).values.front() == MxData{10, name("host1.example")});
  CHECK(resolver.a(name("host3.example")).outcome == LookupOutcome::no_data);
  const std::vector<std::pair<std::string_view, std::string_view>> rows{
      {"foo.bar.example", "this is a wildcard"},
      {"host1.example", "NODATA"},
      {"sub.*.example", "this is not a wildcard"},
      {"_telnet._tcp.host1.example", "NXDOMAIN"},
      {"host.subdel.example", "failed"},
      {"ghost.*.example", "NXDOMAIN"},
      {"_tcp.host1.example", "NODATA"},
      {"example", "NODATA"},
      {"other", "failed"}};
  for (const auto& [owner, expected] : rows) {
    INFO(owner);
    CHECK(answer(resolver.txt(name(owner))) == expected);
  }
}

TEST_CASE("CNAMEs are followed, into other zones too, and circles fail") {
  auto rrsets = test::zone_text("a.example", R"(
one 60 CNAME two.a.example.
two 60 CNAME key.b.example.
x 60 CNAME y.a.example.
y 60 CNAME x.a.example.
self 60 CNAME self.a.example.
out 60 CNAME key.c.example.
gone 60 CNAME nothing.b.example.
*.w 60 CNAME key.b.example.
)");
  const auto b = test::zone_text("b.example", "key 60 TXT value\nkey 60 TXT \"other\"");
  rrsets.insert(rrsets.end(), b.begin(), b.end());
  const ZoneResolver resolver({name("a.example"), name("b.example")}, rrsets);
  CHECK(answer(resolver.txt(name("one.a.example"))) == "other|value");
  CHECK(answer(resolver.txt(name("any.w.a.example"))) == "other|value");
  CHECK(answer(resolver.txt(name("x.a.example"))) == "failed");
  CHECK(answer(resolver.txt(name("self.a.example"))) == "failed");
  CHECK(answer(resolver.txt(name("out.a.example"))) == "failed");
  CHECK(answer(resolver.txt(name("gone.a.example"))) == "NXDOMAIN");
  CHECK(resolver.cname(name("one.a.example")).values.front() == name("two.a.example"));
  CHECK(resolver.cname(name("key.b.example")).outcome == LookupOutcome::no_data);
}

TEST_CASE("a chain of 16 CNAMEs is followed and one of 17 is not") {
  std::string records = "end 60 TXT end\nc0 60 CNAME end.z.example.\n";
  for (int i = 1; i < 17; ++i) {
    records += "c" + std::to_string(i) + " 60 CNAME c" + std::to_string(i - 1) + ".z.example.\n";
  }
  const ZoneResolver resolver({name("z.example")}, test::zone_text("z.example", records));
  CHECK(answer(resolver.txt(name("c15.z.example"))) == "end");
  CHECK(answer(resolver.txt(name("c16.z.example"))) == "failed");
}

TEST_CASE("what lies below a DNAME or a child zone is asked elsewhere") {
  auto rrsets = test::zone_text("example",
                                "w 60 DNAME v.example.\nw 60 TXT w\na.w 60 TXT a\n"
                                "child 60 NS ns.example.\nchild 60 TXT parent");
  const auto child = test::zone_text("child.example", "x 60 TXT x");
  rrsets.insert(rrsets.end(), child.begin(), child.end());
  const ZoneResolver parent({name("example")}, rrsets);
  CHECK(answer(parent.txt(name("w.example"))) == "w");
  CHECK(answer(parent.txt(name("a.w.example"))) == "failed");
  CHECK(answer(parent.txt(name("child.example"))) == "failed");
  const ZoneResolver both({name("child.example"), name("example")}, rrsets);
  CHECK(answer(both.txt(name("x.child.example"))) == "x");
  CHECK(answer(both.txt(name("y.child.example"))) == "NXDOMAIN");
}

TEST_CASE("addresses and names of hosts are read from their records") {
  auto rrsets =
      test::zone_text("example", "h 60 A 192.0.2.1\nh 60 A 192.0.2.2\nh 60 AAAA 2001:db8::1");
  const auto reverse = test::zone_text("2.0.192.in-addr.arpa", "1 60 PTR h.example.");
  rrsets.insert(rrsets.end(), reverse.begin(), reverse.end());
  const ZoneResolver resolver({name("example"), name("2.0.192.in-addr.arpa")}, rrsets);
  CHECK(resolver.a(name("h.example")).values.size() == 2);
  CHECK(resolver.aaaa(name("h.example")).values.front() == *IpAddress::parse("2001:db8::1"));
  CHECK(resolver.ptr(*IpAddress::parse("192.0.2.1")).values.front() == name("h.example"));
  CHECK(resolver.ptr(*IpAddress::parse("192.0.2.2")).outcome == LookupOutcome::no_name);
  CHECK(resolver.ptr(*IpAddress::parse("198.51.100.1")).outcome == LookupOutcome::failed);
}
