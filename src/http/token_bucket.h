// When an account's next request may go: a bucket of tokens that refills, and pauses.
#pragma once

#include "base/rate_budget.h"

#include <chrono>
#include <optional>

namespace dnsward {

/// Full at first. Not thread-safe. Times never go back.
class TokenBucket {
 public:
  using Time = std::chrono::steady_clock::time_point;

  TokenBucket(const RateBudget& budget, Time now)
      : budget_(budget), tokens_(budget.burst), refilled_(now) {}

  /// Takes a token and returns nullopt, or returns the time at which to ask again.
  [[nodiscard]] std::optional<Time> take(Time now);
  /// No more than `tokens` are left; may be negative.
  void limit_to(double tokens, Time now);
  /// None is given before; the longest pause counts.
  void pause_until(Time moment);

  [[nodiscard]] bool is_paused(Time now) const { return now < paused_until_; }

 private:
  void refill(Time now);

  RateBudget budget_;
  double tokens_;
  Time refilled_;
  Time paused_until_ = Time::min();
};

}  // namespace dnsward
