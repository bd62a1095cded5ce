#include "providers/zonefile/check.h"

#include "providers/zonefile/edit.h"

#include <algorithm>
#include <variant>

namespace dnsward::zonefile {
namespace {

std::string place(const MasterFile& zone, const Record& record) {
  return '"' + zone.files[record.file].path + "\", line " + std::to_string(record.line);
}

Result<void> check_records(const MasterFile& zone, const Change& change) {
  for (const auto& record : zone.records) {
    if (record.key != change.key) continue;
    const std::string what = to_text(change.key) + ' ';
    if (record.generated) {
      return fail(ErrorKind::unsupported, what + "is made by $GENERATE in " + place(zone, record),
                  "write these records out in the file");
    }
    if (zone.files[record.file].uses > 1) {
      return fail(ErrorKind::unsupported,
                  what + "stands in \"" + zone.files[record.file].path +
                      "\", which the zone includes more than once",
                  "move the record out of that file");
    }
  }
  return {};
}

/// Only types that we can write may come in; any may go.
Result<void> check_values(const DomainName& apex, const Change& change) {
  if (!change.key.owner.is_within(apex)) {
    return fail(ErrorKind::unsupported,
                to_text(change.key) + " is not in the zone " + apex.display());
  }
  if (change.key.type == RRType::soa) {
    return fail(ErrorKind::unsupported, "the SOA of " + apex.display() + " is not for changes",
                "its serial is raised with each change");
  }
  if (!change.after) return {};
  for (const auto& value : change.after->rdata) {
    const bool is_kept = change.before && std::binary_search(change.before->rdata.begin(),
                                                             change.before->rdata.end(), value);
    if (std::holds_alternative<OpaqueData>(value) && !is_kept) {
      return fail(ErrorKind::unsupported,
                  "cannot write " + to_text(change.key) + ": only TXT, CNAME and MX are written");
    }
  }
  return {};
}

/// Types that stand beside a CNAME in a signed zone (RFC 4034, 2.5).
bool may_stand_beside_cname(RRType type) {
  return type == RRType::cname || type == RRType::rrsig || type == RRType::nsec;
}

Result<void> check_cname(std::span<const RRset> rrsets, std::span<const Change> changes,
                         const DomainName& owner) {
  std::vector<RRType> types;
  for (const auto& rrset : rrsets) {
    const bool is_changed = std::any_of(changes.begin(), changes.end(), [&](const Change& change) {
      return change.key == rrset.key;
    });
    if (rrset.key.owner == owner && !is_changed) types.push_back(rrset.key.type);
  }
  for (const auto& change : changes) {
    if (change.key.owner == owner && change.after) types.push_back(change.key.type);
  }
  if (std::find(types.begin(), types.end(), RRType::cname) == types.end()) return {};
  const auto other = std::find_if_not(types.begin(), types.end(), may_stand_beside_cname);
  if (other == types.end()) return {};
  return fail(
      ErrorKind::conflict,
      owner.to_text() + " cannot hold a CNAME beside its " + to_text(*other) + " (RFC 1034, 3.6.2)",
      "remove one of them");
}

Result<void> check_unsigned(const MasterFile& zone) {
  const auto signature = std::find_if(zone.records.begin(), zone.records.end(),
                                      [](const auto& r) { return r.key.type == RRType::rrsig; });
  if (signature == zone.records.end()) return {};
  return fail(ErrorKind::unsupported,
              "zone " + zone.apex.display() + " is signed in its file (" + place(zone, *signature) +
                  "): a change would break the signatures",
              "keep the unsigned file in the directory, and sign what comes out");
}

}  // namespace

Error changed_zone(const DomainName& apex) {
  return {ErrorKind::changed, "zone " + apex.display() + " changed since it was read", "run again"};
}

Result<void> check_before(const DomainName& apex, std::span<const RRset> rrsets,
                          std::span<const Change> changes) {
  for (const auto& change : changes) {
    const RRset* now = find(rrsets, change.key);
    const bool holds = change.before ? now != nullptr && *now == *change.before : now == nullptr;
    if (holds) continue;
    Error error = changed_zone(apex);
    error.notes.push_back({to_text(change.key) + " is not as it was"});
    return fail(std::move(error));
  }
  return {};
}

Result<void> check_editable(const MasterFile& zone, std::span<const RRset> rrsets,
                            std::span<const Change> changes) {
  if (auto is_unsigned = check_unsigned(zone); !is_unsigned) return is_unsigned;
  for (const auto& change : changes) {
    if (auto done = check_values(zone.apex, change); !done) return done;
    if (auto done = check_records(zone, change); !done) return done;
    if (!change.after) continue;
    if (auto done = check_cname(rrsets, changes, change.key.owner); !done) return done;
  }
  return {};
}

}  // namespace dnsward::zonefile
