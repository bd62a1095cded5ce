#include "mail/base64.h"

#include "base/text.h"

#include <fmt/format.h>

#include <array>
#include <cstdint>

namespace dnsward {
namespace {

constexpr std::string_view alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view blanks = " \t\r\n";
constexpr std::uint8_t no_digit = 64;
constexpr std::string_view copy_again = "copy the whole value again";

constexpr std::array<std::uint8_t, 256> make_digits() {
  std::array<std::uint8_t, 256> digits{};
  digits.fill(no_digit);
  for (std::size_t i = 0; i < alphabet.size(); ++i) {
    digits.at(static_cast<unsigned char>(alphabet[i])) = static_cast<std::uint8_t>(i);
  }
  return digits;
}

constexpr auto base64_digits = make_digits();

tl::unexpected<Error> wrong_character(std::string_view text, std::size_t at,
                                      std::string_view what) {
  const char c = text[at];
  const auto position = character_count(text.substr(0, at)) + 1;
  if (c == '-' || c == '_') {
    return fail(ErrorKind::config,
                fmt::format("{} is base64url: \"{}\" is character {} of it", what, c, position),
                R"(write "+" for each "-" and "/" for each "_")");
  }
  return fail(ErrorKind::config,
              fmt::format("{} is not base64: \"{}\" is character {} of it", what, c, position),
              std::string(copy_again));
}

// The digits of `text` without blanks and without the padding, which must be complete.
Result<std::string> significant_digits(std::string_view text, std::string_view what) {
  std::string found;
  found.reserve(text.size());
  std::size_t padding = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const auto digit = base64_digits[static_cast<unsigned char>(c)];
    if (digit == no_digit) {
      if (c == '=') {
        ++padding;
      } else if (blanks.find(c) == std::string_view::npos) {
        return wrong_character(text, i, what);
      }
      continue;
    }
    if (padding > 0) {
      return fail(ErrorKind::config, fmt::format("{} goes on after the \"=\" at its end", what),
                  "one record holds one key: copy it alone");
    }
    found.push_back(static_cast<char>(digit));
  }
  const auto count = found.size() + padding;
  if (padding > 2) {
    return fail(ErrorKind::config,
                fmt::format("{} ends in {} \"=\", and base64 ends in two at most", what, padding),
                std::string(copy_again));
  }
  if (count % 4 != 0) {
    return fail(ErrorKind::config,
                fmt::format("{} is cut off: base64 comes in groups of four characters, and it has "
                            "{}",
                            what, count),
                "copy the whole value again, with every \"=\" at its end");
  }
  return found;
}

}  // namespace

Result<std::string> decode_base64(std::string_view text, std::string_view what) {
  const auto values = significant_digits(text, what);
  if (!values) return fail(values.error());
  std::string octets;
  octets.reserve(values->size() * 3 / 4);
  std::uint32_t bits = 0;
  unsigned held = 0;
  for (const char value : *values) {
    bits = (bits << 6U) | static_cast<std::uint32_t>(value);
    held += 6;
    if (held < 8) continue;
    held -= 8;
    octets.push_back(static_cast<char>((bits >> held) & 0xFFU));
    bits &= (1U << held) - 1U;
  }
  if (bits != 0) {
    return fail(
        ErrorKind::config,
        fmt::format("{} is not base64: its last character holds bits of a further octet", what),
        std::string(copy_again));
  }
  return octets;
}

}  // namespace dnsward
