// The DMARC record that applies to a name, as far as one zone shows it.
#pragma once

#include "dns/domain_name.h"
#include "dns/rrset.h"
#include "mail/dmarc_walk.h"
#include "plan/requirement.h"

#include <functional>
#include <optional>

namespace dnsward {

/// The TXT RRset at a name of the zone; null when there is none.
using TxtAt = std::function<const RRset*(const DomainName&)>;

/// Whether what is told of the want hangs on the DMARC record of its domain: a BIMI record.
[[nodiscard]] bool needs_dmarc(const Want& want);

/// The record that receivers apply to the domain of `bimi_owner`, "<selector>._bimi.<domain>".
[[nodiscard]] std::optional<DmarcFound> dmarc_beside(const DomainName& zone,
                                                     const DomainName& bimi_owner,
                                                     const TxtAt& txt_at);

/// What applies at `dmarc_owner`, a `_dmarc` name, without a record of its own: the tree walk of
/// RFC 9989, 4.10, in which names outside of `zone` have no records.
[[nodiscard]] std::optional<DmarcFound> inherited_dmarc(const DomainName& zone,
                                                        const DomainName& dmarc_owner,
                                                        const TxtAt& txt_at);

}  // namespace dnsward
