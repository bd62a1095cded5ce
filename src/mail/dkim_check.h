// What is wrong with DKIM keys: a selector, a key record, all TXT values at a selector, all keys of
// a domain (RFC 6376, RFC 8301, RFC 8463).
#pragma once

#include "dns/domain_name.h"
#include "mail/finding.h"

#include <span>
#include <string_view>

namespace dnsward {

/// What stands before "._domainkey", as a requirement gives it.
[[nodiscard]] MailFindings check_dkim_selector(std::string_view selector);

/// A key that a requirement gives: slips of copying, then the record.
[[nodiscard]] MailFindings check_dkim_wish(std::string_view value);

/// One key record. Only the first thing that makes it unusable is told.
[[nodiscard]] MailFindings check_dkim_record(std::string_view record);

/// DKIM032: the key was given without its selector.
[[nodiscard]] MailFinding missing_selector(std::string_view record);

/// All TXT values at one selector's name.
[[nodiscard]] MailFindings check_dkim_values(const DomainName& owner,
                                             std::span<const std::string_view> values);

/// Whether `owner` is a name for a key: a selector, then "_domainkey" (RFC 6376, 3.6.2.1).
[[nodiscard]] bool is_dkim_name(const DomainName& owner);

/// The key records of all selectors of a domain together: whether older verifiers find one that
/// they can use. A domain whose selectors are CNAMEs is none to be judged so.
[[nodiscard]] MailFindings check_dkim_key_types(std::span<const std::string_view> records);

}  // namespace dnsward
