#include "provider/read_write.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <variant>

namespace dnsward {
namespace {

std::vector<Rdata> values_of(const std::optional<RRset>& rrset) {
  return rrset ? rrset->rdata : std::vector<Rdata>{};
}

std::vector<Rdata> minus(const std::vector<Rdata>& from, const std::vector<Rdata>& values) {
  std::vector<Rdata> rest;
  std::set_difference(from.begin(), from.end(), values.begin(), values.end(),
                      std::back_inserter(rest));
  return rest;
}

// False when it was not there.
bool take_out(std::vector<Rdata>& values, const Rdata& value) {
  const auto found = std::lower_bound(values.begin(), values.end(), value);
  if (found == values.end() || *found != value) return false;
  values.erase(found);
  return true;
}

}  // namespace

bool is_wanted(const NameFilter& filter, const RRsetKey& key) {
  return filter.wants_all || key.type == RRType::ns || key.type == RRType::dname ||
         std::binary_search(filter.owners.begin(), filter.owners.end(), key.owner);
}

ValueMoves moves_of(const Change& change) {
  const auto before = values_of(change.before);
  const auto after = values_of(change.after);
  ValueMoves moves{.removed = minus(before, after), .added = minus(after, before)};
  moves.kept = minus(before, moves.removed);
  for (const auto& fate : change.fates) {
    if (fate.fate != Fate::replaced || !fate.was) continue;
    if (!std::binary_search(moves.added.begin(), moves.added.end(), fate.value)) continue;
    if (!take_out(moves.removed, *fate.was)) continue;
    take_out(moves.added, fate.value);
    moves.replaced.push_back({*fate.was, fate.value});
  }
  std::sort(moves.replaced.begin(), moves.replaced.end());
  if (change.before && change.after && change.before->ttl != change.after->ttl) {
    moves.ttl = change.after->ttl;
  }
  return moves;
}

Result<void> check_is_zone(const Zone& zone, const DomainName& owner) {
  if (owner.is_within(zone.apex)) return {};
  return fail(ErrorKind::config,
              fmt::format(R"(the zone with the id "{}" is not "{}": it holds "{}")", zone.id,
                          zone.apex.display(), owner.display()),
              "make zone and zone_id agree, or leave zone_id out");
}

Result<void> check_before(const DomainName& apex, std::span<const RRset> rrsets,
                          std::span<const Change> changes) {
  for (const auto& change : changes) {
    const RRset* now = find(rrsets, change.key);
    const bool holds = change.before ? now != nullptr && *now == *change.before : now == nullptr;
    if (holds) continue;
    Error error{ErrorKind::changed,
                fmt::format("zone {} changed since it was read", apex.display()), "run again"};
    error.notes.push_back({to_text(change.key) + " is not as it was"});
    return fail(std::move(error));
  }
  return {};
}

Result<void> check_writable(const DomainName& apex, std::span<const Change> changes) {
  for (const auto& change : changes) {
    if (!change.key.owner.is_within(apex)) {
      return fail(ErrorKind::unsupported,
                  fmt::format("{} is not in the zone {}", to_text(change.key), apex.display()));
    }
    if (!change.after) continue;
    for (const auto& value : minus(change.after->rdata, values_of(change.before))) {
      if (!std::holds_alternative<OpaqueData>(value)) continue;
      return fail(
          ErrorKind::unsupported,
          fmt::format("cannot write {}: only TXT, CNAME and MX are written", to_text(change.key)));
    }
  }
  return {};
}

}  // namespace dnsward
