#include "http/breaker.h"

#include "http/rate_headers.h"

#include <fmt/format.h>

#include <mutex>
#include <optional>
#include <string>

namespace dnsward {
namespace {

constexpr int max_failures = 8;

// What is wrong with the API or the way to it; nullopt: it works.
std::optional<std::string> trouble_of(const Result<Response>& answer) {
  if (answer) {
    if (answer->status < 500 || is_turned_away(*answer)) return std::nullopt;
    return fmt::format("the API answered with HTTP status {}", answer->status);
  }
  const auto& error = answer.error();
  const bool is_broken =
      error.kind == ErrorKind::unreachable || error.kind == ErrorKind::unknown_outcome;
  return is_broken ? std::optional(error.message) : std::nullopt;
}

}  // namespace

struct Breaker::State {
  std::mutex mutex;
  int failures = 0;
  std::string last_trouble;
};

Breaker::Breaker(const Transport& next) : next_(next), state_(std::make_unique<State>()) {}

Breaker::~Breaker() = default;

Result<Response> Breaker::send(const Request& request) const {
  int failures_before = 0;
  {
    const std::lock_guard lock(state_->mutex);
    failures_before = state_->failures;
    if (failures_before >= max_failures) {
      return fail(ErrorKind::unreachable,
                  fmt::format("not attempted, since {} requests in a row have failed; the last: {}",
                              max_failures, state_->last_trouble),
                  "the API or the way to it seems to be down; run it again later");
    }
  }
  auto answer = next_.send(request);
  if (!answer && answer.error().kind == ErrorKind::stopped) return answer;
  auto trouble = trouble_of(answer);
  const std::lock_guard lock(state_->mutex);
  const bool is_open = state_->failures >= max_failures;
  if (is_open) return answer;
  if (!trouble) {
    state_->failures = 0;
  } else if (state_->failures == failures_before) {
    ++state_->failures;
    state_->last_trouble = std::move(*trouble);
  }
  return answer;
}

bool Breaker::is_open() const {
  const std::lock_guard lock(state_->mutex);
  return state_->failures >= max_failures;
}

}  // namespace dnsward
