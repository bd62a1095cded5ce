// How far this machine's clock is from AWS's, as a refused signature tells.
#pragma once

#include "http/message.h"

#include <chrono>
#include <optional>

namespace dnsward::route53 {

/// What to add to our clock before the request is signed again: nullopt unless the answer refuses
/// the signature for its time ("Signature expired", "Signature not yet current", RequestExpired,
/// RequestTimeTooSkewed) and says with its Date what time it is there. `now` is the time of the
/// machine when the answer came.
[[nodiscard]] std::optional<std::chrono::seconds> clock_skew(
    const Response& response, std::chrono::system_clock::time_point now);

}  // namespace dnsward::route53
