// Hetzner's zones: by id, by name, and page by page.
#pragma once

#include "provider/api_client.h"
#include "provider/zone_search.h"

namespace dnsward::hetzner {

class Zones final : public ZoneDirectory {
 public:
  explicit Zones(const ApiClient& api) : api_(api) {}

  [[nodiscard]] std::string what() const override { return "hetzner's list of zones"; }

  [[nodiscard]] Result<std::vector<Zone>> with_id(const std::string& id) const override;
  [[nodiscard]] Result<std::vector<Zone>> named(const DomainName& apex) const override;
  [[nodiscard]] Result<ApiPage<Zone>> page(std::size_t number) const override;
  /// Asks: an RRset without a TTL of its own has the zone's.
  [[nodiscard]] Result<std::vector<Zone>> stated(const DomainName& apex,
                                                 const std::string& id) const override;

 private:
  const ApiClient& api_;
};

}  // namespace dnsward::hetzner
