#include "http/retry.h"

#include "http/rate_headers.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <mutex>
#include <optional>
#include <utility>

namespace dnsward {
namespace {

using std::chrono::duration;
using Seconds = duration<double>;

constexpr int max_tries = 5;
constexpr int max_tries_turned_away = 12;  // another program may use up the budget for a minute
constexpr Seconds first_bound{0.5};
constexpr Seconds last_bound{30};
constexpr double most_spare = 30;
constexpr double spare_a_request = 0.2;

bool is_passing_trouble(int status) {
  constexpr std::array statuses{408, 425, 500, 502, 503, 504};
  return std::find(std::begin(statuses), std::end(statuses), status) != std::end(statuses);
}

bool was_turned_away(const Result<Response>& outcome) {
  return outcome && is_turned_away(*outcome);
}

int max_tries_of(const Result<Response>& outcome) {
  return was_turned_away(outcome) ? max_tries_turned_away : max_tries;
}

bool may_have_had_effect(const Result<Response>& outcome) {
  if (!outcome) return outcome.error().kind == ErrorKind::unknown_outcome;
  return is_passing_trouble(outcome->status) && !is_turned_away(*outcome);
}

bool had_no_effect(const Result<Response>& outcome) {
  if (outcome) return is_turned_away(*outcome);
  return outcome.error().kind == ErrorKind::unreachable ||
         outcome.error().kind == ErrorKind::stopped;
}

}  // namespace

struct Retry::State {
  std::mutex mutex;
  double spare = most_spare;  // repeats that the account may still make
};

Retry::Retry(const Transport& next, RunLimits run, Options options)
    : next_(next),
      run_(std::move(run)),
      options_(std::move(options)),
      state_(std::make_unique<State>()) {}

Retry::~Retry() = default;

Result<Response> Retry::send(const Request& request) const {
  {
    const std::lock_guard lock(state_->mutex);
    state_->spare = std::min(most_spare, state_->spare + spare_a_request);
  }
  auto outcome = next_.send(request);
  for (int tried = 1; tried < max_tries_of(outcome); ++tried) {
    if (!may_repeat(request, outcome) || !wait(tried, outcome)) break;
    auto again = next_.send(request);
    const bool is_stopped = !again && again.error().kind == ErrorKind::stopped;
    if (!may_have_had_effect(outcome) || !had_no_effect(again)) outcome = std::move(again);
    if (is_stopped) break;
  }
  return outcome;
}

bool Retry::may_repeat(const Request& request, const Result<Response>& outcome) const {
  if (was_turned_away(outcome)) return true;
  const bool is_hopeless = options_.is_hopeless && options_.is_hopeless();
  if (is_hopeless) return false;
  if (!outcome && outcome.error().kind == ErrorKind::unreachable) return true;
  return may_have_had_effect(outcome) && request.safe_to_repeat;
}

// Whether the time to try again has come; false when it will not.
bool Retry::wait(int tried, const Result<Response>& outcome) const {
  const auto asked = outcome ? retry_after(*outcome, run_.clock.now()) : std::nullopt;
  const bool is_paced = was_turned_away(outcome) && asked && asked->count() > 0;
  if (is_paced) return !run_.stop.stop_requested();  // the account's pacing waits
  double chance = 0;
  {
    const std::lock_guard lock(state_->mutex);
    if (!was_turned_away(outcome)) {
      if (state_->spare < 1) return false;
      state_->spare -= 1;
    }
    chance = options_.random();
  }
  const auto bound = std::min(last_bound, first_bound * std::pow(2, tried - 1));
  const auto moment =
      run_.clock.steady_now() +
      std::chrono::duration_cast<std::chrono::steady_clock::duration>(bound * chance);
  return moment <= run_.deadline && run_.clock.sleep_until(moment, run_.stop);
}

}  // namespace dnsward
