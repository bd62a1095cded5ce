// The one reader and the one writer of RFC 1035 escapes: `\X` and `\DDD`.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dnsward {

struct Escape {
  char octet = '\0';
  std::size_t length = 0;         ///< of the spelling, with its backslash
  std::string_view problem = {};  ///< empty when well formed, else e.g. "is over 255"
};

/// The escape at the start of `text`, which starts with a backslash: three digits, or one other
/// octet.
[[nodiscard]] Escape read_escape(std::string_view text);

/// `escape "\256" in domain name "a\256." is over 255`, for the escape at the start of `text`; `in`
/// may be empty.
[[nodiscard]] std::string escape_problem(std::string_view text, const Escape& escape,
                                         std::string_view in = {});

/// Appends `octet` as `\DDD`.
void append_decimal_escape(std::string& text, char octet);

}  // namespace dnsward
