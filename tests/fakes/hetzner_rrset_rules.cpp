#include "fakes/hetzner_rrset_rules.h"

#include "fakes/hetzner_labels.h"
#include "fakes/hetzner_values.h"

#include <algorithm>
#include <utility>

namespace dnsward::fake::hz {
namespace {

std::optional<Refusal> cname_problem(const Visit& visit, const HetznerZone& future,
                                     const HetznerKey& key, std::size_t records,
                                     const std::string& place) {
  if (key.type == "CNAME" && key.name == "@") {
    return invalid(place + "type", "CNAME is not allowed at the apex");
  }
  if (key.type == "CNAME" && records > 1) {
    return invalid(place + "records", "a CNAME can have one record alone");
  }
  for (const auto& [other, rrset] : future.rrsets) {
    if (other.name != key.name || other.type == key.type) continue;
    if (other.type != "CNAME" && key.type != "CNAME") continue;
    return by_verdict(visit.options.cname_conflict, place + "name",
                      "a CNAME cannot stand beside other records");
  }
  return std::nullopt;
}

std::optional<Refusal> limit_problem(const Visit& visit, const HetznerZone& future,
                                     const HetznerKey& key, std::size_t records) {
  const HetznerOptions& options = visit.options;
  if (options.most_records_of_rrset > 0 && records > options.most_records_of_rrset) {
    return limit_exceeded("rrset_record_limit");
  }
  std::size_t total = records;
  for (const auto& [other, rrset] : future.rrsets) {
    if (other != key) total += rrset.records.size();
  }
  if (options.most_records_of_zone > 0 && total > options.most_records_of_zone) {
    return limit_exceeded("zone_record_limit");
  }
  return std::nullopt;
}

Checked<HetznerKey> read_key(const Json& body, const HetznerZone& zone, const std::string& place,
                             const HetznerOptions& options) {
  for (const std::string name : {"name", "type"}) {
    if (!body[name].is_string()) return refuse(invalid(place + name, "is not a string"));
  }
  const auto name = owner_name(body["name"].get<std::string>(), zone.name, place + "name", options);
  if (!name) return refuse(name.error());
  const auto type = body["type"].get<std::string>();
  if (!known_type(type)) return refuse(invalid(place + "type", "is not a known type"));
  return HetznerKey{*name, type};
}

}  // namespace

const HetznerRRset* Target::rrset() const {
  const auto found = future.rrsets.find(key);
  return found == future.rrsets.end() ? nullptr : &found->second;
}

Checked<Target> visited_target(Visit& visit) {
  const auto zone = visited_zone(visit, "primary");
  if (!zone) return refuse(zone.error());
  if (visit.call.path.find('%') != std::string::npos && !visit.options.percent_in_path) {
    return refuse(not_found("rrset"));
  }
  const auto name = owner_name(visit.words.at(1), (*zone)->name, "name", visit.options);
  if (!name) return refuse(name.error());
  if (!known_type(visit.words.at(2))) return refuse(invalid("type", "is not a known type"));
  return Target{*zone, {*name, visit.words.at(2)}, visit.store.accepted(**zone)};
}

Checked<Target> writable_target(Visit& visit) {
  auto target = visited_target(visit);
  if (!target) return target;
  if (const auto problem = lock_problem(visit, *target->zone)) return refuse(*problem);
  const HetznerRRset* rrset = target->rrset();
  if (rrset != nullptr && rrset->change_protected) return refuse(protected_rrset());
  return target;
}

Checked<Target> existing_target(Visit& visit) {
  auto target = writable_target(visit);
  if (target && target->rrset() == nullptr) return refuse(not_found("rrset"));
  return target;
}

std::optional<Refusal> lock_problem(const Visit& visit, const HetznerZone& zone) {
  if (!visit.options.lock_while_running || !visit.store.is_busy(zone.id)) return std::nullopt;
  return Refusal{.status = 423, .code = "locked", .message = "an action is already running"};
}

Refusal protected_rrset() {
  return {.status = 423, .code = "protected", .message = "RRSet(s) is/are change protected"};
}

std::optional<Refusal> rrset_problem(const Visit& visit, const HetznerZone& future,
                                     const HetznerKey& key,
                                     const std::vector<HetznerRecord>& wanted,
                                     const std::string& place) {
  const auto there = future.rrsets.find(key);
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const bool stored = there != future.rrsets.end() &&
                        std::ranges::find(there->second.records, wanted[i].value,
                                          &HetznerRecord::value) != there->second.records.end();
    if (stored && visit.options.keep_odd_spelling) continue;
    const std::string field = place + "records[" + std::to_string(i) + "]";
    if (auto problem = value_problem(key.type, wanted[i].value, field, visit.options)) {
      return problem;
    }
  }
  return zone_problem(visit, future, key, wanted, place);
}

std::optional<Refusal> zone_problem(const Visit& visit, const HetznerZone& future,
                                    const HetznerKey& key, const std::vector<HetznerRecord>& wanted,
                                    const std::string& place) {
  if (auto problem = cname_problem(visit, future, key, wanted.size(), place)) return problem;
  if (auto problem = apex_problem(key, wanted, place)) return problem;
  return limit_problem(visit, future, key, wanted.size());
}

std::optional<Refusal> apex_problem(const HetznerKey& key, const std::vector<HetznerRecord>& wanted,
                                    const std::string& place) {
  if (key.type == "SOA") return invalid(place + "type", "SOA is managed by Hetzner");
  if (key.name != "@" || key.type != "NS") return std::nullopt;
  for (const std::string& server : assigned_nameservers()) {
    if (std::ranges::find(wanted, server, &HetznerRecord::value) == wanted.end()) {
      return invalid(place + "records", "must hold the assigned nameservers");
    }
  }
  return std::nullopt;
}

std::vector<HetznerRecord> stored_records(const Visit& visit, const HetznerZone& zone,
                                          const HetznerKey& key,
                                          std::vector<HetznerRecord> records) {
  for (HetznerRecord& record : records) {
    record.value = stored_value(key.type, record.value, zone.name, visit.options);
  }
  return records;
}

Checked<NewRRset> read_new_rrset(const Visit& visit, const HetznerZone& future, const Json& body,
                                 const std::string& place) {
  if (!body.is_object()) return refuse(invalid(place, "is not an object"));
  if (auto problem =
          check_fields(visit, body, {"name", "type", "records"}, {"ttl", "labels"}, place)) {
    return refuse(*problem);
  }
  auto key = read_key(body, future, place, visit.options);
  if (!key) return refuse(key.error());
  auto records = read_records(visit, body, place, {.most = 0});
  if (!records) return refuse(records.error());
  const auto ttl = read_ttl(body, place);
  if (!ttl) return refuse(ttl.error());
  const auto labels = read_labels(body.value("labels", Json::object()));
  if (!labels) return refuse(labels.error());
  if (future.rrsets.contains(*key)) {
    const auto duplicate =
        by_verdict(visit.options.duplicate_create, place + "name", "RRSet already exists");
    if (duplicate) return refuse(*duplicate);
  }
  if (auto problem = rrset_problem(visit, future, *key, *records, place)) return refuse(*problem);
  return NewRRset{*key,
                  {.records = stored_records(visit, future, *key, std::move(*records)),
                   .ttl = *ttl,
                   .labels = *labels}};
}

HetznerRecord* find_record(std::vector<HetznerRecord>& records, const std::string& value) {
  const auto found = std::ranges::find(records, value, &HetznerRecord::value);
  return found == records.end() ? nullptr : &*found;
}

}  // namespace dnsward::fake::hz
