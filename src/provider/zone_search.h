// Which zones a query means, found with the fewest calls: by id, by name, or by listing them all.
#pragma once

#include "provider/paging.h"
#include "provider/provider.h"

#include <string>
#include <vector>

namespace dnsward {

/// What an API can be asked about the zones of one account; each answer is one call. Thread-safe:
/// pages are asked for side by side.
class ZoneDirectory {
 public:
  ZoneDirectory() = default;
  ZoneDirectory(const ZoneDirectory&) = delete;
  ZoneDirectory& operator=(const ZoneDirectory&) = delete;
  virtual ~ZoneDirectory() = default;

  /// For messages: "cloudflare's list of zones".
  [[nodiscard]] virtual std::string what() const = 0;
  /// One zone, or none when it does not exist or can't be seen.
  [[nodiscard]] virtual Result<std::vector<Zone>> with_id(const std::string& id) const = 0;
  /// All zones of that name.
  [[nodiscard]] virtual Result<std::vector<Zone>> named(const DomainName& apex) const = 0;
  /// One page of all zones; the first is 1.
  [[nodiscard]] virtual Result<ApiPage<Zone>> page(std::size_t number) const = 0;

  /// The zone that the file names with its id. Takes the file's word unless the API must be asked
  /// for more than name and id.
  [[nodiscard]] virtual Result<std::vector<Zone>> stated(const DomainName& apex,
                                                         const std::string& id) const;
};

/// The names at which a wish's zone can lie: its `zone`, or the domain and what is above it, down
/// to two labels. Without the wishes that have a `zone_id`; sorted, each once.
[[nodiscard]] std::vector<DomainName> possible_apexes(const ZoneQuery& query);

/// Sorted, each once.
[[nodiscard]] Result<std::vector<Zone>> search_zones(const ZoneDirectory& directory,
                                                     const ZoneQuery& query);

}  // namespace dnsward
