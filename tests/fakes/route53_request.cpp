#include "fakes/route53_request.h"

#include "fakes/route53_schema.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace dnsward::fake::r53 {
namespace {

using aws::Checked;
using aws::Refusal;

constexpr std::array<std::string_view, 7> routing_elements{"Weight",
                                                           "Region",
                                                           "GeoLocation",
                                                           "Failover",
                                                           "MultiValueAnswer",
                                                           "CidrRoutingConfig",
                                                           "GeoProximityLocation"};

Route53Field field_of(const pugi::xml_node& node) {
  Route53Field field{std::string(local_name(node))};
  for (const pugi::xml_node& child : node.children()) {
    if (child.type() == pugi::node_element) field.fields.push_back(field_of(child));
  }
  if (field.fields.empty()) field.text = text_of(node);
  return field;
}

Route53RRset rrset_of(const pugi::xml_node& node) {
  const auto text = [&](std::string_view name) { return text_of(child_of(node, name)); };
  Route53RRset rrset{.name = text("Name"), .type = text("Type"), .ttl = std::nullopt};
  rrset.set_identifier = text("SetIdentifier");
  rrset.health_check_id = text("HealthCheckId");
  rrset.traffic_policy_instance_id = text("TrafficPolicyInstanceId");
  if (child_of(node, "TTL")) rrset.ttl = std::stol(text("TTL"));
  for (const pugi::xml_node& record : child_of(node, "ResourceRecords").children()) {
    rrset.values.push_back(text_of(child_of(record, "Value")));
  }
  if (const pugi::xml_node alias = child_of(node, "AliasTarget")) {
    const std::string healthy = text_of(child_of(alias, "EvaluateTargetHealth"));
    rrset.alias =
        Route53Alias{text_of(child_of(alias, "HostedZoneId")), text_of(child_of(alias, "DNSName")),
                     healthy == "true" || healthy == "1"};
  }
  for (const pugi::xml_node& child : node.children()) {
    if (std::ranges::find(routing_elements, local_name(child)) != routing_elements.end()) {
      rrset.routing.push_back(field_of(child));
    }
  }
  return rrset;
}

/// A set is an alias, a policy's, or has both a TTL and values.
std::optional<Refusal> kind_problem(const Change& change) {
  const Route53RRset& rrset = change.rrset;
  const int kinds = static_cast<int>(rrset.alias.has_value()) +
                    static_cast<int>(!rrset.traffic_policy_instance_id.empty()) +
                    static_cast<int>(rrset.ttl && !rrset.values.empty());
  const bool mixed = rrset.alias && (rrset.ttl || !rrset.values.empty());
  if (kinds == 1 && !mixed) return std::nullopt;
  return Refusal{
      400, "InvalidInput",
      fmt::format("Invalid request: Expected exactly one of [AliasTarget, all of [TTL, and "
                  "ResourceRecords], or TrafficPolicyInstanceId], but found {} in Change with "
                  "[Action={}, Name={}, Type={}, SetIdentifier={}]",
                  kinds == 0 ? "none" : "more than one", to_text(change.action), rrset.name,
                  rrset.type, rrset.set_identifier.empty() ? "null" : rrset.set_identifier)};
}

Action action_of(const std::string& text) {
  if (text == "DELETE") return Action::remove;
  return text == "UPSERT" ? Action::upsert : Action::create;
}

}  // namespace

std::string_view to_text(Action action) {
  switch (action) {
    case Action::create: break;
    case Action::remove: return "DELETE";
    case Action::upsert: return "UPSERT";
  }
  return "CREATE";
}

Checked<Batch> read_batch(const std::string& body) {
  pugi::xml_document document;
  if (auto problem = parse_xml(body, document)) return aws::refuse(std::move(*problem));
  const pugi::xml_node root = document.document_element();
  constexpr std::string_view outer = "ChangeResourceRecordSetsRequest";
  if (local_name(root) != outer) {
    return aws::refuse({400, "MalformedInput",
                        fmt::format("{} is not valid, expected {}", local_name(root), outer)});
  }
  if (auto problem = schema_problem(root)) return aws::refuse(std::move(*problem));
  const pugi::xml_node given = child_of(root, "ChangeBatch");
  Batch batch{text_of(child_of(given, "Comment")), {}};
  for (const pugi::xml_node& node : child_of(given, "Changes").children()) {
    Change change{action_of(text_of(child_of(node, "Action"))),
                  rrset_of(child_of(node, "ResourceRecordSet"))};
    if (auto problem = kind_problem(change)) return aws::refuse(std::move(*problem));
    batch.changes.push_back(std::move(change));
  }
  return batch;
}

}  // namespace dnsward::fake::r53
