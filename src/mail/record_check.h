// What is wrong with the RRsets of a zone, seen without DNS: each for itself and all together.
#pragma once

#include "dns/rrset.h"
#include "mail/finding.h"

#include <span>
#include <string_view>

namespace dnsward {

/// One RRset, judged by what its owner name says that it is for: SPF and tokens at a domain, a key
/// below `_domainkey`, a policy at `_dmarc`, `_mta-sts`, `_smtp._tls` and below `_bimi`. Types that
/// say nothing about mail have no findings.
[[nodiscard]] MailFindings check_rrset(const RRset& rrset);

/// All RRsets of a zone that are known, sorted by key: each for itself, and what only several show:
/// CNAMEs beside others, names below a delegation or DNAME, keys of one kind alone, a logo without
/// a policy, a policy weaker than the one above. Findings are in the order of the owner names.
[[nodiscard]] MailFindings check_zone(const DomainName& apex, std::span<const RRset> rrsets);

/// What a write would do that the RRset afterwards does not show: another key in place of the one
/// that stood there, a token beside others of its vendor. `before` may be null.
[[nodiscard]] MailFindings check_change(const RRset* before, const RRset& after);

/// A TXT value of a requirement: slips of copying, and its size.
[[nodiscard]] MailFindings check_txt_wish(std::string_view value);

/// A record's name of a requirement, relative to `domain`, which lies in `zone`.
[[nodiscard]] MailFindings check_name_wish(std::string_view name, const DomainName& domain,
                                           const DomainName& zone);

}  // namespace dnsward
