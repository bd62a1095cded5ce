// Pure: requirements and actual RRsets of one zone in, a plan out.
#pragma once

#include "dns/rrset.h"
#include "plan/plan.h"
#include "plan/requirement.h"
#include "plan/review.h"

#include <span>
#include <vector>

namespace dnsward {

/// For each RRset `after` is what the requirements make of `before`; every value that no claim
/// covers is carried over untouched. The plan of the result is empty; the order of `requirements`
/// does not matter; there is never more than one SPF record after. A conflict takes its domain's
/// changes out of the plan and leaves the other domains' in. So does a finding of severity error
/// about what the requirements speak of, unless `allowances` has its code for the domain; other
/// findings are warnings.
/// `actual` is sorted by key and holds at least all types at the names of names_to_read, and every
/// NS and DNAME RRset on the way from the zone's apex down to them.
[[nodiscard]] Plan make_plan(const DomainName& zone, std::span<const Requirement> requirements,
                             std::span<const RRset> actual, const Allowances& allowances = {});

/// Every owner name that make_plan looks at, sorted: those of the requirements and, for DMARC, the
/// `_dmarc` names above them within the zone.
[[nodiscard]] std::vector<DomainName> names_to_read(const DomainName& zone,
                                                    std::span<const Requirement> requirements);

}  // namespace dnsward
