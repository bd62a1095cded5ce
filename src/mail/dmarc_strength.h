// How hard receivers are asked to act on mail that fails DMARC, so that two records can be
// compared.
#pragma once

#include "mail/dmarc.h"

#include <optional>
#include <string_view>

namespace dnsward {

/// What one of `p`, `sp`, `np` amounts to, seen by every kind of receiver. Greater is stricter in
/// each member.
struct DmarcStrength {
  int named = -1;      ///< the policy's rank; -1: no DMARC
  int tested = -1;     ///< the rank after `t=y` has lowered it (RFC 9989)
  int quarantine = 0;  ///< percent of failing mail at least quarantined under `pct` (RFC 7489)
  int reject = 0;      ///< percent of failing mail rejected under `pct`
};

/// The strength of `tag` (p, sp or np) with its fall-backs. A valid `p` counts even beside an
/// invalid `sp`, because receivers differ there.
[[nodiscard]] DmarcStrength dmarc_strength(const DmarcRecord& record, std::string_view tag);

/// The strength of a policy from elsewhere, fully applied.
[[nodiscard]] DmarcStrength dmarc_strength(std::optional<DmarcPolicy> policy);

/// The tag by which `after` asks for less than `before`, as a sentence; empty when it does not.
/// `inherited`: the policy in force before, when there was no record.
[[nodiscard]] std::string dmarc_downgrade(const DmarcRecord* before, const DmarcRecord& after,
                                          std::optional<DmarcPolicy> inherited);

}  // namespace dnsward
