// The DMARC record that a name has from above, as far as one zone shows it.
#pragma once

#include "dns/domain_name.h"
#include "dns/rrset.h"
#include "mail/dmarc_walk.h"

#include <functional>
#include <optional>

namespace dnsward {

/// The TXT RRset at a name of the zone; null when there is none.
using TxtAt = std::function<const RRset*(const DomainName&)>;

/// What applies at `dmarc_owner`, a `_dmarc` name, without a record of its own: the tree walk of
/// RFC 9989, 4.10, in which names outside of `zone` have no records.
[[nodiscard]] std::optional<DmarcFound> inherited_dmarc(const DomainName& zone,
                                                        const DomainName& dmarc_owner,
                                                        const TxtAt& txt_at);

}  // namespace dnsward
