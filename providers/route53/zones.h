// Route 53's hosted zones: by id, by name, and page by page.
#pragma once

#include "provider/api_client.h"
#include "provider/zone_search.h"

#include <string>
#include <vector>

namespace dnsward::route53 {

/// Of one search: a page is found by what the page before says.
class Zones final : public ZoneDirectory {
 public:
  /// `wants_private`: only private zones, else only public ones.
  Zones(const ApiClient& api, bool wants_private) : api_(api), wants_private_(wants_private) {}

  [[nodiscard]] std::string what() const override { return "route53's list of hosted zones"; }

  [[nodiscard]] Result<std::vector<Zone>> with_id(const std::string& id) const override;
  /// Reads on while the name is the one: private zones of a name come with the public one.
  [[nodiscard]] Result<std::vector<Zone>> named(const DomainName& apex) const override;
  [[nodiscard]] Result<ApiPage<Zone>> page(std::size_t number) const override;

 private:
  const ApiClient& api_;
  bool wants_private_;
  mutable std::vector<std::string> markers_;  // of the pages from the second on
};

/// "Z123" of "/hostedzone/Z123".
[[nodiscard]] std::string short_id(const std::string& id);

}  // namespace dnsward::route53
