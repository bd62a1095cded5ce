// An Error as a person reads it: place, sentence, source line with a caret, next step.
#pragma once

#include "base/error.h"

#include <string>
#include <string_view>

namespace dnsward {

/// Whether and how text is coloured, and how wide lines may be.
struct TextStyle {
  bool colour = false;
  std::size_t width = 80;  ///< characters
  bool verbose = false;    ///< values whole
};

/// Whether it is a finding that is only worth knowing: told with -v, and always in JSON.
[[nodiscard]] bool is_note(const Error& error);

/// "warning[DKIM007]"; a finding that is only worth knowing is a "note" among warnings.
[[nodiscard]] std::string severity_label(const Error& error, std::string_view severity);

/// Several lines, each ending in a line feed, every untrusted byte escaped:
///     dnsward.toml:14:3: error: unknown key "sendr"
///       sendr = ["calenso"]
///       ^
///       help: did you mean "senders"?
/// `severity` is "error", "conflict", "warning"; an error with a code is told as severity_label
/// says. Long source lines are cut to a window that shows the caret. Sentences are never broken, so
/// that they can be searched for. Notes follow in the same form, each with its own place.
[[nodiscard]] std::string error_text(const Error& error, std::string_view severity,
                                     const TextStyle& style);

/// The same for a preview: lines broken at style.width and indented by `indent` columns, the first
/// one marked `! `.
[[nodiscard]] std::string error_block(const Error& error, std::string_view severity,
                                      const TextStyle& style, std::size_t indent);

}  // namespace dnsward
