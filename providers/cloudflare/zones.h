// Cloudflare's zones: by id, by name, and page by page.
#pragma once

#include "provider/api_client.h"
#include "provider/zone_search.h"

namespace dnsward::cloudflare {

class Zones final : public ZoneDirectory {
 public:
  /// `account_id` narrows what is found by name; it may be empty.
  Zones(const ApiClient& api, std::string account_id)
      : api_(api), account_id_(std::move(account_id)) {}

  [[nodiscard]] std::string what() const override { return "cloudflare's list of zones"; }

  [[nodiscard]] Result<std::vector<Zone>> with_id(const std::string& id) const override;
  [[nodiscard]] Result<std::vector<Zone>> named(const DomainName& apex) const override;
  [[nodiscard]] Result<ApiPage<Zone>> page(std::size_t number) const override;

 private:
  [[nodiscard]] Result<ApiPage<Zone>> list(std::string query, std::size_t number) const;

  const ApiClient& api_;
  std::string account_id_;
};

}  // namespace dnsward::cloudflare
