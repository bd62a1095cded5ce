#include "fakes/hetzner_handlers.h"
#include "fakes/hetzner_labels.h"
#include "fakes/hetzner_rrset_rules.h"
#include "fakes/hetzner_values.h"
#include "fakes/hetzner_zonefile.h"

#include <algorithm>
#include <utility>

namespace dnsward::fake::hz {
namespace {

Checked<std::vector<HetznerNameserver>> read_nameservers(const Json& value) {
  const std::string field = "primary_nameservers";
  if (!value.is_array() || value.empty()) return refuse(invalid(field, "must not be empty"));
  std::vector<HetznerNameserver> servers;
  for (const Json& item : value) {
    const bool fits = item.is_object() && item.value("address", Json()).is_string() &&
                      item.value("port", Json(53)).is_number_integer() &&
                      item.value("tsig_key", Json("")).is_string() &&
                      item.value("tsig_algorithm", Json("")).is_string();
    if (!fits) return refuse(invalid(field, "is malformed"));
    servers.push_back({item["address"].get<std::string>(), item.value("port", std::int64_t{53}),
                       item.value("tsig_key", std::string()),
                       item.value("tsig_algorithm", std::string())});
  }
  return servers;
}

/// Puts a zone file's content into the zone, instead of what it held.
std::optional<Refusal> import_into(const Visit& visit, HetznerZone& zone, const Json& zonefile) {
  if (!zonefile.is_string()) return invalid("zonefile", "is not a string");
  auto content = read_zonefile(zonefile.get<std::string>(), zone.name, visit.options);
  if (!content) return content.error();
  HetznerZone fresh = zone;
  fresh.rrsets.clear();
  fresh.ttl = content->ttl.value_or(zone.ttl);
  const auto soa = content->rrsets.extract({"@", "SOA"});
  for (auto& [key, rrset] : content->rrsets) {
    if (auto problem = rrset_problem(visit, fresh, key, rrset.records, "zonefile.")) {
      return problem;
    }
    put_rrset(fresh, key, std::move(rrset));
  }
  if (!fresh.rrsets.contains({"@", "NS"})) {
    return invalid("zonefile", "the assigned nameservers must be present");
  }
  put_rrset(fresh, soa.key(), soa.mapped());
  zone = std::move(fresh);
  return std::nullopt;
}

std::optional<Refusal> fill_zone(const Visit& visit, HetznerZone& zone) {
  const Json rrsets = visit.body.value("rrsets", Json::array());
  if (!rrsets.is_array()) return invalid("rrsets", "is not an array");
  if (visit.body.contains("zonefile")) {
    if (!rrsets.empty()) return invalid("rrsets", "must be empty with a zone file");
    return import_into(visit, zone, visit.body["zonefile"]);
  }
  for (std::size_t i = 0; i < rrsets.size(); ++i) {
    auto wanted = read_new_rrset(visit, zone, rrsets[i], "rrsets[" + std::to_string(i) + "].");
    if (!wanted) return wanted.error();
    put_rrset(zone, wanted->key, std::move(wanted->rrset));
  }
  return std::nullopt;
}

/// The mode and what comes with it.
std::optional<Refusal> read_mode(const Visit& visit, HetznerZone& zone) {
  const Json mode = visit.body["mode"];
  if (mode != "primary" && mode != "secondary") return invalid("mode", "is not a mode");
  zone.mode = mode.get<std::string>();
  if (zone.mode == "primary") return fill_zone(visit, zone);
  auto servers = read_nameservers(visit.body.value("primary_nameservers", Json()));
  if (!servers) return servers.error();
  zone.primary_nameservers = std::move(*servers);
  return std::nullopt;
}

/// Refuses a request on a zone that is locked.
Checked<HetznerZone*> writable_zone(Visit& visit) {
  auto zone = visited_zone(visit);
  if (!zone) return zone;
  if (const auto problem = lock_problem(visit, **zone)) return refuse(*problem);
  return zone;
}

Checked<HetznerZone*> writable_zone(Visit& visit, std::string_view mode) {
  auto zone = visited_zone(visit, mode);
  if (!zone) return zone;
  return writable_zone(visit);
}

}  // namespace

Answer list_zones(Visit& visit) {
  const auto filter = label_filter(visit.call.parameter("label_selector"));
  if (!filter) return refuse(filter.error());
  const auto name = visit.call.parameter("name");
  const auto mode = visit.call.parameter("mode");
  if (mode && *mode != "primary" && *mode != "secondary") {
    return refuse(invalid("mode", "is not a mode"));
  }
  std::vector<Row> rows;
  for (const HetznerZone* zone : visit.store.zones_of(visit.project)) {
    if (name && *name != zone->name) continue;
    if (mode && *mode != zone->mode) continue;
    if (!(*filter)(zone->labels)) continue;
    rows.push_back({{{"id", sortable(zone->id)}, {"name", zone->name}, {"created", zone->created}},
                    [&visit, zone] { return zone_json(visit.store, *zone); }});
  }
  return page_of(visit, "zones", std::move(rows), {"id", "name", "created"}, 50);
}

Answer create_zone(Visit& visit) {
  const auto problem = check_fields(visit, visit.body, {"name", "mode"},
                                    {"ttl", "labels", "primary_nameservers", "rrsets", "zonefile"});
  if (problem) return refuse(*problem);
  if (!visit.body["name"].is_string()) return refuse(invalid("name", "is not a string"));
  const auto name = zone_name(visit.body["name"].get<std::string>(), visit.options);
  if (!name) return refuse(name.error());
  if (visit.store.zone_named(*name) != nullptr) {
    return refuse(*by_verdict(HetznerVerdict::uniqueness_error, "name", "zone already exists"));
  }
  const std::size_t most = visit.options.most_zones;
  if (most > 0 && visit.store.zones_of(visit.project).size() >= most) {
    return refuse(limit_exceeded("zone_limit"));
  }
  const auto ttl = read_ttl(visit.body);
  if (!ttl) return refuse(ttl.error());
  const auto labels = read_labels(visit.body.value("labels", Json::object()));
  if (!labels) return refuse(labels.error());
  HetznerZone zone{.name = *name,
                   .project = visit.project,
                   .ttl = ttl->value_or(3600),
                   .labels = *labels,
                   .delegation_status = "unknown",
                   .delegated = std::vector<std::string>{}};
  if (const auto misfit = read_mode(visit, zone)) return refuse(*misfit);
  const HetznerZone& added = visit.store.add_zone(std::move(zone));
  const Action& action = visit.store.begin(added, "create_zone", nullptr);
  return json_reply(201,
                    {{"zone", zone_json(visit.store, added)}, {"action", action_json(action)}});
}

Answer get_zone(Visit& visit) {
  const auto zone = visited_zone(visit);
  if (!zone) return refuse(zone.error());
  return json_reply(200, {{"zone", zone_json(visit.store, **zone)}});
}

Answer update_zone(Visit& visit) {
  const auto zone = visited_zone(visit);
  if (!zone) return refuse(zone.error());
  if (const auto problem = check_fields(visit, visit.body, {}, {"labels"})) {
    return refuse(*problem);
  }
  if (visit.body.contains("labels")) {
    const auto labels = read_labels(visit.body["labels"]);
    if (!labels) return refuse(labels.error());
    (*zone)->labels = *labels;
  }
  return json_reply(200, {{"zone", zone_json(visit.store, **zone)}});
}

Answer delete_zone(Visit& visit) {
  const auto zone = writable_zone(visit);
  if (!zone) return refuse(zone.error());
  if (visit.store.accepted(**zone).delete_protected) {
    return refuse({.status = 423, .code = "protected", .message = "zone is delete protected"});
  }
  return started(visit, 201, **zone, "delete_zone", nullptr);
}

Answer change_zone_ttl(Visit& visit) {
  const auto zone = writable_zone(visit, "primary");
  if (!zone) return refuse(zone.error());
  if (const auto problem = check_fields(visit, visit.body, {"ttl"}, {})) return refuse(*problem);
  const auto ttl = read_ttl(visit.body);
  if (!ttl) return refuse(ttl.error());
  if (!*ttl) return refuse(invalid("ttl", "is not an integer"));
  return started(visit, 201, **zone, "change_ttl",
                 [ttl = **ttl](HetznerZone& at) -> std::optional<std::string> {
                   at.ttl = ttl;
                   return std::nullopt;
                 });
}

Answer change_zone_protection(Visit& visit) {
  const auto zone = writable_zone(visit);
  if (!zone) return refuse(zone.error());
  if (const auto problem = check_fields(visit, visit.body, {}, {"delete"})) {
    return refuse(*problem);
  }
  const Json wanted = visit.body.value("delete", Json((*zone)->delete_protected));
  if (!wanted.is_boolean()) return refuse(invalid("delete", "is not a boolean"));
  return started(visit, 201, **zone, "change_protection",
                 [wanted = wanted.get<bool>()](HetznerZone& at) -> std::optional<std::string> {
                   at.delete_protected = wanted;
                   return std::nullopt;
                 });
}

Answer change_primary_nameservers(Visit& visit) {
  const auto zone = writable_zone(visit, "secondary");
  if (!zone) return refuse(zone.error());
  if (const auto problem = check_fields(visit, visit.body, {"primary_nameservers"}, {})) {
    return refuse(*problem);
  }
  const auto servers = read_nameservers(visit.body["primary_nameservers"]);
  if (!servers) return refuse(servers.error());
  return started(visit, 201, **zone, "change_primary_nameservers",
                 [servers = *servers](HetznerZone& at) -> std::optional<std::string> {
                   at.primary_nameservers = servers;
                   return std::nullopt;
                 });
}

Answer export_zonefile(Visit& visit) {
  const auto zone = visited_zone(visit, "primary");
  if (!zone) return refuse(zone.error());
  return json_reply(200, {{"zonefile", zonefile_of(**zone)}});
}

Answer import_zonefile(Visit& visit) {
  const auto zone = writable_zone(visit, "primary");
  if (!zone) return refuse(zone.error());
  if (const auto problem = check_fields(visit, visit.body, {"zonefile"}, {})) {
    return refuse(*problem);
  }
  HetznerZone future = visit.store.accepted(**zone);
  for (const auto& [key, rrset] : future.rrsets) {
    if (rrset.change_protected) return refuse(protected_rrset());
  }
  if (const auto problem = import_into(visit, future, visit.body["zonefile"])) {
    return refuse(*problem);
  }
  return started(visit, 201, **zone, "import_zonefile",
                 [future](HetznerZone& at) -> std::optional<std::string> {
                   at.ttl = future.ttl;
                   at.rrsets = future.rrsets;
                   at.last_number = future.last_number;
                   return std::nullopt;
                 });
}

}  // namespace dnsward::fake::hz
