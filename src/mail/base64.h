// Base64 as key records carry it (RFC 4648, 4), read strictly.
#pragma once

#include "base/result.h"

#include <string>
#include <string_view>

namespace dnsward {

/// The octets of `text`, in which blanks and line breaks mean nothing (RFC 6376, 2.10). Errors: a
/// character of another alphabet, a number of characters that is no multiple of four, padding
/// before the end, bits left over. `what` begins the message: "DKIM key".
[[nodiscard]] Result<std::string> decode_base64(std::string_view text, std::string_view what);

}  // namespace dnsward
