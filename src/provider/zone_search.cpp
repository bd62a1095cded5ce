#include "provider/zone_search.h"

#include "base/worker_pool.h"

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

constexpr std::size_t pages_at_once = 8;

// All zones, of which `first` is the first page. The other pages are asked for side by side: their
// number is known, and one after the other they would be what a run waits for longest.
Zones list(const ZoneDirectory& directory, ApiPage<Zone> first) {
  using Page = Result<ApiPage<Zone>>;
  std::vector<std::optional<Page>> pages(std::max<std::size_t>(first.pages.value_or(1), 1));
  run_side_by_side(pages.size() - 1, pages_at_once,
                   [&](std::size_t i) { pages[i + 1] = directory.page(i + 2); });
  pages.front() = std::move(first);
  return read_pages<Zone>(directory.what(), [&](std::size_t number) -> Page {
    if (number > pages.size() || !pages[number - 1]) return directory.page(number);
    return *std::exchange(pages[number - 1], std::nullopt);
  });
}

// The first page tells how many there are: the rest is listed unless the names are fewer.
Zones by_name_or_list(const ZoneDirectory& directory, const std::vector<DomainName>& names) {
  if (names.size() < 2) return by_name(directory, names);
  auto answer = directory.page(1);
  if (!answer) return fail(std::move(answer.error()));
  if (answer->pages.value_or(1) > names.size() + 1) return by_name(directory, names);
  return list(directory, std::move(*answer));
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
