// The tag lists of DKIM key records (RFC 6376, 3.2): "name=value" joined by ";".
#pragma once

#include "mail/finding.h"

#include <string_view>
#include <vector>

namespace dnsward {

struct Tag {
  std::string_view name;   ///< case matters
  std::string_view value;  ///< without blanks around it; may be empty
  friend bool operator==(const Tag&, const Tag&) = default;
};

/// The tags in order, as views of `record`. A final ";" and blanks around names, "=" and values
/// mean nothing. Errors: an empty record or part, a part without "=", a name that is none, a name
/// twice, an octet outside printable ASCII.
[[nodiscard]] Checked<std::vector<Tag>> parse_tag_list(std::string_view record);

/// The tag of that name, or nothing.
[[nodiscard]] const Tag* find_tag(const std::vector<Tag>& tags, std::string_view name);

/// Whether a colon-separated value (RFC 6376, 3.6.1: h, s, t) has `word`.
[[nodiscard]] bool has_word(std::string_view list, std::string_view word);

}  // namespace dnsward
