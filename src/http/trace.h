// One line for every request that leaves the program, for -v.
#pragma once

#include "base/clock.h"
#include "http/transport.h"

#include <functional>
#include <string>
#include <string_view>

namespace dnsward {

/// Takes a line without its line feed; called from any thread. The text holds what servers said:
/// who prints it escapes it.
using TraceSink = std::function<void(std::string_view line)>;

/// The API's own name of this exchange, which its support asks for: CF-Ray, X-Correlation-Id or
/// x-amzn-RequestId; "" when there is none.
[[nodiscard]] std::string_view request_id(const Response& response);

/// Tells method, path, status, time and request id, and never any other header, nor a body:
///     cloudflare/cf: GET /client/v4/zones?page=2 -> 200 in 52 ms (8f2c51d0ed5f9a3b-FRA)
class Trace final : public Transport {
 public:
  Trace(const Transport& next, const Clock& clock, std::string label, TraceSink sink);

  [[nodiscard]] Result<Response> send(const Request& request) const override;

 private:
  const Transport& next_;
  const Clock& clock_;
  std::string label_;
  TraceSink sink_;
};

}  // namespace dnsward
