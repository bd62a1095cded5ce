// Whether one set may be created or deleted beside the sets that are there.
#pragma once

#include "fakes/route53_request.h"
#include "fakes/route53_store.h"

#include <string>
#include <vector>

namespace dnsward::fake::r53 {

/// The set's values as they are kept.
void store_spelling(Route53RRset& rrset, const Route53Options& options);

/// Messages of InvalidChangeBatch; none: it may go. Names are kept ones.
[[nodiscard]] std::vector<std::string> removal_problems(const RRsets& there,
                                                        const Route53RRset& rrset,
                                                        const Route53Options& options);

/// The same for CREATE and UPSERT.
[[nodiscard]] std::vector<std::string> creation_problems(const RRsets& there, const Change& change,
                                                         const std::string& zone,
                                                         const Route53Options& options);

}  // namespace dnsward::fake::r53
