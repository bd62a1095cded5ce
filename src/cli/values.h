// Option values from text: durations, shares of the domains, numbers.
#pragma once

#include "dns/domain_name.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace dnsward {

/// Share `index` of `count`.
struct Shard {
  std::uint32_t index = 0;
  std::uint32_t count = 1;

  friend bool operator==(const Shard&, const Shard&) = default;
};

/// "90s", "15m", "1h", "1h30m": numbers with the units h, m, s, each at most once and in that
/// order; more than nothing, at most 1000 hours.
[[nodiscard]] std::optional<std::chrono::seconds> parse_duration(std::string_view text);

/// "I/N" with 0 <= I < N.
[[nodiscard]] std::optional<Shard> parse_shard(std::string_view text);

/// Decimal digits alone, within the bounds.
[[nodiscard]] std::optional<std::uint32_t> parse_number(std::string_view text, std::uint32_t least,
                                                        std::uint32_t most);

/// FNV-1a, 64 bits. Part of the interface: other programs compute a domain's share with it.
[[nodiscard]] std::uint64_t fnv1a_64(std::string_view bytes);

/// Whether `domain` belongs to the share: fnv1a_64 of its display form modulo the count.
[[nodiscard]] bool is_in(const Shard& shard, const DomainName& domain);

}  // namespace dnsward
