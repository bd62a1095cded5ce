#include "app/zone_read.h"

#include "app/guarded.h"
#include "app/zone_choice.h"

#include <fmt/format.h>

#include <utility>

namespace dnsward {

Result<ReadZone> read_whole_zone(const ProviderBlock& block, const Provider& provider,
                                 const DomainSpec& domain) {
  const ZoneQuery query{{{domain.name, domain.zone, domain.zone_id}}};
  auto zones = guarded(block, [&] { return provider.zones(query); });
  if (!zones) {
    return fail(std::move(zones.error()).within("listing the zones of " + provider_label(block)));
  }
  auto zone = ZoneChoice(block, std::move(*zones)).zone_of(domain);
  if (!zone) return fail(std::move(zone.error()));
  auto snapshot = guarded(block, [&] { return provider.read(*zone, {{}, true}); });
  if (!snapshot) {
    return fail(std::move(snapshot.error()).within("reading zone " + zone->apex.display()));
  }
  return ReadZone{std::move(*zone), std::move(snapshot->rrsets)};
}

}  // namespace dnsward
