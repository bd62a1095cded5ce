#include "dns/escape.h"

#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>

namespace dnsward {

Escape read_escape(std::string_view text) {
  if (text.size() < 2) return {'\0', text.size(), "has nothing after the backslash"};
  if (!is_digit(text[1])) return {text[1], 2};
  const auto digits = text.substr(1, 3);
  const auto* const end = std::find_if_not(digits.begin(), digits.end(), is_digit);
  const auto count = static_cast<std::size_t>(end - digits.begin());
  if (count < 3) return {'\0', 1 + count, "has fewer than three digits"};
  const int value = (digits[0] - '0') * 100 + (digits[1] - '0') * 10 + (digits[2] - '0');
  if (value > 255) return {'\0', 4, "is over 255"};
  return {static_cast<char>(value), 4};
}

std::string escape_problem(std::string_view text, const Escape& escape, std::string_view in) {
  return fmt::format("escape \"{}\"{}{} {}", text.substr(0, escape.length),
                     in.empty() ? "" : " in ", in, escape.problem);
}

void append_decimal_escape(std::string& text, char octet) {
  const unsigned value = static_cast<unsigned char>(octet);
  text += '\\';
  text += static_cast<char>('0' + value / 100);
  text += static_cast<char>('0' + value / 10 % 10);
  text += static_cast<char>('0' + value % 10);
}

}  // namespace dnsward
