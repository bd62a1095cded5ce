#include "fakes/hetzner_handlers.h"
#include "fakes/hetzner_rrset_rules.h"
#include "fakes/hetzner_values.h"

#include <utility>

namespace dnsward::fake::hz {
namespace {

/// A deed on one RRset that must still be there.
template <typename Change>
Deed on_rrset(const HetznerKey& key, Change change) {
  return [key, change = std::move(change)](HetznerZone& zone) -> std::optional<std::string> {
    const auto found = zone.rrsets.find(key);
    if (found == zone.rrsets.end()) return "RRSet not found";
    change(found->second);
    return std::nullopt;
  };
}

/// An RRset without records is none.
void remove_all(HetznerZone& zone, const HetznerKey& key,
                const std::vector<HetznerRecord>& records) {
  const auto found = zone.rrsets.find(key);
  if (found == zone.rrsets.end()) return;
  for (const HetznerRecord& record : records) {
    std::erase_if(found->second.records,
                  [&](const HetznerRecord& there) { return there.value == record.value; });
  }
  if (found->second.records.empty()) zone.rrsets.erase(found);
}

std::optional<std::string> add_all(HetznerZone& zone, const HetznerKey& key,
                                   const std::optional<std::int64_t>& ttl,
                                   const std::vector<HetznerRecord>& records) {
  const auto found = zone.rrsets.find(key);
  HetznerRRset rrset = found == zone.rrsets.end() ? HetznerRRset{.ttl = ttl} : found->second;
  if (ttl && rrset.ttl && *rrset.ttl != *ttl) return "TTL differs";
  for (const HetznerRecord& record : records) {
    if (find_record(rrset.records, record.value) == nullptr) rrset.records.push_back(record);
  }
  put_rrset(zone, key, std::move(rrset));
  return std::nullopt;
}

/// The records of a request, with their values as the API keeps them: what is equal is decided by
/// the stored spelling.
Checked<std::vector<HetznerRecord>> kept_records(const Visit& visit, const Target& target,
                                                 bool comment_required = false) {
  auto records = read_records(visit, visit.body, "", {.comment_required = comment_required});
  if (!records) return records;
  return stored_records(visit, *target.zone, target.key, std::move(*records));
}

}  // namespace

Answer set_records(Visit& visit) {
  if (const auto problem = check_fields(visit, visit.body, {"records"}, {})) {
    return refuse(*problem);
  }
  const auto target = existing_target(visit);
  if (!target) return refuse(target.error());
  const auto records = kept_records(visit, *target);
  if (!records) return refuse(records.error());
  if (const auto problem = rrset_problem(visit, target->future, target->key, *records)) {
    return refuse(*problem);
  }
  return started(visit, 201, *target->zone, "set_rrset_records",
                 on_rrset(target->key,
                          [records = *records](HetznerRRset& rrset) { rrset.records = records; }));
}

Answer add_records(Visit& visit) {
  if (const auto problem = check_fields(visit, visit.body, {"records"}, {"ttl"})) {
    return refuse(*problem);
  }
  const auto target = writable_target(visit);
  if (!target) return refuse(target.error());
  const auto records = kept_records(visit, *target);
  if (!records) return refuse(records.error());
  const auto ttl = read_ttl(visit.body);
  if (!ttl) return refuse(ttl.error());
  std::vector<HetznerRecord> together;
  if (const HetznerRRset* rrset = target->rrset()) {
    if (*ttl && rrset->ttl && **ttl != *rrset->ttl) {
      return refuse(invalid("ttl", "must be the TTL of the RRSet"));
    }
    together = rrset->records;
  }
  for (std::size_t i = 0; i < records->size(); ++i) {
    const HetznerRecord& record = (*records)[i];
    if (find_record(together, record.value) == nullptr) {
      together.push_back(record);
      const std::string field = "records[" + std::to_string(i) + "]";
      const auto problem = value_problem(target->key.type, record.value, field, visit.options);
      if (problem) return refuse(*problem);
      continue;
    }
    const auto problem = by_verdict(visit.options.add_existing, "records", "record already exists");
    if (problem) return refuse(*problem);
  }
  if (const auto problem = zone_problem(visit, target->future, target->key, together)) {
    return refuse(*problem);
  }
  return started(visit, 201, *target->zone, "add_rrset_records",
                 [key = target->key, ttl = *ttl, records = *records](HetznerZone& zone) {
                   return add_all(zone, key, ttl, records);
                 });
}

Answer remove_records(Visit& visit) {
  if (const auto problem = check_fields(visit, visit.body, {"records"}, {})) {
    return refuse(*problem);
  }
  const auto target = existing_target(visit);
  if (!target) return refuse(target.error());
  const auto records = read_records(visit, visit.body, "", {});
  if (!records) return refuse(records.error());
  std::vector<HetznerRecord> rest = target->rrset()->records;
  for (const HetznerRecord& record : *records) {
    if (find_record(rest, record.value) == nullptr) {
      const auto problem = by_verdict(visit.options.remove_missing, "records", "record not found");
      if (problem) return refuse(*problem);
    }
    std::erase_if(rest, [&](const HetznerRecord& there) { return there.value == record.value; });
  }
  if (const auto problem = apex_problem(target->key, rest)) return refuse(*problem);
  return started(
      visit, 201, *target->zone, "remove_rrset_records",
      [key = target->key, records = *records](HetznerZone& zone) -> std::optional<std::string> {
        remove_all(zone, key, records);
        return std::nullopt;
      });
}

Answer update_records(Visit& visit) {
  if (const auto problem = check_fields(visit, visit.body, {"records"}, {})) {
    return refuse(*problem);
  }
  const auto target = existing_target(visit);
  if (!target) return refuse(target.error());
  const auto records = read_records(visit, visit.body, "", {.comment_required = true});
  if (!records) return refuse(records.error());
  std::vector<HetznerRecord> there = target->rrset()->records;
  for (const HetznerRecord& record : *records) {
    if (find_record(there, record.value) == nullptr) return refuse(not_found("record"));
  }
  return started(visit, 200, *target->zone, "update_rrset_records",
                 on_rrset(target->key, [records = *records](HetznerRRset& rrset) {
                   for (const HetznerRecord& record : records) {
                     HetznerRecord* kept = find_record(rrset.records, record.value);
                     if (kept != nullptr) kept->comment = record.comment;
                   }
                 }));
}

Answer change_rrset_ttl(Visit& visit) {
  if (const auto problem = check_fields(visit, visit.body, {"ttl"}, {})) return refuse(*problem);
  const auto target = existing_target(visit);
  if (!target) return refuse(target.error());
  const auto ttl = read_ttl(visit.body);
  if (!ttl) return refuse(ttl.error());
  return started(visit, 201, *target->zone, "change_rrset_ttl",
                 on_rrset(target->key, [ttl = *ttl](HetznerRRset& rrset) { rrset.ttl = ttl; }));
}

Answer change_rrset_protection(Visit& visit) {
  if (const auto problem = check_fields(visit, visit.body, {"change"}, {})) {
    return refuse(*problem);
  }
  if (!visit.body["change"].is_boolean()) return refuse(invalid("change", "is not a boolean"));
  const auto target = visited_target(visit);
  if (!target) return refuse(target.error());
  if (const auto problem = lock_problem(visit, *target->zone)) return refuse(*problem);
  if (target->rrset() == nullptr) return refuse(not_found("rrset"));
  const bool change = visit.body["change"].get<bool>();
  return started(
      visit, 201, *target->zone, "change_rrset_protection",
      on_rrset(target->key, [change](HetznerRRset& rrset) { rrset.change_protected = change; }));
}

}  // namespace dnsward::fake::hz
