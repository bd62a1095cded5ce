#include "app/text_layout.h"

#include "base/printable.h"
#include "base/text.h"
#include "base/utf8.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace dnsward {
namespace {

struct Range {
  std::uint32_t first, last;
};

// Unicode Standard Annex #11, classes W and F, joined to blocks.
constexpr std::array<Range, 14> wide{{{0x1100, 0x115F},
                                      {0x2E80, 0x303E},
                                      {0x3041, 0x33FF},
                                      {0x3400, 0x4DBF},
                                      {0x4E00, 0x9FFF},
                                      {0xA000, 0xA4CF},
                                      {0xA960, 0xA97C},
                                      {0xAC00, 0xD7A3},
                                      {0xF900, 0xFAFF},
                                      {0xFE30, 0xFE6F},
                                      {0xFF00, 0xFF60},
                                      {0xFFE0, 0xFFE6},
                                      {0x1F300, 0x1FAFF},
                                      {0x20000, 0x3FFFD}}};

constexpr std::array<Range, 5> combining{
    {{0x0300, 0x036F}, {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x20D0, 0x20F0}, {0xFE00, 0xFE2F}}};

template <std::size_t N>
bool holds(const std::array<Range, N>& ranges, std::uint32_t c) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [c](const Range& r) { return c >= r.first && c <= r.last; });
}

std::string_view sgr(Colour colour) {
  switch (colour) {
    case Colour::bold: return "\x1b[1m";
    case Colour::dim: return "\x1b[2m";
    case Colour::red: return "\x1b[31m";
    case Colour::green: return "\x1b[32m";
    case Colour::yellow: return "\x1b[33m";
    case Colour::cyan: return "\x1b[36m";
    case Colour::plain: break;
  }
  return "";
}

// Where the line's own text starts, after blanks and SGR sequences.
std::size_t text_start(std::string_view line) {
  std::size_t at = 0;
  while (at < line.size()) {
    if (line[at] == ' ') {
      ++at;
    } else if (line.substr(at).starts_with("\x1b[")) {
      const auto end = line.find('m', at);
      if (end == std::string_view::npos) return at;
      at = end + 1;
    } else {
      return at;
    }
  }
  return at;
}

// "##[", "##vso[": read as a command anywhere in a line.
bool is_marker(std::string_view text) {
  if (!text.starts_with("##")) return false;
  std::size_t at = 2;
  while (at < text.size() && is_alpha(text[at])) ++at;
  return at < text.size() && text[at] == '[';
}

std::string without_markers(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (is_marker(text.substr(at))) {
      out += "\\x23";
    } else {
      out += text[at];
    }
  }
  return out;
}

}  // namespace

std::string Paint::operator()(Colour colour, std::string_view text) const {
  if (!on_ || colour == Colour::plain || text.empty()) return std::string(text);
  return std::string(sgr(colour)).append(text).append("\x1b[0m");
}

std::size_t columns(std::string_view text) {
  std::size_t count = 0;
  while (!text.empty()) {
    const auto [code_point, length] = decode_utf8(text);
    if (code_point < 0x300) {
      ++count;
    } else if (!holds(combining, code_point)) {
      count += holds(wide, code_point) ? 2U : 1U;
    }
    text.remove_prefix(std::max<std::size_t>(1, length));
  }
  return count;
}

std::vector<std::string_view> break_after_blanks(std::string_view text, std::size_t first,
                                                 std::size_t rest) {
  std::vector<std::string_view> parts;
  std::size_t part_start = 0;
  std::size_t used = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto blank = text.find(' ', at);
    const auto end = blank == std::string_view::npos ? text.size() : blank + 1;
    const auto word = columns(text.substr(at, end - at));
    // A blank at the very end of a line takes no visible column.
    const auto visible = word - (blank == std::string_view::npos ? 0U : 1U);
    if (used != 0 && used + visible > (parts.empty() ? first : rest)) {
      parts.push_back(text.substr(part_start, at - part_start));
      part_start = at;
      used = 0;
    }
    used += word;
    at = end;
  }
  parts.push_back(text.substr(part_start));
  return parts;
}

std::string wrapped(std::string_view text, std::size_t first_column, std::size_t indent,
                    std::size_t width) {
  const auto room = [width](std::size_t taken) { return width > taken ? width - taken : 1; };
  std::string out;
  for (const auto part : break_after_blanks(text, room(first_column), room(indent))) {
    if (!out.empty()) out.append("\n").append(indent, ' ');
    out += trim(part);
  }
  return out;
}

std::string shown(std::string_view bytes) {
  return without_markers(printable(bytes));
}

std::string without_commands(std::string_view output) {
  std::string out;
  out.reserve(output.size());
  while (!output.empty()) {
    const auto end = output.find('\n');
    auto line = output.substr(0, end);
    if (const auto start = text_start(line); line.substr(start).starts_with("::")) {
      out.append(line.substr(0, start)).append("\\x3A");
      line.remove_prefix(start + 1);
    }
    out += without_markers(line);
    if (end == std::string_view::npos) break;
    out += '\n';
    output.remove_prefix(end + 1);
  }
  return out;
}

}  // namespace dnsward
