// What plans say about mail records beside their changes: see review.h.
#include "plan/review.h"

#include "plan/planner.h"
#include "plan/wants.h"

#include <doctest/doctest.h>

using namespace dnsward;
using namespace dnsward::test;

namespace {

constexpr const char* here = "example.com";

/// "conflict SPF008 f:1:1", one line for each finding of the plan.
std::string codes(const char* records, const std::vector<Requirement>& wants,
                  const Allowances& allowances = {}) {
  const auto plan = make_plan(name(here), wants, zone_text(here, records), allowances);
  std::string text;
  for (const auto& found : plan.conflicts) {
    text += "conflict " + found.error.code + ' ' + to_text(*found.error.where) + '\n';
  }
  for (const auto& found : plan.warnings) {
    text += "warning " + found.error.code + ' ' + to_text(*found.error.where) + '\n';
  }
  if (!plan.changes.empty()) text += "changes\n";
  return text;
}

}  // namespace

TEST_CASE("an error in the record that the file speaks of stops the domain") {
  CHECK(codes("@ 60 TXT \"v=spf1 +all\"", {spf(here, {"include:a.example"}, 1)}) ==
        "conflict SPF008 f:1:1\n");
  CHECK(codes("@ 60 TXT \"v=spf1 include:a.example +all\"",
              {spf(here, {"include:a.example"}, 1)}) == "conflict SPF008 f:1:1\n");
}

TEST_CASE("what the file allows is not told and stops nothing, at this domain alone") {
  const auto wants = {spf(here, {"include:a.example"}, 1)};
  CHECK(codes("@ 60 TXT \"v=spf1 +all\"", wants, {{name(here), {"SPF008"}}}) == "changes\n");
  CHECK(codes("@ 60 TXT \"v=spf1 ?all\"", wants) == "warning SPF013 f:1:1\nchanges\n");
  CHECK(codes("@ 60 TXT \"v=spf1 ?all\"", wants, {{name(here), {"SPF008", "SPF013"}}}) ==
        "changes\n");
  CHECK(codes("@ 60 TXT \"v=spf1 +all\"", wants, {{name("b.example.com"), {"SPF008"}}}) ==
        "conflict SPF008 f:1:1\n");
}

TEST_CASE("a record that nobody speaks of is the owner's business") {
  CHECK(codes("@ 60 TXT \"v=spf1 +all\"\n@ 60 TXT \"v=spf1 ?all\"",
              {token(here, "brevo-code:1", 1)}) == "changes\n");
}

TEST_CASE("a change that makes the TXT answer too large is told, also when only a token is added") {
  const std::string token_of_200(200, 'x');
  const auto records = "@ 60 TXT \"a=" + token_of_200 + "\"\n@ 60 TXT \"b=" + token_of_200 +
                       "\"\n@ 60 TXT \"v=spf1 -all\"";
  CHECK(codes(records.c_str(), {token(here, "c=" + token_of_200, 1)}) ==
        "warning SPF020 f:1:1\nchanges\n");
}

TEST_CASE("another key, and another token of the same vendor, are told once") {
  const std::string key = "k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
  const std::string other = "k=ed25519; p=2222AYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
  CHECK(codes(("s1._domainkey 60 TXT \"" + other + "\"").c_str(),
              {dkim("s1._domainkey.example.com", key, here, 3)}) ==
        "warning DKIM021 f:3:1\nwarning DKIM029 f:3:1\nchanges\n");
  CHECK(codes("@ 60 TXT \"brevo-code:2\"", {token(here, "brevo-code:1", 1)}) ==
        "warning TOKEN006 f:1:1\nchanges\n");
}

TEST_CASE("a stopped domain leaves the others of its zone in the plan") {
  CHECK(codes("@ 60 TXT \"v=spf1 +all\"",
              {spf(here, {"include:a.example"}, 1), token("b.example.com", "t=1", 2)}) ==
        "conflict SPF008 f:1:1\nchanges\n");
}

TEST_CASE("a public suffix's record does not speak for a domain with a record of its own") {
  // RFC 9989, 4.10.2: the organizational domain is the name below the one with psd=y.
  const auto* records =
      "_dmarc 60 TXT \"v=DMARC1; p=reject; psd=y\"\n"
      "_dmarc.shop 60 TXT \"v=DMARC1; p=none; rua=mailto:r@x.example\"";
  const auto plan = make_plan(
      name(here),
      std::vector{dmarc("mail.shop.example.com", DmarcPolicy::none, {"mailto:r@x.example"}, 1)},
      zone_text(here, records));
  REQUIRE(plan.changes.size() == 1);
  CHECK(to_text(plan.changes[0].after->rdata[0]) == "\"v=DMARC1; p=none; rua=mailto:r@x.example\"");
}

TEST_CASE("a logo needs a policy that receivers enforce, as it will be after this plan") {
  const auto logo = [](const std::string& domain) {
    return need(RRsetWant{{name("default._bimi." + domain), RRType::txt},
                          txt("v=BIMI1; l=https://a.example/l.svg; a=https://a.example/c.pem"),
                          true},
                domain, "BIMI", 2);
  };
  CHECK(codes("", {logo(here)}) == "warning BIMI004 f:2:1\nchanges\n");
  CHECK(codes("_dmarc 60 TXT \"v=DMARC1; p=none\"", {logo(here)}) ==
        "warning BIMI004 f:2:1\nchanges\n");
  CHECK(codes("_dmarc 60 TXT \"v=DMARC1; p=reject\"", {logo(here)}) == "changes\n");
  CHECK(codes("_dmarc 60 TXT \"v=DMARC1; p=reject\"", {logo("shop.example.com")}) == "changes\n");
  CHECK(codes("_dmarc 60 TXT \"v=DMARC1; p=none; rua=mailto:r@a.example\"",
              {owner_dmarc(here, {{"p", "quarantine"}}, false, 1), logo(here)}) == "changes\n");
  CHECK(codes("_dmarc 60 TXT \"v=DMARC1; p=none\"", {logo(here)}, {{name(here), {"BIMI004"}}}) ==
        "changes\n");
  const auto declined =
      value("default._bimi.example.com", RRType::txt, txt("v=BIMI1; l=; a="), here, 1);
  CHECK(codes("", {declined}) == "changes\n");
  const auto misplaced =
      value(here, RRType::txt, txt("v=BIMI1; l=https://a.example/l.svg"), here, 1);
  CHECK(codes("", {misplaced}) == "changes\n");
}

TEST_CASE("the planner's own conflicts have codes") {
  CHECK(codes("@ 60 TXT \"v=spf1 -all\"\n@ 60 TXT \"v=spf1 ~all\"",
              {spf(here, {"include:a.example"}, 1)}) == "conflict SPF001 f:1:1\n");
  CHECK(codes("_dmarc 60 TXT \"v=DMARC1; p=none\"\n_dmarc 60 TXT \"v=DMARC1; p=reject\"",
              {dmarc(here, DmarcPolicy::none, {}, 1)}) == "conflict DMARC007 f:1:1\n");
  CHECK(codes("b 60 NS ns.example.net.", {token("b.example.com", "t=1", 1)}) ==
        "conflict NAME002 f:1:1\n");
  CHECK(codes("b 60 DNAME c.example.net.", {token("a.b.example.com", "t=1", 1)}) ==
        "conflict NAME004 f:1:1\n");
  CHECK(codes("", {cname(here, "vendor.example", here, 1)}) == "conflict NAME005 f:1:1\n");
  CHECK(codes("b 60 TXT \"x\"", {cname("b.example.com", "vendor.example", here, 1)}) ==
        "conflict NAME003 f:1:1\n");
  CHECK(codes("b 60 CNAME vendor.example.", {token("b.example.com", "t=1", 1)}) ==
        "conflict NAME003 f:1:1\n");
  CHECK(codes("_dmarc 60 CNAME vendor.example.", {dmarc(here, DmarcPolicy::none, {}, 1)}) ==
        "conflict DMARC009 f:1:1\n");
}
