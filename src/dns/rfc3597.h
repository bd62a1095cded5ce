// RDATA in the generic form of RFC 3597, section 5: `\# 4 0a000001`.
#pragma once

#include "base/result.h"
#include "dns/rdata.h"

#include <string_view>

namespace dnsward {

/// True for text whose first token is `\#`.
[[nodiscard]] bool is_generic_rdata(std::string_view presentation);

/// TXT, CNAME or MX RDATA from its generic form; names are not compressed. Errors: a length that is
/// not a number up to 65535 or not the one of the data, an odd or foreign hexadecimal digit, octets
/// that `type` can't have.
[[nodiscard]] Result<Rdata> parse_generic_rdata(RRType type, std::string_view presentation);

}  // namespace dnsward
