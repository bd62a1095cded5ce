#include "fakes/hetzner_handlers.h"
#include "fakes/hetzner_labels.h"
#include "fakes/hetzner_rrset_rules.h"
#include "fakes/hetzner_values.h"

#include <algorithm>
#include <utility>

namespace dnsward::fake::hz {

Answer list_rrsets(Visit& visit) {
  const auto zone = visited_zone(visit, "primary");
  if (!zone) return refuse(zone.error());
  const auto filter = label_filter(visit.call.parameter("label_selector"));
  if (!filter) return refuse(filter.error());
  const auto types = visit.call.parameters("type");
  if (!std::ranges::all_of(types, known_type)) {
    return refuse(invalid("type", "is not a known type"));
  }
  const auto name = visit.call.parameter("name");
  std::vector<Row> rows;
  for (const auto& [key, rrset] : (*zone)->rrsets) {
    if (name && *name != key.name) continue;
    if (!types.empty() && std::ranges::find(types, key.type) == types.end()) continue;
    if (!(*filter)(rrset.labels)) continue;
    rows.push_back(
        {{{"id", key.name + "/" + key.type},
          {"name", key.name},
          {"created", sortable(rrset.number)}},
         [&visit, &zone = **zone, &key, &rrset] { return rrset_json(visit, zone, key, rrset); }});
  }
  std::ranges::stable_sort(rows, {}, [](const Row& row) { return row.keys.at("created"); });
  return page_of(visit, "rrsets", std::move(rows), {"id", "name", "created"}, 100);
}

Answer create_rrset(Visit& visit) {
  const auto zone = visited_zone(visit, "primary");
  if (!zone) return refuse(zone.error());
  if (const auto problem = lock_problem(visit, **zone)) return refuse(*problem);
  const HetznerZone future = visit.store.accepted(**zone);
  auto wanted = read_new_rrset(visit, future, visit.body);
  if (!wanted) return refuse(wanted.error());
  const auto deed = [wanted = *wanted](HetznerZone& at) -> std::optional<std::string> {
    if (at.rrsets.contains(wanted.key)) return "RRSet already exists";
    put_rrset(at, wanted.key, wanted.rrset);
    return std::nullopt;
  };
  const Json rrset = rrset_json(visit, **zone, wanted->key, wanted->rrset);
  const Action& action = visit.store.begin(**zone, "create_rrset", deed);
  return json_reply(201, {{"rrset", rrset}, {"action", action_json(action)}});
}

Answer get_rrset(Visit& visit) {
  const auto target = visited_target(visit);
  if (!target) return refuse(target.error());
  const auto found = target->zone->rrsets.find(target->key);
  if (found == target->zone->rrsets.end()) return refuse(not_found("rrset"));
  return json_reply(200,
                    {{"rrset", rrset_json(visit, *target->zone, found->first, found->second)}});
}

Answer update_rrset(Visit& visit) {
  if (visit.body.contains("records")) {
    return refuse({.message = "can't update records with this endpoint"});
  }
  if (const auto problem = check_fields(visit, visit.body, {}, {"labels"})) {
    return refuse(*problem);
  }
  const auto target = visited_target(visit);
  if (!target) return refuse(target.error());
  const auto found = target->zone->rrsets.find(target->key);
  if (found == target->zone->rrsets.end()) return refuse(not_found("rrset"));
  if (found->second.change_protected) return refuse(protected_rrset());
  if (visit.body.contains("labels")) {
    const auto labels = read_labels(visit.body["labels"]);
    if (!labels) return refuse(labels.error());
    found->second.labels = *labels;
  }
  return json_reply(200,
                    {{"rrset", rrset_json(visit, *target->zone, found->first, found->second)}});
}

Answer delete_rrset(Visit& visit) {
  const auto target = existing_target(visit);
  if (!target) return refuse(target.error());
  const HetznerKey& key = target->key;
  if (key.name == "@" && (key.type == "SOA" || key.type == "NS")) {
    return refuse(invalid("type", "SOA and NS of the apex cannot be deleted"));
  }
  return started(visit, 201, *target->zone, "delete_rrset",
                 [key](HetznerZone& zone) -> std::optional<std::string> {
                   if (zone.rrsets.erase(key) == 0) return "RRSet not found";
                   return std::nullopt;
                 });
}

}  // namespace dnsward::fake::hz
