// Whether two requirements of the file can hold at once, whatever the zone looks like.
#pragma once

#include "plan/requirement.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dnsward {

/// Why `a` and `b`, which speak of one owner name, can't both hold; empty when they can. Symmetric.
[[nodiscard]] std::string contradiction(const Requirement& a, const Requirement& b);

/// Two requirements that can't both hold.
struct Contradiction {
  const Requirement* first;
  const Requirement* second;
  std::string problem;
};

/// All pairs of `all`, which speak of one owner name, that can't both hold, in order. Linear in the
/// values and SPF terms that join others, however many there are.
[[nodiscard]] std::vector<Contradiction> contradictions(std::span<const Requirement* const> all);

/// The RR type that the want speaks of.
[[nodiscard]] RRType type_of(const Want& want);

/// TXT bytes of `value`; empty for other types.
[[nodiscard]] std::string_view txt_bytes(const Rdata& value);

}  // namespace dnsward
