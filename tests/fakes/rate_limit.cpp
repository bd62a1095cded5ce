#include "fakes/rate_limit.h"

#include <algorithm>
#include <cmath>

namespace dnsward::fake {
namespace {

using Seconds = std::chrono::duration<double>;

std::chrono::steady_clock::duration ticks(Seconds time) {
  return std::chrono::duration_cast<std::chrono::steady_clock::duration>(time);
}

}  // namespace

void RateLimit::set(RateRule rule) {
  const std::lock_guard lock(mutex_);
  rule_ = rule;
  accounts_.clear();
}

RateLimit::Account& RateLimit::account_at(const std::string& name, Time now) {
  const auto [place, fresh] = accounts_.try_emplace(name, Account{rule_.burst, now, now});
  Account& account = place->second;
  if (fresh) return account;
  const Seconds passed = now - account.since;
  if (rule_.shape == RateRule::Shape::bucket) {
    account.tokens = std::min(rule_.burst, account.tokens + passed * rule_.burst / rule_.window);
    account.since = now;
  } else if (passed >= rule_.window) {
    account = {rule_.burst, now, account.blocked_until};
  }
  return account;
}

RateState RateLimit::state_of(const Account& account, bool allowed, Time now) const {
  RateState state;
  state.limited = true;
  state.allowed = allowed;
  state.limit = std::lround(rule_.burst);
  state.remaining = std::max(0L, std::lround(std::floor(account.tokens)));
  if (rule_.shape == RateRule::Shape::bucket) {
    const Seconds per_token = rule_.window / rule_.burst;
    state.until_full = per_token * (rule_.burst - account.tokens);
    state.until_allowed = per_token * std::max(0.0, 1 - account.tokens);
  } else {
    state.until_full = account.since + ticks(rule_.window) - now;
    if (account.tokens < 1) state.until_allowed = state.until_full;
  }
  const Seconds blocked = account.blocked_until - now;
  state.until_allowed = std::max(state.until_allowed, blocked);
  return state;
}

RateState RateLimit::take(const std::string& account_name, Time now) {
  const std::lock_guard lock(mutex_);
  if (rule_.burst <= 0) return {};
  Account& account = account_at(account_name, now);
  const bool blocked = account.blocked_until > now;
  // The refill is a sum of fractions: a token that is complete but for rounding is complete.
  constexpr double almost = 1 - 1e-9;
  const bool allowed = !blocked && account.tokens >= almost;
  if (allowed) {
    account.tokens = std::max(0.0, account.tokens - 1);
  } else if (!blocked && rule_.block > Seconds{0}) {
    account.blocked_until = now + ticks(rule_.block);
  }
  return state_of(account, allowed, now);
}

void RateLimit::leave(const std::string& account_name, double remaining, Time now) {
  const std::lock_guard lock(mutex_);
  if (rule_.burst <= 0) return;
  account_at(account_name, now).tokens = remaining;
}

}  // namespace dnsward::fake
