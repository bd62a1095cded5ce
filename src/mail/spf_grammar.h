// The parts of an SPF term that have a grammar of their own: macros, domains, addresses, prefixes
// (RFC 7208, 7.1 and 12).
#pragma once

#include "mail/finding.h"

#include <tl/expected.hpp>

#include <string>
#include <string_view>

namespace dnsward {

/// What is wrong with a term, as the rest of a sentence that begins with it, and the next step.
struct SpfProblem {
  const FindingSpec* spec;
  std::string message;
  std::string hint;
};

/// The spelling in which equal things are equal, or a problem. The texts given are visible ASCII.
using SpfSpelling = tl::expected<std::string, SpfProblem>;

/// A macro-string: lower case outside of macros, which keep every byte (an upper-case letter asks
/// for URL escaping).
[[nodiscard]] SpfSpelling check_spf_macros(std::string_view text);

/// A domain-spec: a macro-string that ends in a top-level label or a macro. The final dot goes.
[[nodiscard]] SpfSpelling check_spf_domain(std::string_view text);

/// The argument of `ip4`/`ip6` as network address and prefix: "192.0.2.7/24" is "192.0.2.0/24".
[[nodiscard]] SpfSpelling check_spf_ip4(std::string_view text);
[[nodiscard]] SpfSpelling check_spf_ip6(std::string_view text);

/// What follows the name of `a` and `mx`, both prefixes spelled out: ":example.com/24//128".
[[nodiscard]] SpfSpelling check_spf_host(std::string_view text);

/// Why a checked domain can't name anything in DNS although the grammar allows it: an empty label,
/// one over 63 octets. Receivers differ on such a name, so no requirement may hold one.
[[nodiscard]] std::string spf_label_problem(std::string_view domain);

/// The octets of the macro that begins `text` with its "%": "%{d1r}", "%%"; 0 when it is cut off or
/// none.
[[nodiscard]] std::size_t spf_macro_length(std::string_view text);

}  // namespace dnsward
