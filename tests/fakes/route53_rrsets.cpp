#include "fakes/route53_batch.h"
#include "fakes/route53_names.h"
#include "fakes/route53_values.h"
#include "fakes/route53_visit.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <utility>

namespace dnsward::fake::r53 {
namespace {

using aws::Xml;

void write_field(Xml& xml, const Route53Field& field) {
  if (field.fields.empty()) {
    xml.text(field.name, field.text);
    return;
  }
  xml.open(field.name);
  for (const Route53Field& inner : field.fields) write_field(xml, inner);
  xml.close(field.name);
}

void write_routing(Xml& xml, const Route53RRset& rrset, bool late) {
  for (const Route53Field& field : rrset.routing) {
    const bool is_late = field.name == "CidrRoutingConfig" || field.name == "GeoProximityLocation";
    if (is_late == late) write_field(xml, field);
  }
}

/// In the order that the API demands of requests.
void write_rrset(Xml& xml, const Route53RRset& rrset) {
  xml.open("ResourceRecordSet").text("Name", rrset.name).text("Type", rrset.type);
  if (!rrset.set_identifier.empty()) xml.text("SetIdentifier", rrset.set_identifier);
  write_routing(xml, rrset, false);
  if (rrset.ttl) xml.text("TTL", std::to_string(*rrset.ttl));
  if (!rrset.values.empty()) {
    xml.open("ResourceRecords");
    for (const std::string& value : rrset.values) {
      xml.open("ResourceRecord").text("Value", value).close("ResourceRecord");
    }
    xml.close("ResourceRecords");
  }
  if (rrset.alias) {
    xml.open("AliasTarget").text("HostedZoneId", rrset.alias->hosted_zone_id);
    xml.text("DNSName", rrset.alias->dns_name);
    xml.text("EvaluateTargetHealth", rrset.alias->evaluate_target_health ? "true" : "false");
    xml.close("AliasTarget");
  }
  if (!rrset.health_check_id.empty()) xml.text("HealthCheckId", rrset.health_check_id);
  if (!rrset.traffic_policy_instance_id.empty()) {
    xml.text("TrafficPolicyInstanceId", rrset.traffic_policy_instance_id);
  }
  write_routing(xml, rrset, true);
  xml.close("ResourceRecordSet");
}

/// The position that name, type and identifier of the query stand for.
aws::Checked<Key> start_of(const Visit& visit) {
  const auto name = visit.call.parameter("name");
  const auto type = visit.call.parameter("type");
  const auto identifier = visit.call.parameter("identifier");
  if (type && !known_type(*type)) {
    return aws::refuse(invalid_input(fmt::format(
        "1 validation error detected: Value '{}' at 'startRecordType' failed to satisfy "
        "constraint: Member must satisfy enum value set",
        *type)));
  }
  if (type && !name) {
    return aws::refuse(invalid_input("The request must specify a name with a type"));
  }
  if (identifier && !type) {
    return aws::refuse(
        invalid_input("The request must specify a name and type with an identifier"));
  }
  if (!name) return Key{};
  const Name read = read_name(*name);
  if (read.problem != NameProblem::none) {
    return aws::refuse(
        invalid_input(words_for(read.problem) + " encountered with '" + *name + "'"));
  }
  return Key{sort_key(read.text), type.value_or(""), identifier.value_or("")};
}

void write_page(Xml& xml, const RRsets& rrsets, const Key& start, std::size_t size) {
  auto at = rrsets.lower_bound(start);
  xml.open("ResourceRecordSets");
  for (std::size_t i = 0; i < size && at != rrsets.end(); ++i, ++at) write_rrset(xml, at->second);
  xml.close("ResourceRecordSets").text("IsTruncated", at == rrsets.end() ? "false" : "true");
  if (at == rrsets.end()) return;
  xml.text("NextRecordName", at->second.name).text("NextRecordType", at->second.type);
  if (!at->first.set_identifier.empty()) {
    xml.text("NextRecordIdentifier", at->first.set_identifier);
  }
}

void write_change(Xml& xml, const ChangeRecord& change, bool in_sync) {
  xml.open("ChangeInfo").text("Id", "/change/" + change.id);
  xml.text("Status", in_sync ? "INSYNC" : "PENDING");
  xml.text("SubmittedAt", aws::xml_time(change.submitted));
  if (!change.comment.empty()) xml.text("Comment", change.comment);
  xml.close("ChangeInfo");
}

void add_once(std::vector<std::string>& values, std::string value) {
  if (std::ranges::find(values, value) == values.end()) values.push_back(std::move(value));
}

/// The three condition keys that Route 53 has.
aws::Deed deed_of(const Visit& visit, const Batch& batch) {
  aws::Deed deed{"route53:ChangeResourceRecordSets", zone_arn(visit.id)};
  for (const Change& change : batch.changes) {
    const std::string prefix = "route53:ChangeResourceRecordSets";
    add_once(deed.context[prefix + "Actions"], std::string(to_text(change.action)));
    add_once(deed.context[prefix + "RecordTypes"], change.rrset.type);
    add_once(deed.context[prefix + "NormalizedRecordNames"],
             normalized(read_name(change.rrset.name).text));
  }
  return deed;
}

std::optional<aws::Refusal> locked(const HostedZone& at, const Route53Options& options) {
  if (!at.zone.linked_service.empty()) {
    return aws::Refusal{403, "AccessDenied",
                        fmt::format("The resource hostedzone/{} can only be managed through {}",
                                    at.zone.id, at.zone.linked_service)};
  }
  if (options.refuse_locked_zones && at.zone.recovery_status.ends_with("_LOCKED")) {
    return invalid_input(fmt::format("The hosted zone {} is locked", at.zone.id));
  }
  return std::nullopt;
}

/// `[first, second]`, as the message of one error, or each in an element of its own.
Answer refused(const std::vector<std::string>& messages, const Route53Options& options) {
  if (!options.messages_shape) {
    return aws::refuse({400, "InvalidChangeBatch", fmt::format("[{}]", fmt::join(messages, ", "))});
  }
  Reply reply = document("InvalidChangeBatch", [&](Xml& xml) {
    xml.open("Messages");
    for (const std::string& message : messages) xml.text("Message", message);
    xml.close("Messages").text("RequestId", "b25f48e8-84fd-11e6-80d9-574e0c4664cb");
  });
  reply.status = 400;
  return reply;
}

}  // namespace

Answer list_rrsets(Visit& visit) {
  const aws::Deed list{"route53:ListResourceRecordSets", zone_arn(visit.id)};
  if (auto problem = forbidden(visit.key, list)) return aws::refuse(std::move(*problem));
  const auto zone = zone_of(visit);
  if (!zone) return aws::refuse(zone.error());
  const auto start = start_of(visit);
  if (!start) return aws::refuse(start.error());
  const auto wanted = max_items(visit, 100, 300);
  if (!wanted) return aws::refuse(wanted.error());
  return document("ListResourceRecordSetsResponse", [&](Xml& xml) {
    write_page(xml, (*zone)->rrsets, *start, page_size(visit, *wanted));
    xml.text("MaxItems", std::to_string(*wanted));
  });
}

Answer change_rrsets(Visit& visit) {
  const auto batch = read_batch(visit.call.body);
  if (!batch) return aws::refuse(batch.error());
  if (auto problem = forbidden(visit.key, deed_of(visit, *batch))) {
    return aws::refuse(std::move(*problem));
  }
  const auto zone = zone_of(visit);
  if (!zone) return aws::refuse(zone.error());
  if (auto problem = locked(**zone, visit.options)) return aws::refuse(std::move(*problem));
  if (visit.store.is_busy(**zone)) {
    return aws::refuse({400, "PriorRequestNotComplete",
                        "The request was rejected because Route 53 was still processing a prior "
                        "request."});
  }
  Outcome outcome = evaluate(**zone, *batch, visit.options);
  if (!outcome.messages.empty()) return refused(outcome.messages, visit.options);
  if (outcome.rrsets.size() > visit.options.most_rrsets) {
    return aws::refuse({400, "LimitsExceeded",
                        fmt::format("A hosted zone holds {} resource record sets at most",
                                    visit.options.most_rrsets)});
  }
  (*zone)->rrsets = std::move(outcome.rrsets);
  const ChangeRecord& change = visit.store.begin_change(**zone, batch->comment);
  return document("ChangeResourceRecordSetsResponse",
                  [&](Xml& xml) { write_change(xml, change, visit.store.is_in_sync(change)); });
}

Answer get_change(Visit& visit) {
  const aws::Deed get{"route53:GetChange", "arn:aws:route53:::change/" + visit.id};
  if (auto problem = forbidden(visit.key, get)) return aws::refuse(std::move(*problem));
  ChangeRecord* change = visit.store.find_change(visit.id);
  if (change == nullptr) {
    return aws::refuse({404, "NoSuchChange", "Could not find resource with ID: " + visit.id});
  }
  ++change->polls;
  return document("GetChangeResponse",
                  [&](Xml& xml) { write_change(xml, *change, visit.store.is_in_sync(*change)); });
}

}  // namespace dnsward::fake::r53
