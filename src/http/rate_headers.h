// What a server says about its rate limit, read from the headers of an answer.
#pragma once

#include "http/message.h"

#include <chrono>
#include <optional>
#include <vector>

namespace dnsward {

/// How long the server asks us to stay away: Retry-After in seconds or as a date (RFC 9110, 10.2.3;
/// read against the answer's own Date, else against `now`). Zero for a date in the past; nullopt
/// when there is none, or when it makes no sense. At most a year.
[[nodiscard]] std::optional<std::chrono::seconds> retry_after(
    const Response& response, std::chrono::system_clock::time_point now);

/// The server's own time when it answered: its Date (RFC 9110, 6.6.1).
[[nodiscard]] std::optional<std::chrono::system_clock::time_point> server_time(
    const Response& response);

/// Whether the server did nothing but say "later": 429, 503 with a Retry-After, or
/// Response::is_later. Such a request may be sent again whatever it does.
[[nodiscard]] bool is_turned_away(const Response& response);

/// One limit of the server.
struct RateState {
  double remaining = 0;  ///< requests that it will still take
  /// When it will take more, from now; nullopt for a bucket that refills all the time.
  std::optional<std::chrono::seconds> reset = {};
};

/// Of `Ratelimit: "default";r=50;t=30` (Cloudflare, several items possible) and
/// `RateLimit-Remaining: 50` (Hetzner, whose RateLimit-Reset is the time at which the bucket is
/// full again, and so no time to wait for). What can't be read is left out.
[[nodiscard]] std::vector<RateState> rate_states(const Response& response);

}  // namespace dnsward
