#include "fakes/cloudflare_shadow.h"

#include "fakes/cloudflare_names.h"

#include <algorithm>
#include <string>
#include <vector>

namespace dnsward::fake::cloudflare {
namespace {

constexpr long most_counted = 10'000;

bool below_or_same(const std::string& name, const std::string& ancestor) {
  return name == ancestor || name.ends_with("." + ancestor);
}

bool delegates(const Record& record, const Zone& zone) {
  return record.type == "NS" && record.name != zone.name;
}

/// A delegation does not shadow itself: neither its NS records nor its DS.
bool shadows(const Record& ns, const Record& record, const Zone& zone) {
  if (!delegates(ns, zone) || !below_or_same(record.name, ns.name)) return false;
  const bool own = record.name == ns.name && (record.type == "NS" || record.type == "DS");
  return !own;
}

bool is_glue(const Record& record, const Zone& zone) {
  if (record.type != "A" && record.type != "AAAA") return false;
  return std::ranges::any_of(zone.records, [&](const Record& ns) {
    return delegates(ns, zone) && lower(ns.content) == record.name &&
           below_or_same(record.name, ns.name);
  });
}

std::vector<const Record*> shadowing(const Record& record, const Zone& zone) {
  std::vector<const Record*> found;
  for (const Record& ns : zone.records) {
    if (shadows(ns, record, zone)) found.push_back(&ns);
  }
  return found;
}

/// Glue of a delegation that is itself below another one.
bool dead(const Record& glue, const Zone& zone) {
  const auto above = shadowing(glue, zone);
  return std::ranges::any_of(above,
                             [&](const Record* ns) { return !shadowing(*ns, zone).empty(); });
}

long count_shadowed(const Record& ns, const Zone& zone) {
  const auto number = std::ranges::count_if(zone.records, [&](const Record& record) {
    return shadows(ns, record, zone) && !is_glue(record, zone);
  });
  return std::min(most_counted, static_cast<long>(number));
}

}  // namespace

void add_shadow_metadata(Json& json, const Record& record, const Zone& zone) {
  if (delegates(record, zone)) {
    json["meta"]["shadowed_records_count"] = count_shadowed(record, zone);
  }
  if (is_glue(record, zone)) {
    json["meta"]["is_glue"] = true;
    if (dead(record, zone)) json["meta"]["dead_glue"] = true;
    return;
  }
  Json ids = Json::array();
  for (const Record* ns : shadowing(record, zone)) ids.push_back(ns->id);
  if (!ids.empty()) json["meta"]["shadowed_by"] = std::move(ids);
}

bool shadow_filter_accepts(const Call& call, const Record& record, const Zone& zone) {
  if (const auto host = call.parameter("shadowing_name")) {
    if (!delegates(record, zone) || !below_or_same(lower(*host), record.name)) return false;
  }
  if (const auto name = call.parameter("shadowed_by_name")) {
    const auto above = shadowing(record, zone);
    return std::ranges::any_of(above, [&](const Record* ns) { return ns->name == lower(*name); });
  }
  return true;
}

}  // namespace dnsward::fake::cloudflare
