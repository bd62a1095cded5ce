// Gives an account up when its API is down, so that an outage ends the run soon.
#pragma once

#include "http/transport.h"

#include <memory>

namespace dnsward {

/// After 8 failures in a row (no connection, no whole answer, a 5xx that is not a 503 with
/// Retry-After) every further request fails at once with ErrorKind::unreachable. Requests that were
/// under way at the same time count as one, so that a hiccup does not end a run of many workers.
class Breaker final : public Transport {
 public:
  explicit Breaker(const Transport& next);
  ~Breaker() override;

  [[nodiscard]] Result<Response> send(const Request& request) const override;

  /// Whether it has given up; it does not change its mind.
  [[nodiscard]] bool is_open() const;

 private:
  struct State;

  const Transport& next_;
  std::unique_ptr<State> state_;
};

}  // namespace dnsward
