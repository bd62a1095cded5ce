#include "base/printable.h"

#include "base/utf8.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace dnsward {
namespace {

// Unicode 15: controls, separators, format and zero-width characters, blanks that look like U+0020,
// fillers that are drawn as nothing, noncharacters.
bool is_harmful(std::uint32_t c) {
  const auto in = [c](std::uint32_t first, std::uint32_t last) { return c >= first && c <= last; };
  if (c < 0x7F) return false;
  if (in(0x7F, 0xA0) || c == 0xAD || c == 0x34F || c == 0x61C || c == 0x180E) return true;
  if (in(0x115F, 0x1160) || c == 0x1680 || in(0x17B4, 0x17B5)) return true;
  if (in(0x2000, 0x200F) || in(0x2028, 0x202F) || in(0x205F, 0x206F)) return true;
  if (c == 0x3164 || in(0xFE00, 0xFE0F) || c == 0xFEFF || c == 0xFFA0) return true;
  return in(0xFFF0, 0xFFFB) || in(0x1D173, 0x1D17A) || in(0xE0000, 0xE0FFF) ||
         (c & 0xFFFEU) == 0xFFFEU;
}

// The length of the escape of printable() that `text` starts with; 0 when there is none.
std::size_t escape_length(std::string_view text) {
  constexpr std::string_view hex = "0123456789ABCDEF";
  if (text.starts_with("\\x")) return text.find_first_not_of(hex, 2) < 4 || text.size() < 4 ? 0 : 4;
  if (!text.starts_with("\\u{")) return 0;
  const auto end = text.find_first_not_of(hex, 3);
  return end < text.size() && text[end] == '}' && end >= 7 && end <= 9 ? end + 1 : 0;
}

// What shorten_middle keeps whole: an escape, or one character.
struct Unit {
  std::size_t start = 0;
  std::size_t width = 1;  // an escape is as wide as its spelling
};

std::vector<Unit> units_of(std::string_view text) {
  std::vector<Unit> units;
  for (std::size_t at = 0; at < text.size();) {
    const auto rest = text.substr(at);
    const std::size_t escape = escape_length(rest);
    units.push_back({at, std::max<std::size_t>(1, escape)});
    at += escape != 0 ? escape : std::max<std::size_t>(1, decode_utf8(rest).length);
  }
  return units;
}

// How many of the units fit into `width`, counted from the first.
template <typename Iterator>
std::ptrdiff_t count_fitting(Iterator first, Iterator last, std::size_t width) {
  std::ptrdiff_t count = 0;
  for (; first != last && first->width <= width; ++first, ++count) width -= first->width;
  return count;
}

}  // namespace

std::string printable(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size());
  while (!bytes.empty()) {
    const auto [code_point, length] = decode_utf8(bytes);
    const bool ascii_control = code_point < 0x20 || code_point == 0x7F;
    if (length == 0 || ascii_control) {
      text += fmt::format("\\x{:02X}", static_cast<unsigned char>(bytes[0]));
      bytes.remove_prefix(1);
      continue;
    }
    if (is_harmful(code_point)) {
      text += fmt::format("\\u{{{:04X}}}", code_point);
    } else {
      text += bytes.substr(0, length);
    }
    bytes.remove_prefix(length);
  }
  return text;
}

std::string shorten_middle(std::string_view text, std::size_t width, std::size_t octets) {
  if (text.size() <= width) return std::string(text);
  const auto units = units_of(text);
  const auto all = static_cast<std::ptrdiff_t>(units.size());
  if (count_fitting(units.begin(), units.end(), width) == all) return std::string(text);
  constexpr std::size_t least_shown = 8;
  std::string gap = fmt::format("...[{} octets]...", octets);
  if (width < gap.size() + least_shown) gap = std::string(std::min<std::size_t>(3, width), '.');
  const std::size_t shown = width - gap.size();
  const std::size_t tail_width = shown / 3;
  const auto head = count_fitting(units.begin(), units.end(), shown - tail_width);
  const auto tail = count_fitting(units.rbegin(), units.rend(), tail_width);
  std::string shortened(text.substr(0, units.at(static_cast<std::size_t>(head)).start));
  shortened += gap;
  if (tail != 0) shortened += text.substr(units.at(static_cast<std::size_t>(all - tail)).start);
  return shortened;
}

}  // namespace dnsward
