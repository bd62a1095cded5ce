// Untrusted bytes as text that cannot move a cursor, reorder a line or start one.
#pragma once

#include <string>
#include <string_view>

namespace dnsward {

/// `bytes` with everything that is not harmless, well-formed UTF-8 spelled as an escape: control
/// bytes and bytes of broken UTF-8 as `\xNN`; C1 controls, line and paragraph separators, bidi and
/// zero-width characters, blanks that pass for U+0020, noncharacters, and the byte order mark as
/// `\u{NNNN}`. Line feeds and tabs are escaped too.
[[nodiscard]] std::string printable(std::string_view bytes);

/// `text` (already printable) cut in the middle to at most `width` characters, with the number of
/// octets that the whole has: `v=DKIM1; k=rsa; p=MIIB...[410 octets]...IDAQAB`. Escapes and UTF-8
/// sequences are not split; an escape counts as the characters of its spelling. Unchanged when it
/// fits; a `width` too small for the number leaves `...` alone.
[[nodiscard]] std::string shorten_middle(std::string_view text, std::size_t width,
                                         std::size_t octets);

}  // namespace dnsward
