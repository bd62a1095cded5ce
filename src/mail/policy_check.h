// What is wrong with the records of MTA-STS (RFC 8461), TLS reporting (RFC 8460) and BIMI
// (draft-brand-indicators-for-message-identification): all TXT values at their names.
#pragma once

#include "dns/domain_name.h"
#include "mail/dmarc.h"
#include "mail/finding.h"

#include <span>
#include <string_view>

namespace dnsward {

/// At `_mta-sts.<domain>`. Values that are meant for something else are passed over.
[[nodiscard]] MailFindings check_mta_sts_values(const DomainName& owner,
                                                std::span<const std::string_view> values);

/// At `_smtp._tls.<domain>`.
[[nodiscard]] MailFindings check_tls_rpt_values(const DomainName& owner,
                                                std::span<const std::string_view> values);

/// At `<selector>._bimi.<domain>`.
[[nodiscard]] MailFindings check_bimi_values(const DomainName& owner,
                                             std::span<const std::string_view> values);

/// Whether the domain's DMARC record lets receivers show the logo that one of `values` has; `dmarc`
/// null: its zone has none.
[[nodiscard]] MailFindings check_bimi_policy(const DomainName& owner,
                                             std::span<const std::string_view> values,
                                             const DmarcRecord* dmarc);

}  // namespace dnsward
