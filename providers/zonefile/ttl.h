// TTLs as master files spell them: seconds, or BIND's units (1w2d3h4m5s).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace dnsward::zonefile {

/// The largest TTL (RFC 2181, 8).
inline constexpr std::uint64_t max_ttl = 0x7FFFFFFF;

/// Seconds; nothing when `text` is no TTL. A TTL of any size is one: whoever takes it compares it
/// with max_ttl. Anything above 2^40 seconds counts as 2^40.
[[nodiscard]] std::optional<std::uint64_t> parse_ttl(std::string_view text);

}  // namespace dnsward::zonefile
