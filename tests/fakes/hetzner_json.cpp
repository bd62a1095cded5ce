#include "fakes/hetzner_visit.h"

#include <algorithm>

namespace dnsward::fake::hz {
namespace {

Json nameserver_json(const HetznerNameserver& server) {
  Json json{{"address", server.address}, {"port", server.port}};
  if (!server.tsig_key.empty()) json["tsig_key"] = server.tsig_key;
  if (!server.tsig_algorithm.empty()) json["tsig_algorithm"] = server.tsig_algorithm;
  return json;
}

}  // namespace

Json zone_json(const Store& store, const HetznerZone& zone) {
  std::size_t record_count = 0;
  for (const auto& [key, rrset] : zone.rrsets) record_count += rrset.records.size();
  Json json{{"id", zone.id},
            {"name", zone.name},
            {"mode", zone.mode},
            {"status", store.status_of(zone)},
            {"ttl", zone.ttl},
            {"record_count", record_count},
            {"created", zone.created},
            {"labels", zone.labels},
            {"protection", {{"delete", zone.delete_protected}}},
            {"registrar", zone.registrar},
            {"authoritative_nameservers",
             {{"assigned", assigned_nameservers()},
              {"delegated", zone.delegated.value_or(assigned_nameservers())},
              {"delegation_last_check", nullptr},
              {"delegation_status", zone.delegation_status}}}};
  if (zone.delegation_status != "unknown") {
    json["authoritative_nameservers"]["delegation_last_check"] = zone.created;
  }
  if (zone.mode == "secondary") {
    json["primary_nameservers"] = Json::array();
    for (const auto& server : zone.primary_nameservers) {
      json["primary_nameservers"].push_back(nameserver_json(server));
    }
  }
  return json;
}

Json rrset_json(Visit& visit, const HetznerZone& zone, const HetznerKey& key,
                const HetznerRRset& rrset) {
  Json records = Json::array();
  for (const HetznerRecord& record : rrset.records) {
    records.push_back({{"value", record.value}, {"comment", record.comment}});
  }
  std::shuffle(records.begin(), records.end(), visit.random);
  return {{"id", key.name + "/" + key.type},
          {"name", key.name},
          {"type", key.type},
          {"ttl", rrset.ttl ? Json(*rrset.ttl) : Json()},
          {"labels", rrset.labels},
          {"protection", {{"change", rrset.change_protected}}},
          {"records", std::move(records)},
          {"zone", zone.id}};
}

Json action_json(const Action& action) {
  const bool runs = action.status == "running";
  Json json{{"id", action.id},
            {"command", action.command},
            {"status", action.status},
            {"progress", runs ? std::min(action.polls * 10, 90) : 100},
            {"started", action.started},
            {"finished", runs ? Json() : Json(action.finished)},
            {"resources", Json::array({{{"id", action.zone}, {"type", "zone"}}})},
            {"error", nullptr}};
  if (action.status == "error" && action.error) {
    json["error"] = {{"code", action.error->code}, {"message", action.error->message}};
  }
  return json;
}

}  // namespace dnsward::fake::hz
