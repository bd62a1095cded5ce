// Zones at the Cloudflare fake.
#pragma once

#include "conformance/api_place.h"
#include "fakes/cloudflare.h"
#include "providers/cloudflare/cloudflare.h"
#include "support/zone_text.h"

#include <doctest/doctest.h>

#include <map>
#include <set>

namespace dnsward::test {

struct CloudflareWorld {
  FakeClock clock;
  fake::Cloudflare api{{}, clock};
};

class CloudflarePlace final : private CloudflareWorld, public ApiPlace {
 public:
  CloudflarePlace()
      : ApiPlace(cloudflare_provider(), CloudflareWorld::api,
                 token_of_block(fake::Cloudflare::token()), CloudflareWorld::clock) {
    CloudflareWorld::api.rate_limit().set(fake::Cloudflare::documented_limit());
  }

  /// Cloudflare takes no empty TXT value.
  [[nodiscard]] bool can_hold(const Rdata& rdata) const override {
    return rdata != Rdata(TxtData{""});
  }

  void put_zone(const DomainName& apex, const std::vector<RRset>& rrsets) override {
    fake::cloudflare::Zone zone;
    zone.name = apex.display();
    zone.plan = "pro";  // the states hold more records than a Free zone may
    ids_[apex] = CloudflareWorld::api.add_zone(zone);
    for (const auto& rrset : rrsets) add(apex, rrset);
  }

  void add(const DomainName& apex, const RRset& rrset) override {
    for (const auto& rdata : rrset.rdata) {
      fake::cloudflare::Record record;
      record.name = rrset.key.owner.display();
      record.type = to_text(rrset.key.type);
      record.ttl = rrset.ttl;
      record.content = to_text(rdata);
      if (const auto* mx = std::get_if<MxData>(&rdata)) {
        record.priority = mx->preference;
        record.content = mx->exchange.display();
      }
      if (const auto* cname = std::get_if<CnameData>(&rdata)) {
        record.content = cname->target.display();
      }
      CloudflareWorld::api.add_record(ids_.at(apex), record);
    }
  }

  [[nodiscard]] std::vector<RRset> truth(const DomainName& apex) const override {
    const auto& id = ids_.at(apex);
    std::map<RRsetKey, RRset> rrsets;
    for (const auto& record : CloudflareWorld::api.records(id)) {
      const RRsetKey key{name(record.name), *parse_rr_type(record.type)};
      auto& rrset = rrsets[key];
      if (!rrset.rdata.empty()) {
        CHECK(rrset.ttl == record.ttl);  // all values of an RRset were given one
        continue;
      }
      rrset = {key, static_cast<std::uint32_t>(record.ttl), {}};
      for (const auto& value : CloudflareWorld::api.rrset(id, record.name, record.type)) {
        rrset.rdata.push_back(rdata_of(key.type, value));
      }
      normalize(rrset);
    }
    std::vector<RRset> all;
    for (auto& [key, rrset] : rrsets) all.push_back(std::move(rrset));
    return all;
  }

  [[nodiscard]] const std::string& id_of(const DomainName& apex) const { return ids_.at(apex); }

 private:
  std::map<DomainName, std::string> ids_;
};

}  // namespace dnsward::test
