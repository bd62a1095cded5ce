#include "providers/zonefile/ttl.h"

#include "base/text.h"

#include <algorithm>
#include <cstddef>

namespace dnsward::zonefile {
namespace {

constexpr std::uint64_t ceiling = std::uint64_t{1} << 40;

std::uint64_t seconds_per(char unit) {
  switch (to_lower(unit)) {
    case 's': return 1;
    case 'm': return 60;
    case 'h': return 3600;
    case 'd': return 86400;
    case 'w': return 604800;
    default: return 0;
  }
}

}  // namespace

std::optional<std::uint64_t> parse_ttl(std::string_view text) {
  std::uint64_t total = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    if (!is_digit(text[at])) return std::nullopt;
    std::uint64_t number = 0;
    for (; at < text.size() && is_digit(text[at]); ++at) {
      number = std::min(ceiling, number * 10 + static_cast<std::uint64_t>(text[at] - '0'));
    }
    if (at == text.size()) {
      // Seconds without a unit stand alone: BIND refuses "1h30".
      const bool alone = std::all_of(text.begin(), text.end(), [](char c) { return is_digit(c); });
      return alone ? std::optional(number) : std::nullopt;
    }
    const std::uint64_t unit = seconds_per(text[at++]);
    if (unit == 0) return std::nullopt;
    total = std::min(ceiling, total + number * unit);
  }
  if (text.empty()) return std::nullopt;
  return total;
}

}  // namespace dnsward::zonefile
