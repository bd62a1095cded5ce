// How far a value without quotes goes in pasted lines, and strings in quotes over several lines.
#pragma once

#include "compose/paste_value.h"

namespace dnsward {

[[nodiscard]] bool is_base64_char(char c);

/// The value of `kind` that begins at lines[line][at], up to what can't belong to it.
[[nodiscard]] PastedValue read_bare_value(const std::vector<PasteLine>& lines, std::size_t line,
                                          std::size_t at, PastedKind kind);

}  // namespace dnsward
