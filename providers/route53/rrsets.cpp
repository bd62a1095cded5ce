#include "providers/route53/rrsets.h"

#include "providers/route53/spelling.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <string_view>
#include <utility>

namespace dnsward::route53 {
namespace {

struct Routing {
  std::string_view element;
  std::string_view policy;
};

constexpr std::array routings{
    Routing{"Weight", "weighted"},
    Routing{"Region", "latency"},
    Routing{"GeoLocation", "geolocation"},
    Routing{"GeoProximityLocation", "geoproximity"},
    Routing{"Failover", "failover"},
    Routing{"MultiValueAnswer", "multivalue"},
    Routing{"CidrRoutingConfig", "IP-based"},
};

std::string why_locked(const XmlElement& set) {
  if (set.has("TrafficPolicyInstanceId")) return "a traffic policy made it";
  if (const auto identifier = set.optional_text("SetIdentifier")) {
    const auto* const routing =
        std::find_if(routings.begin(), routings.end(),
                     [&](const Routing& candidate) { return set.has(candidate.element); });
    return fmt::format("its values are chosen by {} routing (set identifier \"{}\")",
                       routing == routings.end() ? "some" : routing->policy, *identifier);
  }
  if (const auto alias = set.optional_child("AliasTarget")) {
    return fmt::format("it is an alias of {}", alias->optional_text("DNSName").value_or("?"));
  }
  return {};
}

std::uint32_t read_ttl(const XmlElement& set) {
  const auto ttl = set.optional_integer("TTL").value_or(0);
  if (ttl < 0 || ttl > std::numeric_limits<std::int32_t>::max()) {
    set.reject("TTL", "is no TTL");
    return 0;
  }
  return static_cast<std::uint32_t>(ttl);
}

bool by_key(const StoredSet& a, const StoredSet& b) {
  return a.key < b.key;
}

}  // namespace

StoredSet read_set(const XmlElement& element) {
  StoredSet set{.name = element.text("Name")};
  auto owner = decode_name(set.name);
  const auto type = parse_rr_type(element.text("Type"));
  if (owner && type) set.key = {std::move(*owner), *type};
  if (!owner || !type) set.key.type = RRType{};
  set.ttl = read_ttl(element);
  set.why_locked = why_locked(element);
  for (const auto& record : element.optional_elements("ResourceRecords", "ResourceRecord")) {
    auto text = record.text("Value");
    auto value = decode_value(set.key.type, text);
    set.values.push_back({std::move(text), std::move(value)});
  }
  // An alias has no values of its own, and is there all the same.
  if (set.values.empty()) set.values.push_back({{}, OpaqueData{set.why_locked}});
  return set;
}

StoredZone::StoredZone(std::vector<StoredSet> sets) : sets_(std::move(sets)) {
  std::stable_sort(sets_.begin(), sets_.end(), by_key);
}

const StoredSet* StoredZone::find(const RRsetKey& key) const {
  const auto found = std::lower_bound(sets_.begin(), sets_.end(), StoredSet{{}, key}, by_key);
  const bool is_there = found != sets_.end() && found->key == key && found->why_locked.empty();
  return is_there ? &*found : nullptr;
}

std::vector<RRset> StoredZone::rrsets() const {
  std::vector<RRset> all;
  for (const auto& set : sets_) {
    if (all.empty() || all.back().key != set.key) all.push_back({set.key, set.ttl, {}});
    for (const auto& value : set.values) all.back().rdata.push_back(value.value);
  }
  for (auto& rrset : all) normalize(rrset);
  return all;
}

std::vector<LockedRRset> StoredZone::locked() const {
  std::vector<LockedRRset> all;
  for (const auto& set : sets_) {
    const bool is_news = all.empty() || all.back().key != set.key;
    if (!set.why_locked.empty() && is_news) all.push_back({set.key, set.why_locked});
  }
  return all;
}

}  // namespace dnsward::route53
