// Zones at the Hetzner fake.
#pragma once

#include "conformance/api_place.h"
#include "fakes/hetzner.h"
#include "providers/hetzner/hetzner.h"
#include "support/zone_text.h"

#include <doctest/doctest.h>

namespace dnsward::test {

struct HetznerWorld {
  FakeClock clock;
  fake::HetznerApi api{{}, clock};
};

class HetznerPlace final : private HetznerWorld, public ApiPlace {
 public:
  HetznerPlace()
      : ApiPlace(hetzner_provider(), HetznerWorld::api,
                 token_of_block(std::string(fake::HetznerApi::token)), HetznerWorld::clock) {}

  [[nodiscard]] bool can_hold(const Rdata& /*rdata*/) const override { return true; }

  void put_zone(const DomainName& apex, const std::vector<RRset>& rrsets) override {
    HetznerWorld::api.add_zone(apex.display());
    for (const auto& rrset : rrsets) add(apex, rrset);
  }

  void add(const DomainName& apex, const RRset& rrset) override {
    const auto key = key_of(apex, rrset.key);
    const bool is_new = !HetznerWorld::api.stored(apex.display(), key);
    for (const auto& rdata : rrset.rdata)
      HetznerWorld::api.add(apex.display(), key, {to_text(rdata)});
    if (!is_new) return;
    HetznerWorld::api.edit(apex.display(), [&](fake::HetznerZone& zone) {
      zone.rrsets.at(key).ttl = static_cast<std::int64_t>(rrset.ttl);
    });
  }

  [[nodiscard]] std::vector<RRset> truth(const DomainName& apex) const override {
    std::vector<RRset> all;
    const auto zone = HetznerWorld::api.zone(apex.display());
    REQUIRE(zone.has_value());
    for (const auto& [key, stored] : zone->rrsets) {
      if (key.type == "SOA" || (key.type == "NS" && key.name == "@")) continue;
      const auto owner = key.name == "@" ? apex.display() : key.name + '.' + apex.display();
      const auto seen = HetznerWorld::api.rrset(apex.display(), key.name, key.type);
      REQUIRE(seen.has_value());
      RRset rrset{
          {name(owner), *parse_rr_type(key.type)}, static_cast<std::uint32_t>(seen->ttl), {}};
      for (const auto& value : seen->values) {
        rrset.rdata.push_back(rdata_of(rrset.key.type, value));
      }
      normalize(rrset);
      all.push_back(std::move(rrset));
    }
    return all;
  }

 private:
  static fake::HetznerKey key_of(const DomainName& apex, const RRsetKey& key) {
    const auto owner = key.owner.display();
    const auto relative =
        key.owner == apex ? "@" : owner.substr(0, owner.size() - apex.display().size() - 1);
    return {relative, to_text(key.type)};
  }
};

}  // namespace dnsward::test
