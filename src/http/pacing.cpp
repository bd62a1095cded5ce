#include "http/pacing.h"

#include "http/rate_headers.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <mutex>
#include <string>
#include <utility>

namespace dnsward {

struct Pacing::State {
  explicit State(const TokenBucket& full) : bucket(full) {}

  std::mutex mutex;
  TokenBucket bucket;
  std::uint64_t sent = 0;
  std::uint64_t newest_answered = 0;  // by the order of sending
  std::size_t in_flight = 0;
};

Pacing::Pacing(const Transport& next, const RateBudget& budget, RunLimits run)
    : next_(next),
      budget_(budget),
      run_(std::move(run)),
      state_(std::make_unique<State>(TokenBucket(budget, run_.clock.steady_now()))) {}

Pacing::~Pacing() = default;

Result<Response> Pacing::send(const Request& request) const {
  auto turn = await_turn();
  if (!turn) return fail(std::move(turn.error()));
  auto answer = next_.send(request);
  learn(*turn, answer);
  return answer;
}

Result<std::uint64_t> Pacing::await_turn() const {
  std::unique_lock lock(state_->mutex);
  while (true) {
    const auto now = run_.clock.steady_now();
    const auto turn = state_->bucket.take(now);
    if (!turn) break;
    const bool is_paused = state_->bucket.is_paused(now);
    lock.unlock();
    if (*turn > run_.deadline) return fail(too_late(now, *turn, is_paused));
    if (!run_.clock.sleep_until(*turn, run_.stop) && run_.stop.stop_requested()) {
      return fail(ErrorKind::stopped, "the run was stopped", "run it again");
    }
    lock.lock();
  }
  ++state_->in_flight;
  return ++state_->sent;
}

Error Pacing::too_late(TokenBucket::Time now, TokenBucket::Time turn, bool is_paused) const {
  const auto wait = std::chrono::ceil<std::chrono::seconds>(turn - now).count();
  if (is_paused) {
    return {
        ErrorKind::stopped,
        fmt::format("the API asks for a pause of {} s, and the run's time limit comes first", wait),
        "run it again after that, or give it more time with --timeout"};
  }
  return {
      ErrorKind::stopped,
      fmt::format("the account's limit of {:g} requests a second leaves this one no turn before "
                  "the run's time limit",
                  budget_.per_second),
      "run it again, or give it more time with --timeout"};
}

void Pacing::learn(std::uint64_t number, const Result<Response>& answer) const {
  const std::lock_guard lock(state_->mutex);
  --state_->in_flight;
  if (!answer) return;
  auto& bucket = state_->bucket;
  const auto now = run_.clock.steady_now();
  if (is_turned_away(*answer)) {
    const auto wait = retry_after(*answer, run_.clock.now());
    if (wait) bucket.pause_until(now + *wait);
  }
  const bool is_news = number > state_->newest_answered;
  state_->newest_answered = std::max(number, state_->newest_answered);
  const bool is_empty = answer->status == 429 || answer->is_later;
  double fewest = is_empty ? 0 : std::numeric_limits<double>::infinity();
  for (const auto& state : rate_states(*answer)) {
    // The server may not have counted what is still on its way.
    const double left = state.remaining - static_cast<double>(state_->in_flight);
    fewest = std::min(fewest, left);
    if (state.remaining < 1 && state.reset) bucket.pause_until(now + *state.reset);
  }
  if (is_news && std::isfinite(fewest)) bucket.tell(fewest, now);
  if (!is_news) bucket.limit_to(fewest, now);
}

}  // namespace dnsward
