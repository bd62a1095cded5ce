// What is wrong with SPF: a requirement's term, a record, all TXT values at a name (RFC 7208).
#pragma once

#include "dns/domain_name.h"
#include "mail/finding.h"

#include <cstddef>
#include <span>
#include <string_view>

namespace dnsward {

/// One term of a requirement. `domain`: where it is to stand, to see that it includes itself; the
/// root: not known.
[[nodiscard]] MailFindings check_spf_wish(std::string_view text, const DomainName& domain = {});

/// One record that is_spf. When a term breaks the grammar, all such terms and nothing else.
[[nodiscard]] MailFindings check_spf_record(std::string_view record, const DomainName& domain = {});

/// The TXT values at a name that may have an SPF record: how many records, each of them, values
/// that nearly are one, and the size of the answer.
[[nodiscard]] MailFindings check_spf_values(const DomainName& owner,
                                            std::span<const std::string_view> values);

/// How large the answer to a TXT query is.
struct TxtAnswerSize {
  std::size_t text = 0;     ///< octets of the name and of all values (RFC 7208, 3.4: under 450)
  std::size_t message = 0;  ///< octets of the whole DNS message without EDNS (RFC 1035: up to 512)
};

[[nodiscard]] TxtAnswerSize txt_answer_size(const DomainName& owner,
                                            std::span<const std::string_view> values);

}  // namespace dnsward
