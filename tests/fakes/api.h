// What all fake APIs have in common: a journal, faults, latency and rate limits around the API
// itself.
#pragma once

#include "base/clock.h"
#include "fakes/call.h"
#include "fakes/faults.h"
#include "fakes/journal.h"
#include "fakes/rate_limit.h"

#include <atomic>
#include <chrono>
#include <stop_token>
#include <string>
#include <string_view>

namespace dnsward::fake {

/// Thread-safe. A fake derives from it and writes `answer`, which holds its own lock.
class Api {
 public:
  /// `base_path` is in front of every path: "/client/v4".
  explicit Api(std::string base_path, const Clock& clock = system_clock());
  Api(const Api&) = delete;
  Api& operator=(const Api&) = delete;
  virtual ~Api() = default;

  /// Journal, latency, rate limit, faults, the API itself, in this order. `target` is the request
  /// target with the base path, `call.path` and `call.query` are filled from it.
  [[nodiscard]] Reply handle(Call call, std::string_view target, const std::stop_token& stop = {});

  [[nodiscard]] const std::string& base_path() const { return base_path_; }

  [[nodiscard]] const Clock& clock() const { return clock_; }

  [[nodiscard]] Journal& journal() { return journal_; }

  [[nodiscard]] FaultScript& faults() { return faults_; }

  [[nodiscard]] RateLimit& rate_limit() { return rate_limit_; }

  /// Every reply comes so late, by the fake's clock.
  void set_latency(std::chrono::milliseconds latency) { latency_ = latency; }

 protected:
  /// The API itself. Called from many threads.
  [[nodiscard]] virtual Reply answer(const Call& call) = 0;
  /// Whose requests are counted together; by default the Authorization header's value.
  [[nodiscard]] virtual std::string account(const Call& call) const;
  /// The API's own 429; headers come from `finish`.
  [[nodiscard]] virtual Reply too_many(const RateState& state) const = 0;
  /// Adds the headers that every reply of the API has: request id, rate limit. Faults' replies too.
  virtual void finish(Reply& reply, const RateState& state) = 0;

 private:
  std::string base_path_;
  const Clock& clock_;
  Journal journal_;
  FaultScript faults_;
  RateLimit rate_limit_;
  std::atomic<std::chrono::milliseconds> latency_{std::chrono::milliseconds{0}};
};

}  // namespace dnsward::fake
