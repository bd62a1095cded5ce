// SPF records taken apart for checks and evaluation: terms, their domains and what they cost.
#pragma once

#include "mail/finding.h"
#include "mail/spf.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dnsward {

/// What receivers stop at (RFC 7208, 4.6.4): terms that ask DNS, answers without records, and hosts
/// of one `mx`.
inline constexpr std::size_t spf_lookup_limit = 10;
inline constexpr std::size_t spf_void_limit = 2;
inline constexpr std::size_t spf_mx_limit = 10;

/// One term by the grammar of RFC 7208 alone; the text is not empty and has no blanks.
[[nodiscard]] Checked<SpfTerm> read_spf_term(std::string_view text);

/// One term of a requirement: parse_spf_term with the finding in place of the error.
[[nodiscard]] Checked<SpfTerm> read_spf_wish(std::string_view text);

/// Every term of a record that is_spf, each read for itself.
[[nodiscard]] std::vector<Checked<SpfTerm>> read_spf_terms(std::string_view record);

/// All of the record, or the first thing that breaks it.
[[nodiscard]] Checked<std::vector<SpfTerm>> read_spf(std::string_view record);

[[nodiscard]] bool is_spf_all(const SpfTerm& term);
[[nodiscard]] bool is_spf_modifier(const SpfTerm& term, std::string_view name);

/// Whether the term is a mechanism that asks DNS (RFC 7208, 4.6.4).
[[nodiscard]] bool spf_mechanism_asks(const SpfTerm& term);

/// The domain-spec of a term in its comparable spelling, as a view of the term's identity; empty
/// when the term has none.
[[nodiscard]] std::string_view spf_domain_of(const SpfTerm& term);

/// Why DNS can't hold the term's domain, though the grammar takes it.
[[nodiscard]] Checked<void> check_spf_labels(const SpfTerm& term);

}  // namespace dnsward
