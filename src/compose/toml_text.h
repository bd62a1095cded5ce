// Texts as TOML spells them: strings, keys, comments.
#pragma once

#include <string>
#include <string_view>

namespace dnsward {

/// Whether a TOML string can hold exactly `bytes`: well-formed UTF-8 (TOML 1.0.0, "String").
[[nodiscard]] bool fits_toml(std::string_view bytes);

/// `bytes` as one TOML string on one line: a literal string where that spares backslashes, else a
/// basic one. What could move a cursor, reorder a line or pass for a blank is escaped. A byte that
/// is no UTF-8 becomes U+FFFD: ask fits_toml first where that matters.
[[nodiscard]] std::string toml_string(std::string_view bytes);

/// `name` as a key: bare where TOML allows, else quoted.
[[nodiscard]] std::string toml_key(std::string_view name);

/// `text` as comment lines, each with its line feed; control bytes are shown as escapes. An empty
/// text is one empty comment line.
[[nodiscard]] std::string toml_comment(std::string_view text);

}  // namespace dnsward
