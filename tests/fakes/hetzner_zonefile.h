// Zone files as the Hetzner fake exports and imports them.
#pragma once

#include "fakes/hetzner_answer.h"
#include "fakes/hetzner_model.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace dnsward::fake::hz {

[[nodiscard]] std::string zonefile_of(const HetznerZone& zone);

struct ZonefileContent {
  std::optional<std::int64_t> ttl = {};  ///< of $TTL
  std::map<HetznerKey, HetznerRRset> rrsets = {};
};

/// One record a line, or several lines in parentheses; comments behind records are theirs. Only
/// the file's grammar is checked here.
[[nodiscard]] Checked<ZonefileContent> read_zonefile(const std::string& text,
                                                     const std::string& zone,
                                                     const HetznerOptions& options);

}  // namespace dnsward::fake::hz
