// The one function through which requests leave the program.
#pragma once

#include "base/result.h"
#include "http/message.h"

namespace dnsward {

/// Thread-safe. Decorators (retry.h, pacing.h, trace.h) are transports around transports.
///
/// Errors: ErrorKind::unreachable when nothing of the request can have taken effect (no address, no
/// connection, no trust), ErrorKind::unknown_outcome when it was sent and no whole answer came,
/// ErrorKind::stopped when the run ends first, ErrorKind::protocol when the answer is too large.
class Transport {
 public:
  Transport() = default;
  Transport(const Transport&) = delete;
  Transport& operator=(const Transport&) = delete;
  virtual ~Transport() = default;

  [[nodiscard]] virtual Result<Response> send(const Request& request) const = 0;
};

}  // namespace dnsward
