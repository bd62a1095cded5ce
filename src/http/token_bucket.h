// When an account's next request may go: a bucket of tokens that refills, and the server's word.
#pragma once

#include "base/rate_budget.h"

#include <chrono>
#include <optional>

namespace dnsward {

/// Full at first. What we count ourselves and what the server tells are two counts, and the smaller
/// one holds: the server knows of other programs, and may tell of another limit than the documented
/// one. Not thread-safe. Times never go back.
class TokenBucket {
 public:
  using Time = std::chrono::steady_clock::time_point;

  TokenBucket(const RateBudget& budget, Time now)
      : budget_(budget), counted_(budget.burst), told_(budget.burst), refilled_(now) {}

  /// Takes a token and returns nullopt, or returns the time at which to ask again.
  [[nodiscard]] std::optional<Time> take(Time now);
  /// The server has so many left, fewer or more than it told before; may be negative.
  void tell(double tokens, Time now);
  /// The server has no more than that.
  void limit_to(double tokens, Time now);
  /// None is given before; the longest pause counts.
  void pause_until(Time moment);

  [[nodiscard]] bool is_paused(Time now) const { return now < paused_until_; }

 private:
  void refill(Time now);

  RateBudget budget_;
  double counted_;
  double told_;
  Time refilled_;
  Time paused_until_ = Time::min();
};

}  // namespace dnsward
