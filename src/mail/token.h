// Verification tokens: whose they are, their usual form, and which of them compete for one place.
#pragma once

#include "mail/finding.h"

#include <span>
#include <string>
#include <string_view>

namespace dnsward {

/// How the part after the prefix is written.
enum class TokenForm { any, digits, hex, alnum, base64, base64url, uuid, microsoft };

struct TokenVendor {
  std::string_view prefix;  ///< with its "=" or ":"; compared without case
  std::string_view vendor;
  TokenForm form = TokenForm::any;
  std::size_t length = 0;  ///< characters after the prefix; 0: of any number
};

/// The vendors known by the way their TXT values begin.
[[nodiscard]] std::span<const TokenVendor> token_vendors();

/// The vendor that `value` begins like; null when none is known.
[[nodiscard]] const TokenVendor* find_token_vendor(std::string_view value);

/// What the tokens of one vendor have in common: the text up to the first "=" or ":", else a known
/// prefix, else all of it. In lower case. Another token in the same slot is no proof of ownership:
/// a domain may have two accounts at one vendor.
[[nodiscard]] std::string token_slot(std::string_view value);

/// Everything about a token that a requirement gives: slips of copying, whole records, another form
/// than its vendor's.
[[nodiscard]] MailFindings check_token(std::string_view value);

/// For each of `added`: whether `standing`, all TXT values at the name, has others of its slot.
[[nodiscard]] MailFindings check_token_slots(std::span<const std::string_view> added,
                                             std::span<const std::string_view> standing);

}  // namespace dnsward
