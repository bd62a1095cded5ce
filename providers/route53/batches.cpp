#include "providers/route53/batches.h"

#include "http/xml.h"
#include "providers/route53/spelling.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

namespace dnsward::route53 {
namespace {

constexpr std::size_t most_values_of_set = 400;
constexpr std::size_t most_characters_of_value = 4000;
constexpr std::size_t most_values = 1000;
constexpr std::size_t most_characters = 32000;

/// What must be in one request.
struct Unit {
  std::string deletes = {};
  std::string creates = {};
  std::size_t values = 0;
  std::size_t characters = 0;
  DomainName owner = {};
  bool has_cname = false;

  void add(const Unit& other) {
    deletes += other.deletes;
    creates += other.creates;
    values += other.values;
    characters += other.characters;
    has_cname = has_cname || other.has_cname;
  }

  [[nodiscard]] bool fits() const { return values <= most_values && characters <= most_characters; }
};

/// A set as it goes into a request.
struct Written {
  std::string name;
  RRType type;
  std::uint32_t ttl;
  std::vector<std::string> values;

  [[nodiscard]] std::size_t characters() const {
    std::size_t sum = 0;
    for (const auto& value : values) sum += value.size();
    return sum;
  }

  /// The order of the elements is prescribed.
  [[nodiscard]] std::string xml(std::string_view action) const {
    auto text = fmt::format(
        "<Change><Action>{}</Action><ResourceRecordSet><Name>{}</Name><Type>{}</Type><TTL>{}</TTL>"
        "<ResourceRecords>",
        action, escape_xml(name), to_text(type), ttl);
    for (const auto& value : values) {
      text += "<ResourceRecord><Value>" + escape_xml(value) + "</Value></ResourceRecord>";
    }
    return text + "</ResourceRecords></ResourceRecordSet></Change>";
  }
};

Written as_listed(const StoredSet& set) {
  Written written{set.name, set.key.type, set.ttl, {}};
  for (const auto& value : set.values) written.values.push_back(value.text);
  return written;
}

// Values that stay are repeated as they are listed, in the order of the listing.
Written as_wanted(const StoredSet* set, const RRset& after) {
  Written written{
      set != nullptr ? set->name : encode_name(after.key.owner), after.key.type, after.ttl, {}};
  std::set<Rdata> missing(after.rdata.begin(), after.rdata.end());
  if (set != nullptr) {
    for (const auto& [text, value] : set->values) {
      if (missing.erase(value) != 0) written.values.push_back(repaired(value, text));
    }
  }
  for (const auto& value : missing) written.values.push_back(encode_value(value));
  return written;
}

Result<void> check_size(const RRsetKey& key, const Written& written) {
  if (written.values.size() > most_values_of_set) {
    return fail(ErrorKind::unsupported,
                fmt::format("{} would have {} values, and Route 53 takes {}", to_text(key),
                            written.values.size(), most_values_of_set),
                "remove values that nobody needs");
  }
  for (const auto& value : written.values) {
    if (value.size() <= most_characters_of_value) continue;
    return fail(ErrorKind::unsupported,
                fmt::format("a value of {} has {} characters as Route 53 counts, which takes {}",
                            to_text(key), value.size(), most_characters_of_value),
                "no DNS record for mail needs so much: check what the sender asks for");
  }
  return {};
}

Result<Unit> make_unit(const StoredZone& stored, const Change& change, WriteMode mode) {
  Unit unit{.owner = change.key.owner, .has_cname = change.key.type == RRType::cname};
  const auto* const set = change.before ? stored.find(change.key) : nullptr;
  const bool is_upsert = mode == WriteMode::upsert && change.after;
  if (set != nullptr && !is_upsert) {
    const auto written = as_listed(*set);
    unit.deletes = written.xml("DELETE");
    unit.values += written.values.size();
    unit.characters += written.characters();
  }
  if (change.after) {
    const auto written = as_wanted(set, *change.after);
    if (auto checked = check_size(change.key, written); !checked) return fail(checked.error());
    const std::size_t times = is_upsert ? 2 : 1;
    unit.creates = written.xml(is_upsert ? "UPSERT" : "CREATE");
    unit.values += times * written.values.size();
    unit.characters += times * written.characters();
  }
  if (unit.fits()) return unit;
  return fail(
      ErrorKind::unsupported,
      fmt::format("{} is too large to be changed in one request: {} values and {} "
                  "characters, before and after together, and Route 53 takes {} and {}",
                  to_text(change.key), unit.values, unit.characters, most_values, most_characters),
      "remove values that nobody needs");
}

// A CNAME and what else is at its name come and go together.
void join_names(std::vector<Unit>& units) {
  std::stable_sort(units.begin(), units.end(),
                   [](const Unit& a, const Unit& b) { return a.owner < b.owner; });
  std::vector<Unit> joined;
  for (auto& unit : units) {
    const bool is_same = !joined.empty() && joined.back().owner == unit.owner;
    if (is_same && (unit.has_cname || joined.back().has_cname)) {
      joined.back().add(unit);
    } else {
      joined.push_back(std::move(unit));
    }
  }
  units = std::move(joined);
}

std::string body_of(const Unit& batch) {
  return R"(<?xml version="1.0" encoding="UTF-8"?>)"
         R"(<ChangeResourceRecordSetsRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/">)"
         "<ChangeBatch><Comment>dnsward</Comment><Changes>" +
         batch.deletes + batch.creates +
         "</Changes></ChangeBatch></ChangeResourceRecordSetsRequest>";
}

}  // namespace

Result<std::vector<std::string>> make_batches(const StoredZone& stored,
                                              std::span<const Change> changes, WriteMode mode) {
  std::vector<Unit> units;
  for (const auto& change : changes) {
    auto unit = make_unit(stored, change, mode);
    if (!unit) return fail(std::move(unit.error()));
    units.push_back(std::move(*unit));
  }
  join_names(units);
  std::vector<std::string> bodies;
  Unit batch;
  for (const auto& unit : units) {
    const bool has_room = batch.values + unit.values <= most_values &&
                          batch.characters + unit.characters <= most_characters;
    if (!has_room && batch.values != 0) bodies.push_back(body_of(std::exchange(batch, {})));
    batch.add(unit);
  }
  if (batch.values != 0) bodies.push_back(body_of(batch));
  return bodies;
}

}  // namespace dnsward::route53
