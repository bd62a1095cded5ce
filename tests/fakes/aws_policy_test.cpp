#include "fakes/aws_policy.h"

#include "fakes/route53_lab.h"

#include <doctest/doctest.h>

using namespace dnsward;
using namespace dnsward::test;
using fake::aws::Deed;
using fake::aws::Permission;
using fake::aws::permission;
using fake::aws::policy_problem;

namespace {

std::string policy(const std::string& statements) {
  return R"({"Version":"2012-10-17","Statement":[)" + statements + "]}";
}

std::string allow(const std::string& more) {
  return R"({"Effect":"Allow","Action":"route53:*","Resource":"*")" + more + "}";
}

/// What an operator makes of the given texts against "TXT" and "C*".
bool holds(const std::string& name, const std::vector<std::string>& given) {
  const std::string text =
      policy(allow(R"(,"Condition":{")" + name + R"(":{"route53:Types":["TXT","C*"]}})"));
  REQUIRE(policy_problem(text) == std::nullopt);
  Deed deed{.action = "route53:Change"};
  if (!given.empty()) deed.context["Route53:types"] = given;
  return permission(text, deed) == Permission::allowed;
}

/// The policy that the documentation of Route 53 suggests for such a tool.
std::string least_policy(const std::string& zone) {
  return policy(
      R"({"Effect":"Allow","Action":["route53:ListHostedZones","route53:ListHostedZonesByName"],)"
      R"("Resource":"*"},)"
      R"({"Effect":"Allow","Action":["route53:ListResourceRecordSets","route53:GetHostedZone"],)"
      R"("Resource":"arn:aws:route53:::hostedzone/)" +
      zone +
      R"("},{"Effect":"Allow","Action":"route53:ChangeResourceRecordSets",)"
      R"("Resource":"arn:aws:route53:::hostedzone/)" +
      zone +
      R"(","Condition":{"ForAllValues:StringEquals":{)"
      R"("route53:ChangeResourceRecordSetsRecordTypes":["TXT","CNAME"],)"
      R"("route53:ChangeResourceRecordSetsActions":["CREATE","DELETE"]},)"
      R"("ForAllValues:StringLike":{"route53:ChangeResourceRecordSetsNormalizedRecordNames":)"
      R"(["example.com","*._domainkey.example.com","\\052.example.com"]}}},)"
      R"({"Effect":"Allow","Action":"route53:GetChange","Resource":"arn:aws:route53:::change/*"})");
}

Route53Lab& with_policy(Route53Lab& lab, const std::string& text) {
  fake::AwsKey key = fake::Route53::key();
  key.policy = text;
  lab.api.keys().add(key);
  return lab;
}

std::string denied(const std::string& action, const std::string& resource = "") {
  return "403 AccessDenied: User: arn:aws:iam::123456789012:user/dnsward is not authorized to "
         "perform: route53:" +
         action + (resource.empty() ? "" : " on resource: arn:aws:route53:::" + resource) +
         " because no identity-based policy allows the route53:" + action + " action";
}

}  // namespace

TEST_CASE("actions and resources match with wildcards, actions without case") {
  const std::string text = policy(
      R"({"Effect":"Allow","Action":["ROUTE53:list*","route53:Get?hange"],"Resource":"arn:z/*"})");
  CHECK(permission(text, {"route53:ListThings", "arn:z/1"}) == Permission::allowed);
  CHECK(permission(text, {"route53:GetChange", "arn:z/"}) == Permission::allowed);
  CHECK(permission(text, {"route53:GetXchange", "arn:z/1"}) == Permission::not_allowed);
  CHECK(permission(text, {"route53:ListThings", "arn:Z/1"}) == Permission::not_allowed);
  CHECK(permission(text, {"route53:ListThings"}) == Permission::not_allowed);
  CHECK(permission(policy(R"({"Effect":"Allow","NotAction":"iam:*","NotResource":"b"})"),
                   {"route53:X", "a"}) == Permission::allowed);
  CHECK(permission(policy(R"({"Effect":"Allow","NotAction":"iam:*","NotResource":"b"})"),
                   {"route53:X", "b"}) == Permission::not_allowed);
}

TEST_CASE("a Deny wins over every Allow") {
  const std::string deny = R"({"Effect":"Deny","Action":"*","Resource":"b"})";
  CHECK(permission(policy(allow("") + "," + deny), {"route53:X", "b"}) == Permission::denied);
  CHECK(permission(policy(deny + "," + allow("")), {"route53:X", "b"}) == Permission::denied);
  CHECK(permission(policy(deny + "," + allow("")), {"route53:X", "a"}) == Permission::allowed);
}

TEST_CASE("conditions hold for all values, for any, or for the one") {
  CHECK(holds("ForAllValues:StringEquals", {"TXT", "C*"}));
  CHECK_FALSE(holds("ForAllValues:StringEquals", {"TXT", "CNAME"}));
  CHECK(holds("ForAllValues:StringLike", {"TXT", "CNAME"}));
  CHECK_FALSE(holds("ForAllValues:StringLike", {"TXT", "MX"}));
  CHECK(holds("ForAllValues:StringLike", {}));
  CHECK(holds("ForAnyValue:StringEquals", {"MX", "TXT"}));
  CHECK_FALSE(holds("ForAnyValue:StringEquals", {"MX"}));
  CHECK_FALSE(holds("ForAnyValue:StringEquals", {}));
  CHECK(holds("StringEquals", {"TXT"}));
  CHECK_FALSE(holds("StringEquals", {"txt"}));
  CHECK_FALSE(holds("StringEquals", {}));
  CHECK(holds("StringNotEquals", {"MX"}));
  CHECK_FALSE(holds("StringNotEquals", {"TXT"}));
  CHECK(holds("StringNotEquals", {}));
  CHECK_FALSE(holds("StringNotLike", {"CNAME"}));
}

TEST_CASE("a document that is no policy is told, and allows nothing") {
  const auto problem = [](const std::string& text) {
    CHECK(permission(text, {"route53:X"}) == Permission::not_allowed);
    return policy_problem(text).value_or("none");
  };
  CHECK(problem("[]") == "it is no JSON object");
  CHECK(problem("{") == "it is no JSON object");
  CHECK(problem(R"({"Statement":[]})") == "its Version is not 2012-10-17");
  CHECK(problem(R"({"Version":"2012-10-17"})") == "it has no Statement");
  CHECK(problem(policy("1")) == "a statement is no object");
  CHECK(problem(policy(allow(R"(,"Principal":"*")"))) == "the member Principal is not known");
  CHECK(problem(policy(R"({"Effect":"allow","Action":"*","Resource":"*"})")) ==
        "an Effect is neither Allow nor Deny");
  CHECK(problem(policy(R"({"Effect":"Allow","Action":[],"Resource":"*"})")) ==
        "a statement has no Action that is texts");
  CHECK(problem(policy(R"({"Effect":"Allow","Action":"*"})")) ==
        "a statement has no Resource that is texts");
  CHECK(problem(policy(allow(R"(,"Condition":{"IpAddress":{"aws:SourceIp":"::1"}})"))) ==
        "the operator IpAddress is not known");
  CHECK(problem(policy(allow(R"(,"Condition":[])"))) == "a Condition is no object");
  CHECK(problem(policy(allow(R"(,"Condition":{"StringLike":[]})"))) == "StringLike holds no keys");
  CHECK(problem(policy(allow(R"(,"Condition":{"StringLike":{"a":1}})"))) == "a holds no texts");
  CHECK(policy_problem(R"({"Version":"2012-10-17","Statement":)" + allow("") + "}") ==
        std::nullopt);
}

TEST_CASE("a key does in Route 53 what its policy allows") {
  Route53Lab lab;
  with_policy(lab, least_policy(lab.zone));
  const std::string other = lab.api.add_zone("example.net");
  CHECK(lab.get("hostedzone").verdict() == "200");
  CHECK(lab.get("hostedzonesbyname").verdict() == "200");
  CHECK(lab.get("hostedzone/" + lab.zone).verdict() == "200");
  CHECK(lab.list().verdict() == "200");
  CHECK(lab.get("hostedzonecount").verdict() == denied("GetHostedZoneCount"));
  CHECK(lab.get("hostedzone/" + other).verdict() == denied("GetHostedZone", "hostedzone/" + other));
  CHECK(lab.get("hostedzone/" + other + "/rrset").verdict() ==
        denied("ListResourceRecordSets", "hostedzone/" + other));
  const auto made = lab.create("a._domainkey.example.com", "TXT", {R"("x")"});
  CHECK(made.verdict() == "200");
  CHECK(lab.get(made.at("ChangeInfo/Id").substr(1)).verdict() == "200");
}

TEST_CASE("one forbidden change refuses the batch") {
  Route53Lab lab;
  with_policy(lab, least_policy(lab.zone));
  const std::string no = denied("ChangeResourceRecordSets", "hostedzone/" + lab.zone);
  CHECK(lab.create("example.com", "TXT", {R"("x")"}).verdict() == "200");
  CHECK(lab.create("*.example.com", "TXT", {R"("x")"}).verdict() == "200");
  CHECK(lab.create("example.com", "MX", {"10 a.example.net"}).verdict() == no);
  CHECK(lab.create("_dmarc.example.com", "TXT", {R"("x")"}).verdict() == no);
  CHECK(lab.change(change_xml("UPSERT", "example.com", "TXT", {R"("y")"})).verdict() == no);
  CHECK(lab.change(change_xml("CREATE", "B._domainkey.example.com.", "TXT", {R"("x")"}) +
                   change_xml("CREATE", "www.example.com", "TXT", {R"("x")"}))
            .verdict() == no);
  CHECK(lab.values("b._domainkey.example.com").empty());
}

TEST_CASE("listing is forbidden by a policy for one zone, and an explicit Deny says so") {
  Route53Lab lab;
  with_policy(lab, policy(R"({"Effect":"Allow","Action":"route53:*",)"
                          R"("Resource":"arn:aws:route53:::hostedzone/*"})"));
  CHECK(lab.get("hostedzonesbyname").verdict() == denied("ListHostedZonesByName"));
  CHECK(lab.get("hostedzone").verdict() == denied("ListHostedZones"));
  CHECK(lab.get("hostedzone/ZNOBODY").response.status == 404);
  CHECK(lab.get("change/C1").verdict() == denied("GetChange", "change/C1"));
  with_policy(lab, policy(allow("") + R"(,{"Effect":"Deny","Action":"*","Resource":"*"})"));
  CHECK(lab.get("hostedzone").verdict() ==
        "403 AccessDenied: User: arn:aws:iam::123456789012:user/dnsward is not authorized to "
        "perform: route53:ListHostedZones with an explicit deny in an identity-based policy");
}
