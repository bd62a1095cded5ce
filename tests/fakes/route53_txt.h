// TXT values as Route 53 takes and serves them. On purpose not the program's own reading of them:
// two that agree are worth more than one.
#pragma once

#include <string>
#include <string_view>

namespace dnsward::fake::r53 {

enum class TxtProblem {
  none,
  not_quoted,   ///< not strings in double quotes with a blank between them
  too_long,     ///< a string of more than 255
  unsupported,  ///< raw octets that must be escaped, or an escape that is none
};

struct TxtRules {
  bool adjacent_strings = false;
  bool escapes_count = true;
};

[[nodiscard]] TxtProblem txt_problem(std::string_view value, const TxtRules& rules);

/// The octets that name servers publish, all strings joined; takes every spelling. Escapes are
/// octal.
[[nodiscard]] std::string txt_octets(std::string_view value);

/// The value in one spelling: the same strings, escapes only where they are needed, one blank.
[[nodiscard]] std::string txt_respelt(std::string_view value);

}  // namespace dnsward::fake::r53
