#include "fakes/route53_lab.h"

#include <doctest/doctest.h>

using namespace dnsward;
using namespace dnsward::test;
using Texts = std::vector<std::string>;

TEST_CASE("a set is created, listed, replaced in one batch and deleted") {
  const Route53Lab lab;
  const auto made = lab.create("A.Example.com", "TXT", {R"("one")", R"("two")"});
  CHECK(made.verdict() == "200");
  CHECK(made.at("ChangeInfo/Id").starts_with("/change/C"));
  CHECK(made.at("ChangeInfo/Status") == "PENDING");
  CHECK(made.at("ChangeInfo/SubmittedAt") == "2030-01-15T00:00:00.000Z");
  CHECK(lab.names() == Texts{"example.com.", "example.com.", "a.example.com."});
  const auto replaced =
      lab.change(change_xml("DELETE", "a.example.com.", "TXT", {R"("two")", R"("one")"}) +
                 change_xml("CREATE", "a.example.com.", "TXT", {R"("three")"}, 60));
  CHECK(replaced.verdict() == "200");
  CHECK(lab.api.rrset(lab.zone, "a.example.com", "TXT") == fake::Route53Truth{60, {"three"}});
  CHECK(lab.change(change_xml("DELETE", "a.example.com.", "TXT", {R"("three")"}, 60)).verdict() ==
        "200");
  CHECK_FALSE(lab.api.rrset(lab.zone, "a.example.com", "TXT").has_value());
}
