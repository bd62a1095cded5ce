// What an RRset of the Hetzner fake may become, given the zone around it.
#pragma once

#include "fakes/hetzner_visit.h"

#include <optional>
#include <string>
#include <vector>

namespace dnsward::fake::hz {

/// An RRset that a request wants to change.
struct Target {
  HetznerZone* zone = nullptr;
  HetznerKey key = {};
  HetznerZone future = {};  ///< the zone when all running actions are done

  /// Of `future`; null when it is not there.
  [[nodiscard]] const HetznerRRset* rrset() const;
};

/// The key in the path; refused when the zone is not primary or the name or type is malformed.
[[nodiscard]] Checked<Target> visited_target(Visit& visit);
/// The same for a request that changes the RRset: refused when it is locked or protected.
[[nodiscard]] Checked<Target> writable_target(Visit& visit);
/// The same, where the RRset must be there.
[[nodiscard]] Checked<Target> existing_target(Visit& visit);

/// 423 `locked`, when the options want it and an action is running.
[[nodiscard]] std::optional<Refusal> lock_problem(const Visit& visit, const HetznerZone& zone);

[[nodiscard]] Refusal protected_rrset();

/// Why the RRset can't be `wanted` in that zone. `place` is "" or "rrsets[0].".
[[nodiscard]] std::optional<Refusal> rrset_problem(const Visit& visit, const HetznerZone& future,
                                                   const HetznerKey& key,
                                                   const std::vector<HetznerRecord>& wanted,
                                                   const std::string& place = {});

/// The part of it that concerns the zone and not the values' syntax.
[[nodiscard]] std::optional<Refusal> zone_problem(const Visit& visit, const HetznerZone& future,
                                                  const HetznerKey& key,
                                                  const std::vector<HetznerRecord>& wanted,
                                                  const std::string& place = {});

/// Why these can't be all records of the key: Hetzner's own SOA and NS records stay.
[[nodiscard]] std::optional<Refusal> apex_problem(const HetznerKey& key,
                                                  const std::vector<HetznerRecord>& wanted,
                                                  const std::string& place = {});

/// The records with their values as the API keeps them.
[[nodiscard]] std::vector<HetznerRecord> stored_records(const Visit& visit, const HetznerZone& zone,
                                                        const HetznerKey& key,
                                                        std::vector<HetznerRecord> records);

/// name, type, ttl, labels and records of a new RRset: of `POST /rrsets`, or one of a new zone's.
struct NewRRset {
  HetznerKey key;
  HetznerRRset rrset;
};

[[nodiscard]] Checked<NewRRset> read_new_rrset(const Visit& visit, const HetznerZone& future,
                                               const Json& body, const std::string& place = {});

[[nodiscard]] HetznerRecord* find_record(std::vector<HetznerRecord>& records,
                                         const std::string& value);

}  // namespace dnsward::fake::hz
