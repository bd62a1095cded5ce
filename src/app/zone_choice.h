// Which zone of an account a domain of the file lives in.
#pragma once

#include "base/result.h"
#include "config/config.h"
#include "provider/provider.h"

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace dnsward {

/// `provider local (zonefile)`, for messages.
[[nodiscard]] std::string provider_label(const ProviderBlock& block);

/// The zones of one account, to choose from.
class ZoneChoice {
 public:
  ZoneChoice(const ProviderBlock& block, std::vector<Zone> zones);

  /// The zone with the entry's `zone_id` (the provider's id, the last parts of it when it is a
  /// path, or an apex), else the one at the entry's `zone`, else the longest that holds the domain.
  /// Errors, at the domain's place in the file: no such zone, several zones with that apex, a zone
  /// that does not hold the domain.
  [[nodiscard]] Result<Zone> zone_of(const DomainSpec& domain) const;

 private:
  [[nodiscard]] Result<Zone> with_id(const DomainSpec& domain) const;
  [[nodiscard]] Result<Zone> at_apex(const DomainName& apex) const;
  [[nodiscard]] Result<Zone> longest_over(const DomainName& domain) const;
  [[nodiscard]] std::string hint_for(const DomainName& name) const;

  std::string provider_;
  std::vector<Zone> zones_;  // sorted, each once
  std::map<DomainName, std::vector<std::size_t>> by_apex_;
};

}  // namespace dnsward
