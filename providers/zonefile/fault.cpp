#include "providers/zonefile/fault.h"

#include "base/text.h"

#include <algorithm>
#include <cstdint>

namespace dnsward::zonefile {

Place place_of(const std::string& path, std::string_view text, std::size_t at) {
  const std::string_view before = text.substr(0, std::min(at, text.size()));
  const auto lines = std::count(before.begin(), before.end(), '\n');
  const std::size_t line_feed = before.rfind('\n');
  const std::size_t begin = line_feed == std::string_view::npos ? 0 : line_feed + 1;
  std::string_view line = text.substr(begin, text.find('\n', begin) - begin);
  if (line.ends_with('\r')) line.remove_suffix(1);
  const std::size_t column = character_count(before.substr(begin)) + 1;
  return {{path, static_cast<std::uint32_t>(lines + 1), static_cast<std::uint32_t>(column)},
          std::string(line)};
}

Error to_error(Fault what, const std::string& path, std::string_view text) {
  Place place = place_of(path, text, what.at);
  Error error{what.kind, std::move(what.message), std::move(what.hint)};
  error.where = std::move(place.where);
  error.source_line = std::move(place.source_line);
  return error;
}

}  // namespace dnsward::zonefile
