#include "fakes/route53_names.h"
#include "fakes/route53_visit.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <tuple>
#include <vector>

namespace dnsward::fake::r53 {
namespace {

using aws::Xml;
using Zones = std::vector<const HostedZone*>;

constexpr std::size_t zones_per_page = 100;

void write_zone(Xml& xml, const HostedZone& at) {
  const Route53Zone& zone = at.zone;
  xml.open("HostedZone").text("Id", "/hostedzone/" + zone.id).text("Name", zone.name);
  xml.text("CallerReference", at.caller_reference).open("Config");
  if (!zone.comment.empty()) xml.text("Comment", zone.comment);
  xml.text("PrivateZone", zone.is_private ? "true" : "false").close("Config");
  xml.text("ResourceRecordSetCount", std::to_string(at.rrsets.size()));
  if (!zone.linked_service.empty()) {
    xml.open("LinkedService").text("ServicePrincipal", zone.linked_service);
    xml.text("Description", "owned by another service").close("LinkedService");
  }
  if (!zone.recovery_status.empty()) {
    xml.open("Features").text("AcceleratedRecoveryStatus", zone.recovery_status).close("Features");
  }
  xml.close("HostedZone");
}

void write_zones(Xml& xml, const Zones& zones, std::size_t begin, std::size_t end) {
  xml.open("HostedZones");
  for (std::size_t i = begin; i < end; ++i) write_zone(xml, *zones[i]);
  xml.close("HostedZones");
}

std::string truth(bool value) {
  return value ? "true" : "false";
}

aws::Deed deed(std::string action) {
  return {.action = "route53:" + std::move(action)};
}

/// The first zone at or after the name, and of that name at or after the id.
aws::Checked<std::size_t> start_by_name(const Visit& visit, const Zones& zones) {
  const auto name = visit.call.parameter("dnsname");
  const auto id = visit.call.parameter("hostedzoneid");
  if (!name && id) {
    return aws::refuse(invalid_input("hostedzoneid cannot be specified without dnsname"));
  }
  if (!name) return 0;
  const Name read = read_name(*name);
  if (read.problem != NameProblem::none) {
    return aws::refuse(
        {400, "InvalidDomainName", words_for(read.problem) + " encountered with '" + *name + "'"});
  }
  const std::string order = sort_key(read.text);
  const auto at_or_after = std::ranges::find_if(
      zones, [&](const HostedZone* at) { return sort_key(at->zone.name) >= order; });
  auto found = at_or_after;
  if (id) {
    found = std::ranges::find_if(zones, [&](const HostedZone* at) {
      return at->zone.name == read.text && at->zone.id == *id;
    });
    if (found == zones.end()) found = at_or_after;
  }
  return static_cast<std::size_t>(found - zones.begin());
}

}  // namespace

Answer list_hosted_zones_by_name(Visit& visit) {
  if (auto problem = forbidden(visit.key, deed("ListHostedZonesByName"))) {
    return aws::refuse(std::move(*problem));
  }
  const auto wanted = max_items(visit, zones_per_page, zones_per_page);
  if (!wanted) return aws::refuse(wanted.error());
  const Zones zones = visit.store.zones_by_name();
  const auto begin = start_by_name(visit, zones);
  if (!begin) return aws::refuse(begin.error());
  const std::size_t end = std::min(*begin + page_size(visit, *wanted), zones.size());
  return document("ListHostedZonesByNameResponse", [&](Xml& xml) {
    write_zones(xml, zones, *begin, end);
    if (const auto name = visit.call.parameter("dnsname")) xml.text("DNSName", *name);
    if (const auto id = visit.call.parameter("hostedzoneid")) xml.text("HostedZoneId", *id);
    xml.text("IsTruncated", truth(end < zones.size()));
    if (end < zones.size()) {
      xml.text("NextDNSName", zones[end]->zone.name);
      xml.text("NextHostedZoneId", zones[end]->zone.id);
    }
    xml.text("MaxItems", std::to_string(*wanted));
  });
}

Answer list_hosted_zones(Visit& visit) {
  if (auto problem = forbidden(visit.key, deed("ListHostedZones"))) {
    return aws::refuse(std::move(*problem));
  }
  const auto wanted = max_items(visit, zones_per_page, zones_per_page);
  if (!wanted) return aws::refuse(wanted.error());
  Zones zones = visit.store.zones();
  const auto type = visit.call.parameter("hostedzonetype");
  if (type && *type != "PrivateHostedZone") {
    return aws::refuse(invalid_input("hostedzonetype must be PrivateHostedZone"));
  }
  if (type) std::erase_if(zones, [](const HostedZone* at) { return !at->zone.is_private; });
  const auto marker = visit.call.parameter("marker");
  const auto first = marker
                         ? std::ranges::find_if(
                               zones, [&](const HostedZone* at) { return at->zone.id == *marker; })
                         : zones.begin();
  if (marker && first == zones.end()) {
    return aws::refuse(invalid_input("The marker " + *marker + " names no hosted zone"));
  }
  const auto begin = static_cast<std::size_t>(first - zones.begin());
  const std::size_t end = std::min(begin + page_size(visit, *wanted), zones.size());
  return document("ListHostedZonesResponse", [&](Xml& xml) {
    write_zones(xml, zones, begin, end);
    if (marker) xml.text("Marker", *marker);
    xml.text("IsTruncated", truth(end < zones.size()));
    if (end < zones.size()) xml.text("NextMarker", zones[end]->zone.id);
    xml.text("MaxItems", std::to_string(*wanted));
  });
}

Answer count_hosted_zones(Visit& visit) {
  if (auto problem = forbidden(visit.key, deed("GetHostedZoneCount"))) {
    return aws::refuse(std::move(*problem));
  }
  return document("GetHostedZoneCountResponse", [&](Xml& xml) {
    xml.text("HostedZoneCount", std::to_string(visit.store.zones().size()));
  });
}

Answer get_hosted_zone(Visit& visit) {
  const aws::Deed get{"route53:GetHostedZone", zone_arn(visit.id)};
  if (auto problem = forbidden(visit.key, get)) return aws::refuse(std::move(*problem));
  const auto zone = zone_of(visit);
  if (!zone) return aws::refuse(zone.error());
  const Route53Zone& at = (*zone)->zone;
  return document("GetHostedZoneResponse", [&](Xml& xml) {
    write_zone(xml, **zone);
    if (at.is_private) {
      xml.open("VPCs").open("VPC").text("VPCRegion", "us-east-1");
      xml.text("VPCId", "vpc-0123456789abcdef0").close("VPC").close("VPCs");
      return;
    }
    xml.open("DelegationSet").open("NameServers");
    for (const std::string& server : at.name_servers) xml.text("NameServer", server);
    xml.close("NameServers").close("DelegationSet");
  });
}

}  // namespace dnsward::fake::r53
