// A converted template as the loader reads it, for tests of Domain Connect.
#pragma once

#include "compose/domain_connect.h"
#include "plan/requirement.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dnsward::test {

using Vars = std::vector<std::pair<std::string, std::string>>;

/// What a file with `sender` and an entry for `domain` (in the zone `zone`) requires, one line
/// each, sorted; else the file's errors:
///     example.com. TXT "x-code:1"
///     mail.example.com. SPF include:spf.example.net
///     _dmarc.example.com. DMARC none mailto:rua@example.net
[[nodiscard]] std::string required(const SenderDraft& sender, const Vars& vars,
                                   const std::string& domain = "example.com",
                                   const std::string& zone = "example.com");

/// The requirement as such lines.
[[nodiscard]] std::vector<std::string> requirement_lines(const Requirement& requirement);

/// Messages with hints: "message | hint", one a line.
[[nodiscard]] std::string messages(const std::vector<Error>& errors);

/// A template with these records, written as JSON.
[[nodiscard]] std::string template_with(std::string_view records);

}  // namespace dnsward::test
