#include "providers/zonefile/generate.h"

#include "base/text.h"

#include <fmt/format.h>

#include <charconv>
#include <cstddef>
#include <limits>

namespace dnsward::zonefile {
namespace {

constexpr std::uint32_t max_number = 0x7FFFFFFF;
constexpr std::uint32_t max_width = 127;

/// Takes a decimal number up to 2^31-1 off the front of `text`.
std::optional<std::uint32_t> take_number(std::string_view& text) {
  std::uint32_t number = 0;
  if (text.empty() || !is_digit(text.front())) return std::nullopt;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || number > max_number) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(stop - text.data()));
  return number;
}

bool take(std::string_view& text, char c) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

/// What stands in `${...}`.
struct Format {
  std::int64_t offset = 0;
  std::uint32_t width = 0;
  char base = 'd';
};

/// Takes "offset[,width[,base]]}" off the front of `text`.
std::optional<Format> take_format(std::string_view& text) {
  Format format;
  const bool negative = take(text, '-');
  if (!negative) take(text, '+');
  const auto offset = take_number(text);
  if (!offset) return std::nullopt;
  format.offset = negative ? -std::int64_t{*offset} : std::int64_t{*offset};
  if (take(text, ',')) {
    const auto width = take_number(text);
    if (!width || *width > max_width) return std::nullopt;
    format.width = *width;
    if (take(text, ',')) {
      if (text.empty() || std::string_view("doxXnN").find(text.front()) == std::string_view::npos) {
        return std::nullopt;
      }
      format.base = text.front();
      text.remove_prefix(1);
    }
  }
  return take(text, '}') ? std::optional(format) : std::nullopt;
}

/// Hexadecimal digits as labels, the lowest first; the width counts the dots.
void append_nibbles(std::string& out, std::uint64_t value, std::uint32_t width, bool upper) {
  const char* const digits = upper ? "0123456789ABCDEF" : "0123456789abcdef";
  do {
    out += digits[value & 0xFU];
    value >>= 4U;
    if (width > 0) --width;
    if (width > 0 || value != 0) {
      out += '.';
      if (width > 0) --width;
    }
  } while (width > 0 || value != 0);
}

/// False when the number cannot be written in that base.
bool append_number(std::string& out, std::int64_t number, const Format& format) {
  if (number > max_number || number < std::numeric_limits<std::int32_t>::min()) return false;
  if (format.base == 'd') {
    out += fmt::format("{:0{}d}", number, format.width);
    return true;
  }
  if (number < 0) return false;
  const auto value = static_cast<std::uint64_t>(number);
  switch (format.base) {
    case 'o': out += fmt::format("{:0{}o}", value, format.width); break;
    case 'x': out += fmt::format("{:0{}x}", value, format.width); break;
    case 'X': out += fmt::format("{:0{}X}", value, format.width); break;
    default: append_nibbles(out, value, format.width, format.base == 'N');
  }
  return true;
}

}  // namespace

std::optional<GenerateRange> parse_range(std::string_view text) {
  GenerateRange range;
  const auto start = take_number(text);
  if (!start || !take(text, '-')) return std::nullopt;
  const auto stop = take_number(text);
  if (!stop || *stop < *start) return std::nullopt;
  range.start = *start;
  range.stop = *stop;
  if (text.empty()) return range;
  if (!take(text, '/')) return std::nullopt;
  const auto step = take_number(text);
  if (!step || *step == 0 || !text.empty()) return std::nullopt;
  range.step = *step;
  return range;
}

Parsed<std::string> fill_in(std::string_view text, bool quoted, std::uint32_t value) {
  std::string out;
  std::int64_t offset = 0;
  std::string_view rest = text;
  while (!rest.empty()) {
    const auto at = text.size() - rest.size();
    const char c = rest.front();
    rest.remove_prefix(1);
    if (c == '\\' && !rest.empty()) {
      if (!quoted || rest.front() != '"') out += c;
      out += rest.front();
      rest.remove_prefix(1);
    } else if (c != '$') {
      out += c;
    } else if (take(rest, '$')) {
      out += '$';
    } else {
      Format format{offset};
      if (take(rest, '{')) {
        const auto given = take_format(rest);
        if (!given) {
          return fault(at, R"("${" is not followed by offset[,width[,base]]})",
                       "the width is at most 127, the base one of d, o, x, X, n, N");
        }
        format = *given;
        offset = format.offset;
      }
      const std::int64_t number = std::int64_t{value} + format.offset;
      if (!append_number(out, number, format)) {
        return fault(at, fmt::format(R"({} cannot be written in base "{}")", number, format.base),
                     "change the range or the offset");
      }
    }
  }
  return out;
}

}  // namespace dnsward::zonefile
