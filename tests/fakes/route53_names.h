// Owner names as Route 53 takes, keeps and sorts them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dnsward::fake::r53 {

enum class NameProblem {
  none,
  unsupported_character,  ///< raw octets that must be escaped, or a malformed escape
  empty_label,
  label_too_long,  ///< more than 63 octets
  name_too_long,   ///< more than 255 octets on the wire
};

struct Name {
  std::string text;  ///< "\052.example.com.": lower case, octal escapes, a final dot
  NameProblem problem = NameProblem::none;
};

/// Takes a literal or escaped name with or without its final dot.
[[nodiscard]] Name read_name(std::string_view name);

/// "com.example.\052.": compared octet for octet, it gives the order of listings.
[[nodiscard]] std::string sort_key(std::string_view text);

/// Whether a kept name is the zone's or below it.
[[nodiscard]] bool is_in_zone(std::string_view text, std::string_view zone);

/// As IAM's condition key holds it: without the final dot.
[[nodiscard]] std::string normalized(std::string_view text);

/// The problem as the API words it: "FATAL problem: DomainLabelTooLong (Domain label is too long)".
[[nodiscard]] std::string words_for(NameProblem problem);

/// Whether `c` is a digit of an octal escape.
[[nodiscard]] bool is_octal(char c);

}  // namespace dnsward::fake::r53
