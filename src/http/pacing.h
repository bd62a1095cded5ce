// Keeps an account's requests within its budget and away from a server that asks for a pause.
#pragma once

#include "http/run_limits.h"
#include "http/token_bucket.h"
#include "http/transport.h"

#include <cstdint>
#include <memory>

namespace dnsward {

/// One for each account, shared by all workers. Requests go at once while the bucket has tokens,
/// then at its refill; the server's own count and its pauses correct it (rate_headers.h). A request
/// whose turn would come after the run's deadline fails with ErrorKind::stopped instead of waiting.
class Pacing final : public Transport {
 public:
  Pacing(const Transport& next, const RateBudget& budget, RunLimits run);
  ~Pacing() override;

  [[nodiscard]] Result<Response> send(const Request& request) const override;

 private:
  struct State;

  /// The request's number in the order of sending.
  [[nodiscard]] Result<std::uint64_t> await_turn() const;
  void learn(std::uint64_t number, const Result<Response>& answer) const;
  [[nodiscard]] Error too_late(TokenBucket::Time now, TokenBucket::Time turn, bool is_paused) const;

  const Transport& next_;
  RateBudget budget_;
  RunLimits run_;
  std::unique_ptr<State> state_;
};

}  // namespace dnsward
