// TXT values as Hetzner's API takes and serves them. On purpose not the program's own reading of
// them: two that agree are worth more than one.
#pragma once

#include "fakes/hetzner_options.h"

#include <string>
#include <string_view>

namespace dnsward::fake::hz {

enum class TxtProblem {
  none,
  not_quoted,  ///< not strings in double quotes with blanks between them
  too_long,    ///< a string of more than 255 bytes
  bad_escape,  ///< `\999`, or a decimal escape where there are none
  not_ascii,   ///< raw bytes beyond ASCII where there are none
};

[[nodiscard]] TxtProblem txt_problem(std::string_view value, const HetznerOptions& options);

/// The bytes that name servers publish, all strings joined; takes every spelling.
[[nodiscard]] std::string txt_bytes(std::string_view value);

}  // namespace dnsward::fake::hz
