// The way of one account's requests: tried again, counted, paced, traced, sent.
#pragma once

#include "base/rate_budget.h"
#include "http/run_limits.h"
#include "http/trace.h"
#include "http/transport.h"

#include <cstdint>
#include <memory>
#include <string>

namespace dnsward {

struct AccountOptions {
  RunLimits run;
  std::string label = {};  ///< "cloudflare/cf", for the trace
  RateBudget budget = {};
  std::uint64_t seed = 0;  ///< of the waits before repeats
  TraceSink trace = {};    ///< empty: no trace
  /// Whether an answer that is no 429 says "later" all the same; null: none does.
  bool (*says_later)(const Response&) = nullptr;
};

/// A transport for one account, to be shared by everybody who works with it: retry, breaker, pacing
/// and trace around `wire`, which outlives it and may serve all accounts.
[[nodiscard]] std::unique_ptr<Transport> account_transport(const Transport& wire,
                                                           AccountOptions options);

}  // namespace dnsward
