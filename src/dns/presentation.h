// RDATA to and from presentation format (RFC 1035, 5.1), with TXT splitting and escapes.
#pragma once

#include "base/result.h"
#include "dns/rdata.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace dnsward {

/// The most that one character-string holds (RFC 1035, 3.3).
inline constexpr std::size_t max_string_octets = 255;

/// A TXT value as quoted character-strings of at most 255 octets, split before escaping: `"` and
/// `\` as `\"` and `\\`, octets outside 0x20-0x7E as `\DDD`; an empty value is `""`.
[[nodiscard]] std::string encode_txt(std::string_view bytes);

/// TXT presentation format as one byte string. Tolerant: quoted and bare tokens, adjacent strings
/// `"a""b"`, any blanks between, raw bytes of any value inside quotes, strings of any length.
/// Errors: an open quote, a `\` at the end, `\DDD` over 255 or short of digits, no string at all.
/// Parentheses and comments are the caller's matter.
[[nodiscard]] Result<std::string> decode_txt(std::string_view presentation);

/// The octets of one character-string token: `\X` and `\DDD` resolved, its quotes taken off if it
/// still has them.
[[nodiscard]] Result<std::string> unescape(std::string_view token);

/// RDATA of `type` from presentation format; names relative to `origin`. CNAME and MX are parsed,
/// RFC 3597 `\# n hex` is understood for TXT, CNAME and MX, any other type becomes OpaqueData.
[[nodiscard]] Result<Rdata> parse_rdata(RRType type, std::string_view presentation,
                                        const DomainName& origin);

}  // namespace dnsward
