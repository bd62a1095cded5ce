#include "compose/domain_connect.h"

#include "compose/template_support.h"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <string>

using namespace dnsward;
using namespace dnsward::test;

namespace {

/// The warnings, then what is required for example.com.
std::string converted(std::string_view records, const Vars& vars = {},
                      const std::string& domain = "example.com") {
  const auto result = convert_template(template_with(records), "t.json");
  if (!result.errors.empty()) return "ERROR " + messages(result.errors) + messages(result.warnings);
  return messages(result.warnings) + required(result.sender, vars, domain);
}

std::string text_of_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("a TXT record at the domain is a token") {
  CHECK(converted(R"({"type": "TXT", "host": "@", "data": "x-code:%c%"},
                     {"type": "TXT", "host": "", "data": "y=1"})",
                  {{"c", "9"}}) == "example.com. TXT \"x-code:9\"\nexample.com. TXT \"y=1\"\n");
}

TEST_CASE("TXT data is presentation format whose quotes may be left out") {
  CHECK(converted(R"({"type": "TXT", "host": "a", "data": "\"b c\" \"%v%\""},
                     {"type": "TXT", "host": "b", "data": "say \\\"x\\\" \\226\\130\\172"},
                     {"type": "TXT", "host": "c", "data": "\"\\255\""},
                     {"type": "TXT", "host": "d", "data": ""})",
                  {{"v", "1"}}) == R"(a.example.com. TXT "b c1"
b.example.com. TXT "say \"x\" \226\130\172"
c.example.com. TXT "\255"
d.example.com. TXT ""
)");
}

TEST_CASE("TXT data that is none is left out") {
  CHECK(
      converted(R"({"type": "TXT", "host": "a", "data": "\"open"},
                     {"type": "TXT", "host": "b", "data": "\"\\255%v%\""},
                     {"type": "TXT", "host": "c", "data": "$%v%"},
                     {"type": "TXT", "host": "%v%..x", "data": "x"},
                     {"type": "TXT", "host": "@", "data": "<your code> %v%"},
                     {"type": "TXT", "host": "d", "data": "kept"})") ==
      R"(/records/0: the TXT record at "a" is left out: quoted string "open has no closing quote | end the string with ", and write a quote inside it as \"
/records/1: the TXT record at "b" is left out: its value is no UTF-8 and has variables
/records/2: the TXT record at "c" is left out: "$%v%" has a "$" right before a variable | make the "$" part of the variable's value
/records/3: the TXT record at "%v%..x" is left out: domain name "a1..x" has an empty label | remove the dot that stands for nothing
/records/4: the TXT record at "@" is left out: "<your code>" is a placeholder | write the real value in its place; if it belongs there, give the value as presentation
d.example.com. TXT "kept"
)");
}

TEST_CASE("no conflict mode that deletes is kept but a prefix that a standard allows once") {
  CHECK(converted(R"(
{"type": "TXT", "host": "@", "data": "x-code:1", "txtConflictMatchingMode": "All"},
{"type": "TXT", "host": "@", "data": "y-code:1", "txtConflictMatchingMode": "Prefix",
 "txtConflictMatchingPrefix": "y-code:"},
{"type": "TXT", "host": "z", "data": "z", "txtConflictMatchingMode": "None"},
{"type": "TXT", "host": "_mta-sts", "data": "v=STSv1; id=1;", "txtConflictMatchingMode": "prefix",
 "txtConflictMatchingPrefix": "v=STSv1"},
{"type": "TXT", "host": "_smtp._tls", "data": "v=TLSRPTv1; rua=mailto:a@b.example",
 "txtConflictMatchingMode": "Prefix", "txtConflictMatchingPrefix": "v=TLSRPTv1"},
{"type": "TXT", "host": "x._bimi", "data": "v=BIMI1; l=%l%", "txtConflictMatchingMode": "Prefix",
 "txtConflictMatchingPrefix": "v=BIMI1"},
{"type": "TXT", "host": "y._bimi", "data": "%bimi%", "txtConflictMatchingMode": "Prefix",
 "txtConflictMatchingPrefix": "v=BIMI1"})",
                  {{"l", "https://a.example/l.svg"}, {"bimi", "v=BIMI1; l="}}) ==
        R"(/records/0: the mode "All" of the TXT record at "@" is not kept: other values there stay
/records/1: the mode "Prefix" of the TXT record at "@" is not kept: other values with "y-code:" stay | remove by hand those that nobody needs any more
/records/6: the mode "Prefix" of the TXT record at "y._bimi" is not kept: other values with "v=BIMI1" stay | remove by hand those that nobody needs any more
_mta-sts.example.com. TXT "v=STSv1; id=1;" by prefix v=STSv1
_smtp._tls.example.com. TXT "v=TLSRPTv1; rua=mailto:a@b.example" by prefix v=TLSRPTv1
example.com. TXT "x-code:1"
example.com. TXT "y-code:1"
x._bimi.example.com. TXT "v=BIMI1; l=https://a.example/l.svg" by prefix v=BIMI1
y._bimi.example.com. TXT "v=BIMI1; l="
z.example.com. TXT "z"
)");
}

TEST_CASE("SPF rules and whole SPF records are terms, at any name") {
  CHECK(converted(R"(
{"type": "SPFM", "host": "@", "spfRules": "include:a.example include:%d%"},
{"type": "SPFM", "host": "@", "spfRules": "include:A.example ?include:a.example include:a.example"},
{"type": "TXT", "host": "@", "data": "v=spf1 ip4:192.0.2.1 ~all", "txtConflictMatchingMode": "All"},
{"type": "TXT", "host": "mail", "data": "v=spf1 include:%d% -all"},
{"type": "SPFM", "host": "MAIL", "spfRules": "exists:%{i}.a.example"})",
                  {{"d", "b.example"}}) ==
        R"(/records/1: "include:A.example" is left out: it speaks of the same as "include:a.example"
/records/1: "?include:a.example" is left out: it speaks of the same as "include:a.example"
/records/3: "-all" is left out: a record that exists keeps its own "all", a new one gets "~all"
example.com. SPF include:a.example
example.com. SPF include:b.example
example.com. SPF ip4:192.0.2.1
mail.example.com. SPF exists:%{i}.a.example
mail.example.com. SPF include:b.example
)");
}

TEST_CASE("SPF that no sender may ask for is left out") {
  CHECK(
      converted(R"(
{"type": "TXT", "host": "@", "data": "v=spf1 redirect=a.example"},
{"type": "SPFM", "host": "@", "spfRules": "+all"},
{"type": "SPFM", "host": "@", "spfRules": "include:"},
{"type": "TXT", "host": "@", "data": "%spf%", "txtConflictMatchingMode": "Prefix",
 "txtConflictMatchingPrefix": "v=spf1"},
{"type": "TXT", "host": "k", "data": "kept"})") ==
      R"(/records/0: "redirect=a.example" is left out: SPF term "redirect=a.example" belongs to the domain's owner | write "include:a.example"
/records/1: "+all" is left out: a record that exists keeps its own "all", a new one gets "~all"
/records/1: the SPFM record at "@" is left out: it has no SPF term
/records/2: "include:" is left out: SPF term "include:" has an empty domain | write a domain after it
/records/3: the TXT record at "@" is left out: it is a whole SPF record in a variable | write the terms of the variable's value as spf = ["..."]
k.example.com. TXT "kept"
)");
}

TEST_CASE("a DMARC record is the wish that some policy exists, and its report addresses") {
  CHECK(
      converted(R"(
{"type": "TXT", "host": "_dmarc", "txtConflictMatchingMode": "All",
 "data": "v=DMARC1; p=none; sp=none; pct=100; rua=mailto:a@x.example!10m, mailto:%box%@x.example"},
{"type": "TXT", "host": "_dmarc", "data": "v=DMARC1; p=quarantine; rua=mailto:a@x.example,https://x.example"})",
                {{"box", "b"}}) ==
      R"(/records/0: the mode "All" of the TXT record at "_dmarc" is not kept: other values there stay
/records/0: of the DMARC record, sp=none; pct=100 is left to the domain's owner | say it in the dmarc of the [[domains]] entry if it is wanted
/records/1: address "https://x.example" does not begin with "mailto:": it is left out | write it as "mailto:reports@example.com"
_dmarc.example.com. DMARC quarantine mailto:a@x.example mailto:b@x.example
)");
}

TEST_CASE("a DMARC record in a variable asks for a policy alone, and a broken one for nothing") {
  CHECK(converted(R"({"type": "TXT", "host": "_dmarc", "data": "%dmarc%"})") ==
        "/records/0: the DMARC record is a variable: only that some policy exists is asked for | "
        "write the report addresses of its value into rua\n_dmarc.example.com. DMARC none\n");
  CHECK(
      converted(R"({"type": "TXT", "host": "_dmarc", "data": "v=DMARC1; p=%p%"})") ==
      "/records/0: of the DMARC record, p=%p% is left to the domain's owner | say it in the dmarc "
      "of the [[domains]] entry if it is wanted\n_dmarc.example.com. DMARC none\n");
  CHECK(
      converted(R"({"type": "TXT", "host": "_dmarc", "data": "v=dmarc1"},
                     {"type": "TXT", "host": "_dmarc.sub", "data": "v=DMARC1; p=none"})") ==
      R"(ERROR no record of the template can be a requirement of a sender | dnsward writes TXT, CNAME and MX
/records/0: the TXT record at "_dmarc" is left out: DMARC record begins with "v=dmarc1", not with "v=DMARC1;" | begin the record with "v=DMARC1; "
/records/1: the TXT record at "_dmarc.sub" is left out: a DMARC record can't be one TXT value among others | use dmarc = { ... }, or owns = "rrset" where no other TXT may be
)");
}

TEST_CASE("a key is a DKIM item, as TXT or as CNAME, and a name holds one of them") {
  CHECK(
      converted(R"(
{"type": "TXT", "host": "%s%._domainkey", "data": "k=rsa; p=%p%"},
{"type": "CNAME", "host": "b._domainkey", "pointsTo": "b.%fqdn%.x.example"},
{"type": "CNAME", "host": "B._DomainKey", "pointsTo": "b.%fqdn%.x.example"},
{"type": "TXT", "host": "b._domainkey", "data": "p=%p%", "groupId": "raw"},
{"type": "TXT", "host": "c._domainkey", "data": "v=DKIM1; p="},
{"type": "TXT", "host": "c._domainkey", "data": "p=%p%"},
{"type": "TXT", "host": "d._domainkey", "data": "v=DKIM1; p=MIIB"},
{"type": "TXT", "host": "e._domainkey.sub", "data": "p=%p%"})",
                {{"s", "a"}, {"p", ""}}) ==
      R"(/records/3: the TXT record at "b._domainkey" is left out: /records/1 stands at the name already | choose between them with --group
/records/5: the TXT record at "c._domainkey" is left out: /records/4 stands at the name already
/records/6: the TXT record at "d._domainkey" is left out: DKIM key is cut off: it has 3 octets | copy the whole p= value again
a._domainkey.example.com. TXT alone "k=rsa; p="
b._domainkey.example.com. CNAME b.example.com.x.example.
c._domainkey.example.com. TXT alone "v=DKIM1; p="
e._domainkey.sub.example.com. TXT "p="
)");
}

TEST_CASE("CNAME and MX targets are absolute, and @ is the domain") {
  CHECK(
      converted(R"(
{"type": "CNAME", "host": "a", "pointsTo": "@"},
{"type": "CNAME", "host": "b", "pointsTo": "x.example"},
{"type": "CNAME", "host": "c", "pointsTo": "%t%"},
{"type": "CNAME", "host": "_dmarc", "pointsTo": "d.x.example."},
{"type": "MX", "host": "@", "pointsTo": "mx.x.example", "priority": 10},
{"type": "MX", "host": "@", "pointsTo": "@", "priority": "%p%"},
{"type": "MX", "host": "n", "pointsTo": ".", "priority": "0"},
{"type": "MX", "host": "m", "pointsTo": "192.0.2.1", "priority": 10},
{"type": "MX", "host": "m", "pointsTo": "mx.x.example", "priority": 65536},
{"type": "MX", "host": "m", "pointsTo": "mx.x.example", "priority": -1},
{"type": "CNAME", "host": "", "pointsTo": "%zone%.x.example"})",
                {{"t", "t.example"}, {"p", "20"}, {"zone_2", "z"}}, "sub.example.com") ==
      R"(/records/3: whoever runs the target of the CNAME at "_dmarc" decides the domain's policy | look at the policy there before it takes the place of your own
/records/7: the MX record at "m" is left out: "192.0.2.1" is an address and no name
/records/8: the MX record at "m" is left out: its priority 65536 is not from 0 to 65535
/records/9: the MX record at "m" is left out: its priority -1 is not from 0 to 65535
/records/10: the CNAME record at "@" is left out: /records/4 stands at the name already
_dmarc.sub.example.com. CNAME d.x.example.
a.sub.example.com. CNAME sub.example.com.
b.sub.example.com. CNAME x.example.
c.sub.example.com. CNAME t.example.
n.sub.example.com. MX 0 .
sub.example.com. MX 10 mx.x.example.
sub.example.com. MX 20 sub.example.com.
)");
}

TEST_CASE("an absolute name is relative to the domain, or left out") {
  CHECK(
      converted(R"(
{"type": "TXT", "host": "%fqdn%.", "data": "a=1"},
{"type": "TXT", "host": "x.%fqdn%.", "data": "b=1"},
{"type": "TXT", "host": "%h%.%domain%.", "data": "c=1"},
{"type": "TXT", "host": "x.example.net.", "data": "d=1"},
{"type": "TXT", "host": "-x", "data": "e=1"})",
                {{"h", "y"}}) ==
      R"(/records/2: the TXT record at "%h%.%domain%." is meant for the zone, not for a domain below its apex
/records/3: the TXT record at "x.example.net." is left out: its name is absolute, and names of the file are relative to the domain
/records/4: the TXT record at "-x" is left out: "-x" can't be a name: label "-x" starts with a hyphen | write letters, digits, "-" and "_", e.g. "em123"
example.com. TXT "a=1"
x.example.com. TXT "b=1"
y.example.com. TXT "c=1"
)");
}

TEST_CASE("a group chooses its records and those without a group") {
  const std::string text = template_with(R"(
{"type": "TXT", "host": "a", "data": "1"}, {"type": "TXT", "host": "b", "data": "1", "groupId": "g"},
{"type": "TXT", "host": "c", "data": "1", "groupId": "h"}, {"type": "A", "host": "d", "groupId": "h"})");
  const std::vector<std::string> g{"g"};
  const auto one = convert_template(text, "t.json", g);
  CHECK(messages(one.warnings) == "");
  CHECK(required(one.sender, {}) == "a.example.com. TXT \"1\"\nb.example.com. TXT \"1\"\n");
  const std::vector<std::string> wrong{"gg", "i"};
  CHECK(messages(convert_template(text, "t.json", wrong).errors) ==
        R"(the template has no group "gg" | did you mean "g"? its groups are g, h
the template has no group "i" | its groups are g, h
)");
  CHECK(messages(convert_template(template_with(R"({"type": "TXT", "host": "a", "data": "1"})"),
                                  "t.json", g)
                     .errors) ==
        "the template has no group \"g\" | it has none: leave --group out\n");
}

TEST_CASE("the example of the specification requires what its records say") {
  const std::string path =
      std::string(SHARED_FOLDER) + "/domain-connect/exampleprovider.exampleservice.json";
  const std::string text = text_of_file(path);
  if (text.empty()) {
    MESSAGE("skipped: ../shared/domain-connect is not there");
    return;
  }
  const auto result = convert_template(text, "t.json");
  CHECK(messages(result.errors) == "");
  CHECK(
      messages(result.warnings) ==
      R"(/records/0: the A record at "@" is left out: dnsward writes TXT, CNAME and MX | add it by hand if it is needed
/records/1: the A record at "@" is left out: dnsward writes TXT, CNAME and MX | add it by hand if it is needed
/records/8: the MX record at "@" is left out: "192.0.2.2" is an address and no name
/records/9: the SRV record at "@" is left out: dnsward writes TXT, CNAME and MX | add it by hand if it is needed
/records/10: the CAA record at "@" is left out: dnsward writes TXT, CNAME and MX | add it by hand if it is needed
/records/11: the SRV record at "@" is left out: dnsward writes TXT, CNAME and MX | add it by hand if it is needed
)");
  CHECK(required(result.sender,
                 {{"sub", "s"}, {"cnamehost", "h"}, {"txt", "t=1"}, {"mx", "mx.example.net"}}) ==
        R"(example.com. MX 5 mx.example.net.
example.com. SPF include:spf.mydomain.com
example.com. TXT "t=1"
h.example.com. CNAME s.mydomain.com.
sub.example.com. CNAME s.mydomain.com.
www.example.com. CNAME example.com.
)");
}
