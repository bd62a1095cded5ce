#include "plan/planner.h"

#include "plan/wants.h"

#include <doctest/doctest.h>

using namespace dnsward;
using namespace dnsward::test;

namespace {

constexpr const char* zone = "example.com";

std::string planned(const char* records, const std::vector<Requirement>& wants) {
  return plan_text(make_plan(name(zone), wants, zone_text(zone, records)));
}

}  // namespace

TEST_CASE("a token joins the others at the apex and leaves them alone") {
  CHECK(planned("@ 3600 TXT \"MS=ms1\"", {token(zone, "brevo-code:1", 1)}) ==
        "~ example.com. TXT 3600\n"
        "  + \"brevo-code:1\"  [token]\n"
        "  = \"MS=ms1\"\n");
}

TEST_CASE("a token that is there needs nothing") {
  CHECK(planned("@ 3600 TXT \"brevo-code:1\"", {token(zone, "brevo-code:1", 1)}).empty());
}

TEST_CASE("an RRset that does not exist is created with the file's TTL") {
  CHECK(planned("", {token(zone, "brevo-code:1", 1)}) ==
        "+ example.com. TXT 300\n"
        "  + \"brevo-code:1\"  [token]\n");
}

TEST_CASE("an exact TTL changes the RRset's TTL and no value") {
  auto wanted = token(zone, "brevo-code:1", 1);
  wanted.exact_ttl = 60;
  CHECK(planned("@ 3600 TXT \"brevo-code:1\"", {wanted}) ==
        "~ example.com. TXT 3600 -> 60\n"
        "  = \"brevo-code:1\"  [token]\n");
}

TEST_CASE("a prefix claim replaces its own value and no other") {
  CHECK(planned("@ 60 TXT \"vendor=old\"\n@ 60 TXT \"vendor2=x\"",
                {prefix(zone, "vendor=", "vendor=new", 1)}) ==
        "~ example.com. TXT 60\n"
        "  ~ \"vendor=new\" was \"vendor=old\"  [prefix]\n"
        "  = \"vendor2=x\"\n");
}

TEST_CASE("SPF terms join the one record, of several senders at once") {
  CHECK(planned("@ 60 TXT \"v=spf1 include:_spf.google.com ~all\"",
                {spf(zone, {"include:a.example"}, 1), spf(zone, {"include:b.example"}, 2)}) ==
        "~ example.com. TXT 60\n"
        "  ~ \"v=spf1 include:_spf.google.com include:a.example include:b.example ~all\" was "
        "\"v=spf1 include:_spf.google.com ~all\"  [SPF]\n");
}

TEST_CASE("two SPF records stop the domain when a term is wanted") {
  CHECK(planned("@ 60 TXT \"v=spf1 ~all\"\n@ 60 TXT \"v=spf1 a -all\"",
                {spf(zone, {"include:a.example"}, 7), token(zone, "t", 8)}) ==
        "conflict example.com f:7:1: \"example.com\" has 2 SPF records; receivers answer permerror "
        "for all of them | join them into one record by hand, then run again\n");
}

TEST_CASE("two SPF records are foreign when only a token is wanted") {
  CHECK(planned("@ 60 TXT \"v=spf1 ~all\"\n@ 60 TXT \"v=spf1 a -all\"", {token(zone, "t", 8)}) ==
        "~ example.com. TXT 60\n"
        "  + \"t\"  [token]\n"
        "  = \"v=spf1 a -all\"\n"
        "  = \"v=spf1 ~all\"\n");
}

TEST_CASE("a whole SPF record as a value may not become the second one") {
  CHECK(planned("@ 60 TXT \"v=spf1 ~all\"",
                {value(zone, RRType::txt, txt("v=spf1 a -all"), zone, 3)}) ==
        "conflict example.com f:3:1: \"example.com\" already has an SPF record, and \"v=spf1 a "
        "-all\" would be a second one | use spf = [...], which adds terms to the record that is "
        "there\n");
}

TEST_CASE("a DMARC policy is never lowered by a sender, and its address is added") {
  CHECK(planned("_dmarc 60 TXT \"v=DMARC1; p=quarantine; rua=mailto:me@example.com\"",
                {dmarc(zone, DmarcPolicy::none, {"mailto:rua@dmarc.brevo.com"}, 1)}) ==
        "~ _dmarc.example.com. TXT 60\n"
        "  ~ \"v=DMARC1; p=quarantine; rua=mailto:me@example.com,mailto:rua@dmarc.brevo.com\" was "
        "\"v=DMARC1; p=quarantine; rua=mailto:me@example.com\"  [DMARC]\n");
}

TEST_CASE("a DMARC record below a stronger policy takes that policy over") {
  CHECK(planned("_dmarc 60 TXT \"v=DMARC1; p=reject\"",
                {dmarc("booking.example.com", DmarcPolicy::none, {}, 1)}) ==
        "+ _dmarc.booking.example.com. TXT 300\n"
        "  + \"v=DMARC1; p=reject\"  [DMARC]\n"
        "warning booking.example.com f:1:1: DMARC record gets the policy \"reject\" of a record "
        "above in place of \"none\" | give it at least the inherited policy\n"
        "warning booking.example.com f:1:1: DMARC record has no address for aggregate reports "
        "(rua) | add rua= with an address\n");
}

TEST_CASE("a policy that this plan sets at the apex is inherited below it at once") {
  CHECK(
      planned("", {dmarc("1.example.com", DmarcPolicy::none, {}, 1),
                   owner_dmarc(zone, {{"p", "reject"}}, false, 2)}) ==
      "+ _dmarc.1.example.com. TXT 300\n"
      "  + \"v=DMARC1; p=reject\"  [DMARC]\n"
      "+ _dmarc.example.com. TXT 300\n"
      "  + \"v=DMARC1; p=reject\"  [owner's DMARC]\n"
      "warning 1.example.com f:1:1: DMARC record gets the policy \"reject\" of a record above in "
      "place of \"none\" | give it at least the inherited policy\n"
      "warning 1.example.com f:1:1: DMARC record has no address for aggregate reports (rua) | add "
      "rua= with an address\n"
      "warning example.com f:2:1: DMARC record has no address for aggregate reports (rua) | add "
      "rua= with an address\n");
}

TEST_CASE("a weaker policy needs the owner's permission") {
  const char* records = "_dmarc 60 TXT \"v=DMARC1; p=reject\"";
  const auto refused = planned(records, {owner_dmarc(zone, {{"p", "none"}}, false, 4)});
  CHECK(refused.starts_with("conflict example.com f:4:1: "));
  CHECK(planned(records, {owner_dmarc(zone, {{"p", "none"}}, true, 4)}) ==
        "~ _dmarc.example.com. TXT 60\n"
        "  ~ \"v=DMARC1; p=none\" was \"v=DMARC1; p=reject\"  [owner's DMARC]\n"
        "warning example.com f:4:1: DMARC policy is none: failing mail is delivered as before | "
        "raise it when the reports show that all real mail passes\n"
        "warning example.com f:4:1: DMARC record has no address for aggregate reports (rua) | add "
        "rua= with an address\n");
}

TEST_CASE("a DMARC name that is a CNAME is managed elsewhere") {
  CHECK(
      planned("_dmarc 60 CNAME policy.vendor.example.", {dmarc(zone, DmarcPolicy::none, {}, 2)}) ==
      "conflict example.com f:2:1: \"_dmarc.example.com\" is a CNAME to "
      "\"policy.vendor.example.\", so its DMARC policy is managed there; no other record can "
      "stand beside it | make the change at the target, or remove the CNAME first\n");
}

TEST_CASE("a CNAME beside other types is a conflict unless they may go") {
  const char* records = "s1._domainkey 60 TXT \"p=\"";
  CHECK(planned(records, {cname("s1._domainkey.example.com", "k.vendor.example", zone, 5)}) ==
        "conflict example.com f:5:1: \"s1._domainkey.example.com\" already has other records "
        "(TXT), and a CNAME can't stand beside them | remove them first, or say that they may go "
        "with replace = true\n");
  CHECK(planned(records, {cname("s1._domainkey.example.com", "k.vendor.example", zone, 5, true)}) ==
        "- s1._domainkey.example.com. TXT 60\n"
        "  - \"p=\"  [CNAME, replaced by a CNAME]\n"
        "+ s1._domainkey.example.com. CNAME 300\n"
        "  + k.vendor.example.  [CNAME]\n");
}

TEST_CASE("a CNAME at the apex is a conflict") {
  CHECK(
      planned("", {cname(zone, "vendor.example", zone, 1)}) ==
      "conflict example.com f:1:1: a CNAME can't stand at the apex \"example.com\", which has SOA "
      "and NS (RFC 1034, 3.6.2) | ask the sender for a TXT form, or use a name below the apex\n");
}

TEST_CASE("a CNAME that the provider answers in its own way is replaced by the one that is meant") {
  const RRset proxied{
      {name("x.example.com"), RRType::cname}, 60, {OpaqueData{"new.example. (proxied)"}}};
  const auto planned_over = [&](const Requirement& wanted) {
    return plan_text(make_plan(name(zone), std::vector{wanted}, std::vector{proxied}));
  };
  const auto wanted = cname("x.example.com", "new.example", zone, 1);
  CHECK(planned_over(wanted) ==
        "~ x.example.com. CNAME 60\n"
        "  ~ new.example. was new.example. (proxied)  [CNAME]\n");
  CHECK(planned_over(retired(wanted)).empty());
}

TEST_CASE("a CNAME to another target is replaced") {
  CHECK(planned("x 60 CNAME old.example.", {cname("x.example.com", "new.example", zone, 1)}) ==
        "~ x.example.com. CNAME 60\n"
        "  ~ new.example. was old.example.  [CNAME]\n");
}

TEST_CASE("names at and below a delegation are conflicts, DNAME too") {
  CHECK(
      planned("booking 60 NS ns.other.example.", {token("booking.example.com", "t", 1)}) ==
      "conflict booking.example.com f:1:1: \"booking.example.com\" is delegated to other name "
      "servers at \"booking.example.com\"; what this zone holds there is not seen | put the record "
      "where the name is served, or take it out of this file\n");
  CHECK(planned("d 60 DNAME other.example.", {token("a.d.example.com", "t", 1)}) ==
        "conflict a.d.example.com f:1:1: \"a.d.example.com\" lies below the DNAME at "
        "\"d.example.com\"; nothing can stand there | put the record where the name is served, or "
        "take it out of this file\n");
  CHECK(planned("d 60 DNAME other.example.", {token("d.example.com", "t", 1)}) ==
        "+ d.example.com. TXT 300\n  + \"t\"  [token]\n");
}

TEST_CASE("contradicting requirements name both places and stop both domains") {
  CHECK(planned("", {cname("m.example.com", "a.example", "example.com", 3),
                     token("m.example.com", "t", 9), token("other.example.com", "u", 12)}) ==
        "+ other.example.com. TXT 300\n"
        "  + \"u\"  [token]\n"
        "conflict example.com f:3:1: a CNAME can't share the name \"m.example.com\" with other "
        "records (RFC 1034, 3.6.2) | keep one of the two | \"token\" is asked for here (f:9:1)\n"
        "conflict m.example.com f:9:1: a CNAME can't share the name \"m.example.com\" with other "
        "records (RFC 1034, 3.6.2) | keep one of the two | \"CNAME\" is asked for here (f:3:1)\n");
}

TEST_CASE("one DKIM name can't hold two keys") {
  CHECK(planned("", {dkim("s._domainkey.example.com", "p=A", zone, 1),
                     dkim("s._domainkey.example.com", "p=B", zone, 2)}) ==
        "conflict example.com f:2:1: \"DKIM\" leaves no place for the value \"p=B\" of \"DKIM\" | "
        "keep one of the two | \"DKIM\" is asked for here (f:1:1)\n");
}

TEST_CASE("what must be absent goes, and contradicts who wants it") {
  CHECK(planned("@ 60 TXT \"old\"\n@ 60 TXT \"other\"", {absent(token(zone, "old", 1))}) ==
        "~ example.com. TXT 60\n"
        "  - \"old\"  [token, absent]\n"
        "  = \"other\"\n");
  CHECK(planned("", {token(zone, "t", 1), absent(token(zone, "t", 2))}) ==
        "conflict example.com f:2:1: \"token\" wants what \"token\" says must be absent | keep one "
        "of the two | \"token\" is asked for here (f:1:1)\n");
}

TEST_CASE("a retired sender's values go, what another one needs stays") {
  CHECK(planned("@ 60 TXT \"v=spf1 include:old.example include:both.example ~all\"\n"
                "@ 60 TXT \"old-code\"\n@ 60 TXT \"shared-code\"\nx 60 CNAME old.example.",
                {retired(spf(zone, {"include:old.example", "include:both.example"}, 1)),
                 retired(token(zone, "old-code", 2)), retired(token(zone, "shared-code", 3)),
                 retired(cname("x.example.com", "old.example", zone, 4)),
                 spf(zone, {"include:both.example"}, 5), token(zone, "shared-code", 6)}) ==
        "~ example.com. TXT 60\n"
        "  ~ \"v=spf1 include:both.example ~all\" was \"v=spf1 include:old.example "
        "include:both.example ~all\"  [SPF, retired; SPF]\n"
        "  - \"old-code\"  [token, retired]\n"
        "  = \"shared-code\"  [token]\n"
        "- x.example.com. CNAME 60\n"
        "  - old.example.  [CNAME, retired]\n");
}

TEST_CASE("a retired sender without a part in the SPF record is not named beside it") {
  const auto wants = {spf(zone, {"include:a.example"}, 1),
                      retired(spf(zone, {"include:old.example"}, 2))};
  CHECK(planned("", wants) ==
        "+ example.com. TXT 300\n"
        "  + \"v=spf1 include:a.example ~all\"  [SPF]\n");
}

TEST_CASE("what a stopped domain wants is not taken away by another one") {
  const auto text =
      planned("@ 60 TXT \"v=spf1 include:both.example ~all\"\nb 60 NS ns.other.example.",
              {spf(zone, {"include:both.example"}, 1), token("x.b.example.com", "t", 2)});
  CHECK(text.starts_with("conflict x.b.example.com f:2:1: "));
  auto stopped = spf(zone, {"include:both.example"}, 1);
  stopped.domain = name("b.example.com");
  CHECK(planned("@ 60 TXT \"v=spf1 include:both.example ~all\"\nb 60 NS ns.other.example.",
                {stopped, token("b.example.com", "t", 2),
                 retired(spf(zone, {"include:both.example"}, 3))})
            .starts_with("conflict b.example.com f:2:1: "));
}

TEST_CASE("every conflict of a domain is reported, not only the first") {
  const auto text = planned(
      "", {cname(zone, "v.example", zone, 1), dkim("s._domainkey.example.com", "p=A", zone, 2),
           dkim("s._domainkey.example.com", "p=B", zone, 3)});
  CHECK(text.find("f:1:1") != std::string::npos);
  CHECK(text.find("f:3:1") != std::string::npos);
}

TEST_CASE("an MX is added beside foreign ones") {
  CHECK(planned("@ 60 MX 10 mx.example.com.",
                {value(zone, RRType::mx, MxData{20, name("mx2.example.com")}, zone, 1)}) ==
        "~ example.com. MX 60\n"
        "  + 20 mx2.example.com.  [record]\n"
        "  = 10 mx.example.com.\n");
}

TEST_CASE("names to read are the owners and the DMARC names above them and beside logos") {
  const auto names = names_to_read(
      name(zone),
      std::vector{dmarc("a.b.example.com", DmarcPolicy::none, {}, 1), token(zone, "t", 2)});
  CHECK(names == std::vector{name(zone), name("_dmarc.example.com"), name("_dmarc.b.example.com"),
                             name("_dmarc.a.b.example.com")});
  const auto logo =
      value("default._bimi.a.example.com", RRType::txt, txt("v=BIMI1; l="), "a.example.com", 1);
  CHECK(names_to_read(name(zone), std::vector{logo}) ==
        std::vector{name("_dmarc.example.com"), name("default._bimi.a.example.com"),
                    name("_dmarc.a.example.com")});
}
