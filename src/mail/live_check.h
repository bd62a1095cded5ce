// What receivers would find wrong with a domain's mail records, asking DNS as they do.
#pragma once

#include "dns/domain_name.h"
#include "mail/finding.h"
#include "mail/resolver.h"

#include <span>

namespace dnsward {

/// The findings about SPF at the domain, its DMARC policy, and the keys at `selectors`, the owner
/// names of DKIM keys (`mail._domainkey.example.com`), with and without DNS. Questions that no name
/// server answers are findings too, never silence.
[[nodiscard]] MailFindings check_live(const MailResolver& resolver, const DomainName& domain,
                                      std::span<const DomainName> selectors);

}  // namespace dnsward
