// A parser's complaint about TOML syntax, said so that the writer of the file sees what to change.
#pragma once

#include "base/error.h"

#include <string_view>

namespace dnsward {

/// `description` is toml++'s: "Error while parsing string: encountered end-of-file". The place may
/// be moved to where the mistake is seen best, and a second definition names the first.
[[nodiscard]] Error toml_syntax_error(std::string_view description, std::string_view text,
                                      const SourcePos& where);

}  // namespace dnsward
