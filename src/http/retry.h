// Sends again what may be sent again, after a random wait that doubles.
#pragma once

#include "http/run_limits.h"
#include "http/transport.h"

#include <functional>
#include <memory>

namespace dnsward {

/// At most 5 tries a request, 12 while the server only says "later", with waits drawn from
/// [0, 0.5 s * 2^n], the bound at most 30 s; and
/// for the account no more than 30 repeats and one for every fifth request, so that an outage is
/// not answered with five times the load.
///
/// Repeated are: every request that can't have had an effect (ErrorKind::unreachable, 429, 503 with
/// Retry-After); after ErrorKind::unknown_outcome, 408, 425, 500, 502, 503 and 504 only those that
/// are safe_to_repeat. When nothing helps, the last answer is returned; but a try that may have had
/// an effect is not hidden by one after it that can't have.
class Retry final : public Transport {
 public:
  struct Options {
    std::function<double()> random;          ///< in [0, 1); calls are serialised
    std::function<bool()> is_hopeless = {};  ///< no try after a failure can succeed any more
  };

  Retry(const Transport& next, RunLimits run, Options options);
  ~Retry() override;

  [[nodiscard]] Result<Response> send(const Request& request) const override;

 private:
  struct State;

  [[nodiscard]] bool may_repeat(const Request& request, const Result<Response>& outcome) const;
  [[nodiscard]] bool wait(int tried, const Result<Response>& outcome) const;

  const Transport& next_;
  RunLimits run_;
  Options options_;
  std::unique_ptr<State> state_;
};

}  // namespace dnsward
