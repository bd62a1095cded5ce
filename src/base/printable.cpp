#include "base/printable.h"

#include "base/utf8.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <vector>

namespace dnsward {
namespace {

bool is_harmful(std::uint32_t c) {
  const auto in = [c](std::uint32_t first, std::uint32_t last) { return c >= first && c <= last; };
  return in(0x7F, 0x9F) || c == 0xAD || c == 0x61C || in(0x200B, 0x200F) || in(0x2028, 0x202E) ||
         in(0x2060, 0x206F) || c == 0xFEFF || in(0xFFF0, 0xFFFB) || in(0xE0000, 0xE0FFF);
}

std::size_t unit_length(std::string_view text) {
  if (text.starts_with("\\x")) return std::min<std::size_t>(4, text.size());
  if (text.starts_with("\\u{")) {
    const auto end = text.find('}');
    return end == std::string_view::npos ? 1 : end + 1;
  }
  return std::max<std::size_t>(1, decode_utf8(text).length);
}

}  // namespace

std::string printable(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size());
  while (!bytes.empty()) {
    const auto [code_point, length] = decode_utf8(bytes);
    if (length == 0 || code_point < 0x20 || code_point == 0x7F) {
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
  std::vector<std::size_t> starts;  // of each character or escape
  for (std::size_t at = 0; at < text.size(); at += unit_length(text.substr(at))) {
    starts.push_back(at);
  }
  const std::string gap = fmt::format("...[{} octets]...", octets);
  if (starts.size() <= width || width <= gap.size() + 8) return std::string(text);
  const std::size_t shown = width - gap.size();
  const std::size_t tail = shown / 3;
  const auto head_end = starts.at(shown - tail);
  const auto tail_start = starts.at(starts.size() - tail);
  return std::string(text.substr(0, head_end)) + gap + std::string(text.substr(tail_start));
}

}  // namespace dnsward
