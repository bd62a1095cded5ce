// What Route 53 makes of a change batch: all of it, or nothing and every reason why.
#pragma once

#include "fakes/route53_request.h"
#include "fakes/route53_store.h"

#include <string>
#include <vector>

namespace dnsward::fake::r53 {

struct Outcome {
  RRsets rrsets;                           ///< the zone's, when there is no message
  std::vector<std::string> messages = {};  ///< of InvalidChangeBatch
};

/// Works on a copy, change by change, in the batch's order.
[[nodiscard]] Outcome evaluate(const HostedZone& zone, const Batch& batch,
                               const Route53Options& options);

}  // namespace dnsward::fake::r53
