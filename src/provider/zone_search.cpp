#include "provider/zone_search.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

namespace dnsward {
namespace {

using Zones = Result<std::vector<Zone>>;

template <typename T>
void sort_each_once(std::vector<T>& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

Zones by_name(const ZoneDirectory& directory, const std::vector<DomainName>& names) {
  std::vector<Zone> zones;
  for (const auto& name : names) {
    auto found = directory.named(name);
    if (!found) return found;
    std::move(found->begin(), found->end(), std::back_inserter(zones));
  }
  return zones;
}

// The first page tells how many there are: the rest is listed unless the names are fewer.
Zones by_name_or_list(const ZoneDirectory& directory, const std::vector<DomainName>& names) {
  if (names.size() < 2) return by_name(directory, names);
  auto answer = directory.page(1);
  if (!answer) return fail(std::move(answer.error()));
  if (answer->pages.value_or(1) > names.size() + 1) return by_name(directory, names);
  std::optional<ApiPage<Zone>> first = std::move(*answer);
  return read_pages<Zone>(directory.what(), [&](std::size_t number) -> Result<ApiPage<Zone>> {
    if (number == 1 && first) return *std::exchange(first, std::nullopt);
    return directory.page(number);
  });
}

}  // namespace

Zones ZoneDirectory::stated(const DomainName& apex, const std::string& id) const {
  return std::vector<Zone>{{apex, id}};
}

std::vector<DomainName> possible_apexes(const ZoneQuery& query) {
  std::vector<DomainName> names;
  for (const auto& wish : query.wishes) {
    if (!wish.zone_id.empty()) continue;
    if (wish.zone) {
      names.push_back(*wish.zone);
      continue;
    }
    for (auto name = wish.domain; name.label_count() > 1; name = name.parent()) {
      names.push_back(name);
    }
  }
  sort_each_once(names);
  return names;
}

Zones search_zones(const ZoneDirectory& directory, const ZoneQuery& query) {
  auto zones = by_name_or_list(directory, possible_apexes(query));
  if (!zones) return zones;
  for (const auto& wish : query.wishes) {
    if (wish.zone_id.empty()) continue;
    const bool is_known = std::any_of(zones->begin(), zones->end(),
                                      [&](const Zone& zone) { return zone.id == wish.zone_id; });
    if (is_known) continue;
    auto found =
        wish.zone ? directory.stated(*wish.zone, wish.zone_id) : directory.with_id(wish.zone_id);
    if (!found) return found;
    std::move(found->begin(), found->end(), std::back_inserter(*zones));
  }
  sort_each_once(*zones);
  return zones;
}

}  // namespace dnsward
