#include "providers/route53/sender.h"

#include "providers/route53/clock_skew.h"
#include "providers/route53/errors.h"
#include "providers/route53/sigv4.h"

#include <atomic>
#include <chrono>
#include <utility>

namespace dnsward::route53 {
namespace {

using std::chrono::seconds;

class Sender {
 public:
  Sender(std::unique_ptr<CredentialChain> chain, std::string region, const Transport& http,
         const Clock& clock)
      : chain_(std::move(chain)),
        scope_{std::move(region), "route53"},
        http_(http),
        clock_(clock) {}

  [[nodiscard]] Result<Response> send(Request request) {
    bool may_set_clock = true;
    bool may_renew = true;
    while (true) {
      const auto credentials = chain_->get();
      if (!credentials) return fail(credentials.error());
      sign(request, *credentials, scope_, clock_.now() + seconds(skew_));
      auto answer = http_.send(request);
      if (!answer || answer->status / 100 != 4) return answer;
      const auto skew = clock_skew(*answer, clock_.now());
      if (skew && std::exchange(may_set_clock, false)) {
        skew_ = skew->count();
      } else if (is_expired(*answer) && std::exchange(may_renew, false)) {
        chain_->discard(*credentials);
      } else {
        return answer;
      }
    }
  }

 private:
  std::unique_ptr<CredentialChain> chain_;
  SigningScope scope_;
  const Transport& http_;
  const Clock& clock_;
  std::atomic<seconds::rep> skew_{0};  // what AWS's clock is ahead of ours
};

}  // namespace

Authorized signed_by(std::unique_ptr<CredentialChain> chain, std::string region,
                     const Transport& http, const Clock& clock) {
  auto sender = std::make_shared<Sender>(std::move(chain), std::move(region), http, clock);
  return [sender](Request request) { return sender->send(std::move(request)); };
}

}  // namespace dnsward::route53
