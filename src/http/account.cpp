#include "http/account.h"

#include "http/breaker.h"
#include "http/pacing.h"
#include "http/retry.h"

#include <random>
#include <utility>

namespace dnsward {
namespace {

class Account final : public Transport {
 public:
  Account(const Transport& wire, AccountOptions options)
      : trace_(wire, options.run.clock, std::move(options.label), std::move(options.trace)),
        pacing_(trace_, options.budget, options.run),
        breaker_(pacing_),
        retry_(breaker_, options.run,
               {[engine = std::mt19937_64(options.seed)]() mutable {
                  return std::uniform_real_distribution<double>()(engine);
                },
                [this] { return breaker_.is_open(); }}) {}

  [[nodiscard]] Result<Response> send(const Request& request) const override {
    return retry_.send(request);
  }

 private:
  Trace trace_;
  Pacing pacing_;
  Breaker breaker_;
  Retry retry_;
};

}  // namespace

std::unique_ptr<Transport> account_transport(const Transport& wire, AccountOptions options) {
  return std::make_unique<Account>(wire, std::move(options));
}

}  // namespace dnsward
