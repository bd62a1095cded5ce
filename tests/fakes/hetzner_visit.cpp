#include "fakes/hetzner_visit.h"

#include <algorithm>
#include <charconv>
#include <set>
#include <utility>

namespace dnsward::fake::hz {
namespace {

constexpr std::int64_t least_ttl = 60;
constexpr std::int64_t most_ttl = 2'147'483'647;

bool holds(std::initializer_list<std::string_view> names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

Checked<HetznerRecord> read_record(const Visit& visit, const Json& item, const std::string& place,
                                   bool comment_required) {
  if (!item.is_object()) return refuse(invalid(place, "is not an object"));
  const auto problem = comment_required
                           ? check_fields(visit, item, {"value", "comment"}, {}, place + ".")
                           : check_fields(visit, item, {"value"}, {"comment"}, place + ".");
  if (problem) return refuse(*problem);
  if (!item["value"].is_string()) return refuse(invalid(place + ".value", "is not a string"));
  if (!item.value("comment", Json("")).is_string()) {
    return refuse(invalid(place + ".comment", "is not a string"));
  }
  return HetznerRecord{item["value"].get<std::string>(), item.value("comment", std::string())};
}

}  // namespace

std::int64_t id_in(std::string_view text) {
  std::int64_t id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  return error == std::errc{} && end == text.data() + text.size() ? id : 0;
}

Checked<HetznerZone*> visited_zone(Visit& visit) {
  HetznerZone* zone = visit.store.find_zone(visit.project, visit.words.at(0));
  if (zone == nullptr) return refuse(not_found("zone"));
  return zone;
}

Checked<HetznerZone*> visited_zone(Visit& visit, std::string_view mode) {
  auto zone = visited_zone(visit);
  if (zone && (*zone)->mode != mode) {
    return refuse({.code = "incorrect_zone_mode",
                   .message = "operation is not supported for the mode of this zone"});
  }
  return zone;
}

std::optional<Refusal> check_fields(const Visit& visit, const Json& body,
                                    std::initializer_list<std::string_view> required,
                                    std::initializer_list<std::string_view> optional,
                                    const std::string& place) {
  for (const std::string_view name : required) {
    if (!body.contains(name)) return invalid(place + std::string(name), "is missing");
  }
  if (visit.options.ignore_unknown_fields) return std::nullopt;
  for (const auto& [name, value] : body.items()) {
    if (!holds(required, name) && !holds(optional, name)) {
      return invalid(place + name, "is not a field of this request");
    }
  }
  return std::nullopt;
}

Checked<std::optional<std::int64_t>> read_ttl(const Json& body, const std::string& place) {
  const auto found = body.find("ttl");
  if (found == body.end() || found->is_null()) return std::nullopt;
  if (!found->is_number_integer()) return refuse(invalid(place + "ttl", "is not an integer"));
  const auto ttl = found->get<std::int64_t>();
  if (ttl < least_ttl || ttl > most_ttl) {
    return refuse(invalid(place + "ttl", "must be in between 60 and 2147483647"));
  }
  return ttl;
}

Checked<std::vector<HetznerRecord>> read_records(const Visit& visit, const Json& body,
                                                 const std::string& place, RecordRules rules) {
  const auto found = body.find("records");
  const std::string field = place + "records";
  if (found == body.end() || !found->is_array()) return refuse(invalid(field, "is not an array"));
  if (found->empty()) return refuse(invalid(field, "must not be empty"));
  if (rules.most > 0 && found->size() > rules.most) return refuse(invalid(field, "is too long"));
  std::vector<HetznerRecord> records;
  std::set<std::string> values;
  for (std::size_t i = 0; i < found->size(); ++i) {
    auto record = read_record(visit, (*found)[i], field + "[" + std::to_string(i) + "]",
                              rules.comment_required);
    if (!record) return refuse(record.error());
    if (!values.insert(record->value).second) {
      return refuse(invalid(field, "must only contain distinct record values"));
    }
    records.push_back(std::move(*record));
  }
  return records;
}

Reply started(Visit& visit, int status, const HetznerZone& zone, std::string command, Deed deed) {
  const Action& action = visit.store.begin(zone, std::move(command), std::move(deed));
  return json_reply(status, {{"action", action_json(action)}});
}

}  // namespace dnsward::fake::hz
