// A Transport that calls a fake API directly: no socket, no thread, no time.
#pragma once

#include "fakes/api.h"
#include "http/transport.h"

#include <chrono>
#include <string>

namespace dnsward::fake {

/// Faults become the transport's errors: Cut::refused is `unreachable`; a cut connection and an
/// answer later than `timeout` (by the fake's clock) are `unknown_outcome`. A URL that is not below
/// `base_url` is `unreachable`, and the fake never hears of it.
class InProcessTransport : public Transport {
 public:
  /// `base_url` ends with the API's base path: "https://api.cloudflare.com/client/v4".
  InProcessTransport(Api& api, std::string base_url,
                     std::chrono::milliseconds timeout = std::chrono::seconds{30});

  [[nodiscard]] Result<Response> send(const Request& request) const override;

 private:
  Api& api_;
  std::string base_url_;
  std::chrono::milliseconds timeout_;
};

}  // namespace dnsward::fake
