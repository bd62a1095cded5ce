// Whether two requirements of the file can hold at once, whatever the zone looks like.
#pragma once

#include "plan/requirement.h"

#include <string>

namespace dnsward {

/// Why `a` and `b`, which speak of one owner name, can't both hold; empty when they can. Symmetric.
[[nodiscard]] std::string contradiction(const Requirement& a, const Requirement& b);

/// The RR type that the want speaks of.
[[nodiscard]] RRType type_of(const Want& want);

/// TXT bytes of `value`; empty for other types.
[[nodiscard]] std::string_view txt_bytes(const Rdata& value);

}  // namespace dnsward
