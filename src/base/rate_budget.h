// How many requests an account may make: a bucket of tokens that refills.
#pragma once

namespace dnsward {

struct RateBudget {
  double burst = 0;       ///< requests at once from a full bucket; 0: no limit is known
  double per_second = 0;  ///< refill
};

}  // namespace dnsward
