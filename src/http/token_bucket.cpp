#include "http/token_bucket.h"

#include <algorithm>
#include <cmath>

namespace dnsward {
namespace {

using std::chrono::duration;
using std::chrono::nanoseconds;

// A token short of a rounding error is whole.
constexpr double almost_one = 1 - 1e-6;

}  // namespace

std::optional<TokenBucket::Time> TokenBucket::take(Time now) {
  if (is_paused(now)) return paused_until_;
  if (budget_.burst <= 0) return std::nullopt;
  refill(now);
  const double tokens = std::min(counted_, told_);
  if (tokens >= almost_one) {
    counted_ -= 1;
    told_ -= 1;
    return std::nullopt;
  }
  const double missing = (1 - tokens) / budget_.per_second;
  return now + nanoseconds(static_cast<nanoseconds::rep>(std::ceil(missing * 1e9)));
}

void TokenBucket::tell(double tokens, Time now) {
  refill(now);
  told_ = std::min(budget_.burst, tokens);
}

void TokenBucket::limit_to(double tokens, Time now) {
  refill(now);
  told_ = std::min(told_, tokens);
}

void TokenBucket::pause_until(Time moment) {
  paused_until_ = std::max(paused_until_, moment);
}

void TokenBucket::refill(Time now) {
  const double passed = duration<double>(now - refilled_).count();
  const double more = std::max(passed, 0.0) * budget_.per_second;
  counted_ = std::min(budget_.burst, counted_ + more);
  told_ = std::min(budget_.burst, told_ + more);
  refilled_ = std::max(refilled_, now);
}

}  // namespace dnsward
