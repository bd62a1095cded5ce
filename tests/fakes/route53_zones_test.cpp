#include "fakes/route53_lab.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

using namespace dnsward;
using namespace dnsward::test;
using Texts = std::vector<std::string>;

namespace {

Texts zones(const Route53Answer& answer, const std::string& leaf = "Name") {
  return answer.each("HostedZones", leaf);
}

}  // namespace

TEST_CASE("zones by name begin at the name or after it, and never filter") {
  Route53Lab lab;
  for (const char* name : {"example.net", "a-b.com", "b.com", "sub.example.com"}) {
    lab.api.add_zone(name);
  }
  const Texts all{"a-b.com.", "b.com.", "example.com.", "sub.example.com.", "example.net."};
  CHECK(zones(lab.get("hostedzonesbyname")) == all);
  const auto absent = lab.get("hostedzonesbyname?dnsname=examplf.com&maxitems=1");
  CHECK(zones(absent) == Texts{"example.net."});
  CHECK(absent.at("DNSName") == "examplf.com");
  CHECK(zones(lab.get("hostedzonesbyname?dnsname=c.com")) == Texts(all.begin() + 2, all.end()));
  CHECK(zones(lab.get("hostedzonesbyname?dnsname=zzz")).empty());
}

TEST_CASE("pages by name say where the next one begins") {
  Route53Lab lab;
  const std::string hidden = lab.api.add_zone({.name = "example.com", .is_private = true});
  const std::string second = lab.api.add_zone({.name = "example.com", .id = "ZZZ2"});
  lab.api.add_zone("example.net");
  const auto first = lab.get("hostedzonesbyname?dnsname=example.com.&maxitems=2");
  CHECK(zones(first, "Config/PrivateZone") == Texts{"true", "false"});
  CHECK(zones(first, "Id").front() == "/hostedzone/" + hidden);
  CHECK(first.at("IsTruncated") == "true");
  CHECK(first.at("MaxItems") == "2");
  CHECK(first.at("NextDNSName") == "example.com.");
  CHECK(first.at("NextHostedZoneId") == second);
  const auto next =
      lab.get("hostedzonesbyname?dnsname=example.com.&hostedzoneid=" + second + "&maxitems=2");
  CHECK(zones(next) == Texts{"example.com.", "example.net."});
  CHECK(next.at("HostedZoneId") == second);
  CHECK(next.at("IsTruncated") == "false");
  CHECK_FALSE(next.xml.document_element().child("NextDNSName"));
  CHECK(lab.get("hostedzonesbyname?hostedzoneid=" + second).verdict() ==
        "400 InvalidInput: hostedzoneid cannot be specified without dnsname");
  CHECK(
      lab.get("hostedzonesbyname?dnsname=a..b").verdict() ==
      "400 InvalidDomainName: FATAL problem: DomainLabelEmpty (Domain label is empty) encountered "
      "with 'a..b'");
}

TEST_CASE("the plain list is in an order of its own, 100 zones a page") {
  Route53Lab lab;
  for (int i = 0; i < 150; ++i) lab.api.add_zone("z" + std::to_string(1000 + i) + ".example");
  const auto first = lab.get("hostedzone");
  CHECK(zones(first).size() == 100);
  CHECK_FALSE(std::ranges::is_sorted(zones(first)));
  CHECK(first.at("MaxItems") == "100");
  CHECK(lab.get("hostedzone?maxitems=500").at("MaxItems") == "100");
  const auto second = lab.get("hostedzone?marker=" + first.at("NextMarker"));
  CHECK(second.at("Marker") == first.at("NextMarker"));
  CHECK(second.at("IsTruncated") == "false");
  const Texts left = zones(first);
  const Texts right = zones(second);
  std::set<std::string> names(left.begin(), left.end());
  names.insert(right.begin(), right.end());
  CHECK(names.size() == 151);
  CHECK(lab.get("hostedzone?marker=ZNOBODY").response.status == 400);
  lab.api.configure([](auto& options) { options.page_most = 3; });
  CHECK(zones(lab.get("hostedzone")).size() == 3);
}

TEST_CASE("private zones can be listed alone, and zones be counted") {
  Route53Lab lab;
  lab.api.add_zone({.name = "example.com", .is_private = true});
  CHECK(zones(lab.get("hostedzone?hostedzonetype=PrivateHostedZone"), "Config/PrivateZone") ==
        Texts{"true"});
  CHECK(lab.get("hostedzone?hostedzonetype=Public").response.status == 400);
  CHECK(lab.get("hostedzonecount").at("HostedZoneCount") == "2");
}

TEST_CASE("a zone is shown with its name servers and the number of its sets") {
  Route53Lab lab;
  lab.api.put(lab.zone, {.name = "a.example.com", .type = "A", .values = {"192.0.2.1"}});
  const auto shown = lab.get("hostedzone/" + lab.zone);
  CHECK(shown.at("HostedZone/Id") == "/hostedzone/" + lab.zone);
  CHECK(shown.at("HostedZone/Name") == "example.com.");
  CHECK(shown.at("HostedZone/ResourceRecordSetCount") == "3");
  CHECK(shown.at("HostedZone/CallerReference") == "fake-" + lab.zone);
  CHECK(shown.at("DelegationSet/NameServers/NameServer") == "ns-2048.awsdns-64.com");
  CHECK(lab.values("example.com", "NS").size() == 4);
  const std::string hidden = lab.api.add_zone({.name = "b.example", .is_private = true});
  CHECK(lab.get("hostedzone/" + hidden).at("VPCs/VPC/VPCRegion") == "us-east-1");
  lab.api.remove_zone(hidden);
  CHECK(lab.get("hostedzone/" + hidden).verdict() ==
        "404 NoSuchHostedZone: No hosted zone found with ID: " + hidden);
}

TEST_CASE("zones of other services and locked ones are shown as such, and take no changes") {
  Route53Lab lab;
  const std::string create = change_xml("CREATE", "a.example.com", "A", {"192.0.2.1"});
  lab.api.edit_zone(lab.zone, [](auto& zone) {
    zone.linked_service = "servicediscovery.amazonaws.com";
    zone.comment = "made elsewhere";
  });
  const auto shown = lab.get("hostedzone/" + lab.zone);
  CHECK(shown.at("HostedZone/LinkedService/ServicePrincipal") == "servicediscovery.amazonaws.com");
  CHECK(shown.at("HostedZone/Config/Comment") == "made elsewhere");
  CHECK(lab.change(create).verdict() == "403 AccessDenied: The resource hostedzone/" + lab.zone +
                                            " can only be managed through "
                                            "servicediscovery.amazonaws.com");
  lab.api.edit_zone(lab.zone, [](auto& zone) {
    zone.linked_service = "";
    zone.recovery_status = "ENABLING_HOSTED_ZONE_LOCKED";
  });
  CHECK(lab.get("hostedzone/" + lab.zone).at("HostedZone/Features/AcceleratedRecoveryStatus") ==
        "ENABLING_HOSTED_ZONE_LOCKED");
  CHECK(lab.change(create).response.status == 400);
  lab.api.configure([](auto& options) { options.refuse_locked_zones = false; });
  CHECK(lab.change(create).verdict() == "200");
}
