#include "app/zone_choice.h"

#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace dnsward {
namespace {

bool is_called(const Zone& zone, std::string_view id) {
  if (zone.id == id || zone.apex.display() == id) return true;
  const auto tail = "/" + std::string(id);
  return zone.id.ends_with(tail);
}

std::string quoted_ids(const std::vector<const Zone*>& zones) {
  std::vector<std::string> ids;
  ids.reserve(zones.size());
  for (const auto* zone : zones) ids.push_back(fmt::format("\"{}\"", zone->id));
  return join(ids, ", ");
}

}  // namespace

std::string provider_label(const ProviderBlock& block) {
  return fmt::format("provider {} ({})", block.settings.name, block.type->name);
}

ZoneChoice::ZoneChoice(const ProviderBlock& block, std::vector<Zone> zones)
    : provider_(provider_label(block)), zones_(std::move(zones)) {
  std::sort(zones_.begin(), zones_.end());
  zones_.erase(std::unique(zones_.begin(), zones_.end()), zones_.end());
  for (std::size_t i = 0; i < zones_.size(); ++i) by_apex_[zones_[i].apex].push_back(i);
}

Result<Zone> ZoneChoice::zone_of(const DomainSpec& domain) const {
  auto zone = !domain.zone_id.empty() ? with_id(domain)
              : domain.zone           ? at_apex(*domain.zone)
                                      : longest_over(domain.name);
  if (!zone) return fail(std::move(zone.error()).at(domain.where));
  if (!domain.name.is_within(zone->apex)) {
    return fail(Error{
        ErrorKind::config,
        fmt::format(R"(zone "{}" does not hold "{}")", zone->apex.display(), domain.name.display()),
        "name the zone that the domain is in, or leave zone and zone_id out", domain.where});
  }
  return zone;
}

Result<Zone> ZoneChoice::with_id(const DomainSpec& domain) const {
  std::vector<const Zone*> found;
  for (const auto& zone : zones_) {
    if (is_called(zone, domain.zone_id)) found.push_back(&zone);
  }
  // The exact id wins over another zone's apex or last parts of the same spelling.
  const auto exact = std::find_if(found.begin(), found.end(),
                                  [&](const Zone* zone) { return zone->id == domain.zone_id; });
  if (exact != found.end()) found = {*exact};
  if (found.empty()) {
    return fail(ErrorKind::not_found,
                fmt::format("{} has no zone with the id \"{}\"", provider_, domain.zone_id),
                "look the id up at the provider, or leave zone_id out");
  }
  if (found.size() > 1) {
    return fail(ErrorKind::config,
                fmt::format("the zone_id \"{}\" fits {} zones of {}: {}", domain.zone_id,
                            found.size(), provider_, quoted_ids(found)),
                "give the whole id of the one that is meant");
  }
  if (domain.zone && found.front()->apex != *domain.zone) {
    return fail(ErrorKind::config,
                fmt::format(R"(the zone_id "{}" belongs to zone "{}", not to "{}")", domain.zone_id,
                            found.front()->apex.display(), domain.zone->display()),
                "make zone and zone_id agree, or leave one of them out");
  }
  return *found.front();
}

Result<Zone> ZoneChoice::at_apex(const DomainName& apex) const {
  const auto found = by_apex_.find(apex);
  if (found == by_apex_.end()) {
    return fail(ErrorKind::not_found,
                fmt::format("{} has no zone \"{}\"", provider_, apex.display()), hint_for(apex));
  }
  if (found->second.size() == 1) return zones_[found->second.front()];
  std::vector<const Zone*> rivals;
  for (const auto i : found->second) rivals.push_back(&zones_[i]);
  return fail(ErrorKind::config,
              fmt::format("{} has {} zones for \"{}\": {}", provider_, rivals.size(),
                          apex.display(), quoted_ids(rivals)),
              "say with zone_id which one is meant, or remove the other");
}

Result<Zone> ZoneChoice::longest_over(const DomainName& domain) const {
  for (auto name = domain; !name.is_root(); name = name.parent()) {
    if (by_apex_.contains(name)) return at_apex(name);
  }
  return fail(ErrorKind::not_found,
              fmt::format("no zone of {} holds \"{}\"", provider_, domain.display()),
              hint_for(domain));
}

// Near spellings are looked for only in a small account: thousands of domains may be without a zone
// at once, and each would be compared with each zone.
std::string ZoneChoice::hint_for(const DomainName& name) const {
  if (zones_.empty()) {
    // Providers are asked for the zones of these names alone, so there may be others.
    return "create the zone there first; if it is there, check the provider's settings and what "
           "its credentials may see";
  }
  constexpr std::size_t few = 200;
  if (zones_.size() <= few) {
    std::vector<std::string> texts;
    for (const auto& [apex, ids] : by_apex_) texts.push_back(apex.display());
    const std::vector<std::string_view> candidates(texts.begin(), texts.end());
    for (auto at = name; at.label_count() > 1; at = at.parent()) {
      if (const auto near = suggest(at.display(), candidates); near && *near != at.display()) {
        return fmt::format("check the spelling: there is a zone \"{}\"", *near);
      }
    }
  }
  return "create the zone there first, or name the provider that has it";
}

}  // namespace dnsward
