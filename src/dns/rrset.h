// All records of one owner name and type, with their one TTL (RFC 9499, "RRset").
#pragma once

#include "dns/domain_name.h"
#include "dns/rdata.h"
#include "dns/rr_type.h"

#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace dnsward {

struct RRsetKey {
  DomainName owner;
  RRType type = RRType::txt;

  friend auto operator<=>(const RRsetKey&, const RRsetKey&) = default;
};

/// "example.com. TXT"
[[nodiscard]] std::string to_text(const RRsetKey& key);

struct RRset {
  RRsetKey key;
  std::uint32_t ttl = 0;          ///< seconds, 0 to 2^31-1 (RFC 2181, 8)
  std::vector<Rdata> rdata = {};  ///< sorted, each value once: see normalize

  friend bool operator==(const RRset&, const RRset&) = default;
};

/// Sorts the values and drops repeated ones, so that equal sets compare equal.
void normalize(RRset& rrset);

/// The RRset of `key` in `rrsets`, which are sorted by key; null when there is none.
[[nodiscard]] const RRset* find(std::span<const RRset> rrsets, const RRsetKey& key);
[[nodiscard]] const RRset* find(std::span<const RRset> rrsets, const DomainName& owner,
                                RRType type);

}  // namespace dnsward
