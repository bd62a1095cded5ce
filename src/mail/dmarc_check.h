// What is wrong with DMARC: an address, a wish, a record, all TXT values at a `_dmarc` name
// (RFC 9989).
#pragma once

#include "dns/domain_name.h"
#include "mail/dmarc.h"
#include "mail/finding.h"

#include <optional>
#include <span>
#include <string_view>

namespace dnsward {

/// A reporting address of a requirement: slips of copying, then the URI.
[[nodiscard]] MailFindings check_dmarc_address(std::string_view uri);

/// What a sender asks for.
[[nodiscard]] MailFindings check_dmarc_wish(const DmarcSenderWish& wish);

/// What an owner's tags would say, each for itself and together.
[[nodiscard]] MailFindings check_dmarc_wish(const DmarcOwnerWish& wish);

/// One record that is_dmarc. When it can't be taken apart, that alone.
[[nodiscard]] MailFindings check_dmarc_record(std::string_view record);

/// All TXT values at a `_dmarc` name: how many records, each of them, and what is none.
[[nodiscard]] MailFindings check_dmarc_values(const DomainName& owner,
                                              std::span<const std::string_view> values);

/// The record that stands, or is to stand, at `owner`, seen beside the policy that the domain would
/// have without it, from the record at `above`.
[[nodiscard]] MailFindings check_dmarc_below(const DomainName& owner, const DmarcRecord& record,
                                             const DomainName& above,
                                             std::optional<DmarcPolicy> inherited);

/// A TXT value that somebody meant for a DMARC record: in small letters, with a blank before it.
[[nodiscard]] bool is_nearly_dmarc(std::string_view value);

}  // namespace dnsward
