#include "http/account.h"

#include "http/breaker.h"
#include "http/pacing.h"
#include "http/retry.h"

#include <random>
#include <utility>

namespace dnsward {
namespace {

class Marking final : public Transport {
 public:
  Marking(const Transport& next, bool (*says_later)(const Response&))
      : next_(next), says_later_(says_later) {}

  [[nodiscard]] Result<Response> send(const Request& request) const override {
    auto answer = next_.send(request);
    if (answer && says_later_ != nullptr) answer->is_later = says_later_(*answer);
    return answer;
  }

 private:
  const Transport& next_;
  bool (*says_later_)(const Response&);
};

class Account final : public Transport {
 public:
  Account(const Transport& wire, AccountOptions options)
      : trace_(wire, options.run.clock, std::move(options.label), std::move(options.trace)),
        marking_(trace_, options.says_later),
        pacing_(marking_, options.budget, options.run),
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
  Marking marking_;
  Pacing pacing_;
  Breaker breaker_;
  Retry retry_;
};

}  // namespace

std::unique_ptr<Transport> account_transport(const Transport& wire, AccountOptions options) {
  return std::make_unique<Account>(wire, std::move(options));
}

}  // namespace dnsward
