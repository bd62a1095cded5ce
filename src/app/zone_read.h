// A whole zone of an account, as it stands: for commands that want no plan.
#pragma once

#include "base/result.h"
#include "config/config.h"
#include "provider/provider.h"

#include <vector>

namespace dnsward {

struct ReadZone {
  Zone zone;
  std::vector<RRset> rrsets;  ///< all, sorted by key
};

/// The zone that holds `domain`, chosen and read as a plan does: the same errors. Only reads.
[[nodiscard]] Result<ReadZone> read_whole_zone(const ProviderBlock& block, const Provider& provider,
                                               const DomainSpec& domain);

}  // namespace dnsward
