// Changes as the requests that make them, each all or nothing.
#pragma once

#include "plan/plan.h"
#include "providers/route53/rrsets.h"

#include <span>
#include <string>
#include <vector>

namespace dnsward::route53 {

enum class WriteMode {
  compare_and_swap,  ///< DELETE of the set exactly as listed, and CREATE of what it becomes
  upsert,            ///< UPSERT of what it becomes: what came in between is lost
};

/// The bodies of ChangeResourceRecordSets requests that make `changes` of `stored`, which is their
/// `before`. Values that stay are repeated as they are listed. What belongs together is never torn
/// apart: an RRset's DELETE and CREATE, and a CNAME and what it takes the place of. Within a
/// request DELETEs come first. Errors: a set of more than 400 values, a value of more than 4,000
/// characters, a change that fits no request (1,000 values, 32,000 characters, both counted before
/// and after).
/// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html
[[nodiscard]] Result<std::vector<std::string>> make_batches(const StoredZone& stored,
                                                            std::span<const Change> changes,
                                                            WriteMode mode);

}  // namespace dnsward::route53
