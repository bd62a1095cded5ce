// SPF records (RFC 7208): which TXT values they are, their terms, and how terms join and leave one.
#pragma once

#include "base/result.h"
#include "mail/finding.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dnsward {

/// One term of a record: a mechanism with its qualifier, or a modifier (RFC 7208, 4.6.1).
struct SpfTerm {
  std::string text;      ///< byte for byte as written
  char qualifier = '+';  ///< '+', '-', '~', '?'; always '+' for modifiers
  bool is_modifier = false;
  std::string name;  ///< lower case: "include", "ip4", "redirect"
  /// What two terms must share to speak of the same thing, qualifier aside: name and argument with
  /// case-insensitive domain (final dot dropped, macro text exact), addresses as the network that
  /// address and prefix give.
  std::string identity;

  friend auto operator<=>(const SpfTerm&, const SpfTerm&) = default;
};

/// A TXT value that receivers take for SPF: "v=spf1" in any case, then a space or the end
/// (RFC 7208, 4.5).
[[nodiscard]] bool is_spf(std::string_view value);

/// The terms of a record in order. Errors name the first term that breaks the grammar of RFC 7208,
/// 4.6.1 and 12, for which every receiver answers permerror.
[[nodiscard]] Result<std::vector<SpfTerm>> parse_spf(std::string_view record);

/// One term alone, as a requirement gives it: "include:spf.example.com". Stricter than parse_spf in
/// one thing: a domain with an empty label or one over 63 octets is refused, because receivers
/// differ on it.
[[nodiscard]] Result<SpfTerm> parse_spf_term(std::string_view text);

/// Terms that cost a DNS query (RFC 7208, 4.6.4), counted in the record itself, up to `all`.
[[nodiscard]] std::size_t count_spf_lookups(std::span<const SpfTerm> terms);

struct SpfMerge {
  std::string record;
  MailFindings warnings;
};

/// `existing` (nothing: no record yet) with the `wanted` terms in and the `unwanted` ones out,
/// every other byte as it was. A wanted term goes before the first `all`, else before the trailing
/// `redirect=`/`exp=`, else to the end; a new record is `v=spf1 <wanted> ~all`. Nothing is returned
/// when there is no record and nothing is wanted. Pure and idempotent.
/// A wanted term that is unwanted too stays; a wanted one that stands behind `all`, where it never
/// took effect, moves. No `all` is ever added to a record or taken from one.
/// Conflicts: a syntax error in `existing`; the same identity with another qualifier; more than ten
/// lookups in the record after an addition; `all` or `redirect=` among the wishes.
[[nodiscard]] Result<std::optional<SpfMerge>> merge_spf(std::optional<std::string_view> existing,
                                                        std::span<const SpfTerm> wanted,
                                                        std::span<const SpfTerm> unwanted);

/// merge_spf with the conflict as a finding.
[[nodiscard]] Checked<std::optional<SpfMerge>> try_merge_spf(
    std::optional<std::string_view> existing, std::span<const SpfTerm> wanted,
    std::span<const SpfTerm> unwanted);

}  // namespace dnsward
