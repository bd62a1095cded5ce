#include "cli/values.h"

#include "base/text.h"

#include <array>
#include <limits>

namespace dnsward {

std::optional<std::uint32_t> parse_number(std::string_view text, std::uint32_t least,
                                          std::uint32_t most) {
  const auto number = whole_number<std::uint32_t>(text);
  return number && *number >= least && *number <= most ? number : std::nullopt;
}

std::optional<std::chrono::seconds> parse_duration(std::string_view text) {
  struct Unit {
    char letter;
    std::uint32_t seconds;
  };

  constexpr std::array<Unit, 3> units{{{'h', 3600}, {'m', 60}, {'s', 1}}};
  constexpr std::uint64_t most = 1000ULL * 3600;
  std::uint64_t total = 0;
  std::size_t next_unit = 0;
  while (!text.empty()) {
    const auto digits = text.find_first_not_of("0123456789");
    if (digits == std::string_view::npos) return std::nullopt;
    const auto number = parse_number(text.substr(0, digits), 0, most);
    while (next_unit < units.size() && units.at(next_unit).letter != text[digits]) ++next_unit;
    if (!number || next_unit == units.size()) return std::nullopt;
    total += std::uint64_t{*number} * units.at(next_unit).seconds;
    ++next_unit;
    text.remove_prefix(digits + 1);
  }
  if (total == 0 || total > most) return std::nullopt;
  return std::chrono::seconds(total);
}

std::optional<Shard> parse_shard(std::string_view text) {
  constexpr auto most = std::numeric_limits<std::uint32_t>::max();
  const auto slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto count = parse_number(text.substr(slash + 1), 1, most);
  if (!count) return std::nullopt;
  const auto index = parse_number(text.substr(0, slash), 0, *count - 1);
  if (!index) return std::nullopt;
  return Shard{*index, *count};
}

std::uint64_t fnv1a_64(std::string_view bytes) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char c : bytes) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001b3ULL;
  }
  return hash;
}

bool is_in(const Shard& shard, const DomainName& domain) {
  return fnv1a_64(domain.display()) % shard.count == shard.index;
}

}  // namespace dnsward
