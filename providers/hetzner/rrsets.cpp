#include "providers/hetzner/rrsets.h"

#include "dns/presentation.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace dnsward::hetzner {
namespace {

std::uint32_t read_ttl(const JsonValue& rrset, const Zone& zone) {
  const auto ttl = rrset.optional_integer("ttl").value_or(zone.default_ttl);
  if (ttl < 0 || ttl > std::numeric_limits<std::int32_t>::max()) {
    rrset.reject("ttl", "is no TTL");
    return 0;
  }
  return static_cast<std::uint32_t>(ttl);
}

Rdata value_of(RRType type, const std::string& text, const DomainName& apex) {
  auto value = parse_rdata(type, text, apex);
  if (value) return std::move(*value);
  if (type == RRType::txt) return TxtData{text};
  return OpaqueData{text};
}

bool is_protected(const JsonValue& rrset) {
  const auto protection = rrset.optional_member("protection");
  return protection && protection->optional_boolean("change").value_or(false);
}

}  // namespace

StoredRRset read_rrset(const JsonValue& value, const Zone& zone) {
  const auto name = value.text("name");
  const auto type_name = value.text("type");
  StoredRRset rrset{.id = name + '/' + type_name};
  const auto owner = DomainName::from_presentation(name, zone.apex);
  const auto type = parse_rr_type(type_name);
  rrset.is_understood = owner && type;
  if (!rrset.is_understood) return rrset;
  rrset.key = {*owner, *type};
  rrset.ttl = read_ttl(value, zone);
  rrset.is_protected = is_protected(value);
  for (const auto& record : value.elements("records")) {
    auto text = record.text("value");
    auto rdata = value_of(*type, text, zone.apex);
    rrset.records.push_back(
        {std::move(text), record.optional_text("comment").value_or(""), std::move(rdata)});
  }
  return rrset;
}

void tidy(std::vector<StoredRRset>& stored) {
  std::erase_if(stored, [](const StoredRRset& rrset) {
    return !rrset.is_understood || rrset.records.empty();
  });
  std::sort(stored.begin(), stored.end(),
            [](const StoredRRset& a, const StoredRRset& b) { return a.key < b.key; });
}

std::vector<RRset> rrsets_of(std::span<const StoredRRset> stored) {
  std::vector<RRset> rrsets;
  rrsets.reserve(stored.size());
  for (const auto& [id, key, ttl, records, is_protected, is_understood] : stored) {
    RRset rrset{key, ttl};
    for (const auto& record : records) rrset.rdata.push_back(record.value);
    normalize(rrset);
    rrsets.push_back(std::move(rrset));
  }
  return rrsets;
}

std::vector<LockedRRset> locked_of(std::span<const StoredRRset> stored) {
  std::vector<LockedRRset> locked;
  for (const auto& rrset : stored) {
    if (rrset.is_protected) locked.push_back({rrset.key, "it is protected against changes"});
  }
  return locked;
}

}  // namespace dnsward::hetzner
