#include "mail/dmarc_walk.h"

#include "mail/finding_samples.h"
#include "mail/zone_resolver.h"
#include "support/zone_text.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using namespace dnsward;
using test::name;

namespace {

/// What is found for a domain below "example", in one line.
std::string found_for(std::string_view domain, std::string_view records) {
  const ZoneResolver resolver({name("example")}, test::zone_text("example", records));
  const auto discovery = discover_dmarc(resolver, name(domain));
  std::string text = "org " + discovery.organization.display();
  if (discovery.own) text += ", own " + discovery.own->domain.display();
  if (discovery.above) text += ", above " + discovery.above->domain.display();
  if (const auto policy = discovery.inherited()) text += ' ' + std::string(to_text(*policy));
  return text;
}

std::string live(std::string_view records, std::string_view domain = "d.example") {
  const ZoneResolver resolver({name("example")}, test::zone_text("example", records));
  return test::finding_lines(check_dmarc_live(resolver, name(domain)));
}

}  // namespace

TEST_CASE("a tree walk asks eight names at most, as in the example of RFC 9989, 4.10") {
  std::string names;
  for (const auto& asked : dmarc_walk_names(name("a.b.c.d.e.f.g.h.i.j.mail.example.com"))) {
    names += asked.display() + '\n';
  }
  CHECK(names ==
        "_dmarc.a.b.c.d.e.f.g.h.i.j.mail.example.com\n"
        "_dmarc.g.h.i.j.mail.example.com\n"
        "_dmarc.h.i.j.mail.example.com\n"
        "_dmarc.i.j.mail.example.com\n"
        "_dmarc.j.mail.example.com\n"
        "_dmarc.mail.example.com\n"
        "_dmarc.example.com\n"
        "_dmarc.com\n");
  CHECK(dmarc_walk_names(name("a.b.c.d.e.f.g.h")).size() == 8);
  CHECK(dmarc_walk_names(name("a.b.c.d.e.f.g.h.i")).size() == 8);
  CHECK(dmarc_walk_names(name("a.b.c.d.e.f.g")).size() == 7);
  CHECK(dmarc_walk_names({}).empty());
}

TEST_CASE("the record with the fewest labels speaks for the organization") {
  CHECK(found_for("a.mail.d.example",
                  "_dmarc.mail.d 60 TXT \"v=DMARC1; p=none\"\n"
                  "_dmarc.d 60 TXT \"v=DMARC1; p=reject\"") ==
        "org d.example, above d.example reject");
  CHECK(found_for("d.example", "_dmarc.d 60 TXT \"v=DMARC1; p=reject\"") ==
        "org d.example, own d.example");
  CHECK(found_for("d.example", "x 60 TXT x") == "org d.example");
}

TEST_CASE("sp decides for names below, else p") {
  CHECK(
      found_for("s.d.example", "_dmarc.d 60 TXT \"v=DMARC1; p=reject; sp=quarantine; np=none\"") ==
      "org d.example, above d.example quarantine");
  CHECK(found_for("s.d.example", "_dmarc.d 60 TXT \"v=DMARC1; sp=reject\"") ==
        "org d.example, above d.example");
  CHECK(
      found_for("s.d.example", "_dmarc.d 60 TXT \"v=DMARC1; sp=reject; rua=mailto:r@d.example\"") ==
      "org d.example, above d.example reject");
}

TEST_CASE("psd=n ends the walk at an organization, psd=y one label below a suffix") {
  CHECK(found_for("a.mail.d.example",
                  "_dmarc.mail.d 60 TXT \"v=DMARC1; p=none; psd=n\"\n"
                  "_dmarc.d 60 TXT \"v=DMARC1; p=reject\"") ==
        "org mail.d.example, above mail.d.example none");
  CHECK(found_for("a.mail.d.example", "_dmarc 60 TXT \"v=DMARC1; p=reject; psd=y\"") ==
        "org d.example, above example reject");
  CHECK(found_for("a.mail.d.example",
                  "_dmarc 60 TXT \"v=DMARC1; p=reject; psd=y\"\n"
                  "_dmarc.d 60 TXT \"v=DMARC1; p=none\"") == "org d.example, above d.example none");
  CHECK(found_for("d.example",
                  "_dmarc 60 TXT \"v=DMARC1; p=reject; psd=y\"\n"
                  "_dmarc.d 60 TXT \"v=DMARC1; p=none; psd=y\"") ==
        "org d.example, own d.example, above example reject");
  CHECK(found_for("d.example",
                  "_dmarc 60 TXT \"v=DMARC1; p=reject\"\n"
                  "_dmarc.d 60 TXT \"v=DMARC1; p=none; psd=n\"") ==
        "org d.example, own d.example, above example reject");
}

TEST_CASE("several records at a name, and one that is broken, count as none") {
  CHECK(found_for("s.d.example",
                  "_dmarc.d 60 TXT \"v=DMARC1; p=reject\"\n"
                  "_dmarc.d 60 TXT \"v=DMARC1; p=none\"\n"
                  "_dmarc 60 TXT \"v=DMARC1; p=quarantine\"") ==
        "org example, above example quarantine");
  CHECK(found_for("d.example", "_dmarc.d 60 TXT \"v=DMARC1; p=none; p=none\"") == "org d.example");
  CHECK(found_for("d.example", "_dmarc.d 60 TXT \"v=DMARC1; p=none\"\n_dmarc.d 60 TXT x") ==
        "org d.example, own d.example");
}

TEST_CASE("a record of a white-label name that weakens the inherited policy is told") {
  CHECK(live("_dmarc.d 60 TXT \"v=DMARC1; p=reject\"\n"
             "_dmarc.w.d 60 TXT \"v=DMARC1; p=none; sp=none\"",
             "w.d.example") ==
        "DMARC029 DMARC tag \"sp=none\" has no effect: \"_dmarc.w.d.example\" is not the "
        "organizational domain's record, \"_dmarc.d.example\" is\n"
        "DMARC022 \"_dmarc.w.d.example\" has the policy \"none\" in place of \"reject\", which it "
        "would inherit from \"_dmarc.d.example\"\n");
  CHECK(live("_dmarc.d 60 TXT \"v=DMARC1; p=reject\"\n"
             "_dmarc.w.d 60 TXT \"v=DMARC1; p=reject; t=y\"",
             "w.d.example") ==
        "DMARC022 \"_dmarc.w.d.example\" has the policy \"reject\" in test mode (t=y) in place of "
        "\"reject\", which it would inherit from \"_dmarc.d.example\"\n");
  CHECK(live("_dmarc.d 60 TXT \"v=DMARC1; p=reject\"\n_dmarc.w.d 60 TXT \"v=DMARC1; p=reject\"",
             "w.d.example")
            .empty());
}

TEST_CASE("the name that a host authorises reports at holds both domains") {
  CHECK(report_authorisation_name(name("d.example"), name("v.example")) ==
        name("d.example._report._dmarc.v.example"));
  std::string longest = "x.example";
  while (longest.size() < 240) longest.insert(0, "abcdefg.");
  CHECK_FALSE(report_authorisation_name(name(longest), name("v.example")).has_value());
}

TEST_CASE("hosts of addresses are read from rua and ruf") {
  const auto hosts = report_hosts(
      "mailto:a@V.example!10m, MAILTO:b@w.example?x=@y.example,"
      "https://x.example/,mailto:c@v.example,mailto:none,");
  REQUIRE(hosts.size() == 2);
  CHECK(hosts[0] == name("v.example"));
  CHECK(hosts[1] == name("w.example"));
}

TEST_CASE("reports within the organization need no consent, reports to others do") {
  CHECK(live("_dmarc.d 60 TXT \"v=DMARC1; p=none; rua=mailto:r@m.d.example\"").empty());
  CHECK(live("_dmarc.d 60 TXT \"v=DMARC1; p=none; rua=mailto:r@m.d.example\"\n"
             "_dmarc.m.d 60 TXT \"v=DMARC1; p=none; psd=n\"") ==
        "DMARC021 reports about \"d.example\" to \"m.d.example\" are not sent: there is no "
        "\"v=DMARC1\" at \"d.example._report._dmarc.m.d.example\"\n");
  CHECK(live("_dmarc.d 60 TXT \"v=DMARC1; p=none; ruf=mailto:r@v.example\"\n"
             "d.example._report._dmarc.v 60 TXT \"v=DMARC1;\"\n"
             "d.example._report._dmarc.v 60 TXT \"more\"")
            .empty());
}

TEST_CASE("a name server that gives no answer leaves no verdict") {
  const ZoneResolver nothing({}, {});
  CHECK(test::finding_lines(check_dmarc_live(nothing, name("d.example"))) ==
        "DMARC030 \"_dmarc.d.example\" was not answered for by its name servers\n"
        "DMARC030 \"_dmarc.example\" was not answered for by its name servers\n");
}
