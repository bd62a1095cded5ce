// What ends the run that a request belongs to.
#pragma once

#include "base/clock.h"

#include <chrono>
#include <stop_token>

namespace dnsward {

/// Neither stops a request that could be sent at once, so that a write of several requests can end;
/// but nothing is waited for once `stop` is requested or until after `deadline`.
struct RunLimits {
  const Clock& clock;
  std::stop_token stop = {};
  std::chrono::steady_clock::time_point deadline = std::chrono::steady_clock::time_point::max();
};

}  // namespace dnsward
