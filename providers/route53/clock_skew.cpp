#include "providers/route53/clock_skew.h"

#include "http/rate_headers.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace dnsward::route53 {

std::optional<std::chrono::seconds> clock_skew(const Response& response,
                                               std::chrono::system_clock::time_point now) {
  if (response.status != 400 && response.status != 403) return std::nullopt;
  constexpr std::array<std::string_view, 4> words{"Signature expired", "Signature not yet current",
                                                  "RequestExpired", "RequestTimeTooSkewed"};
  const bool is_told = std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    return response.body.find(word) != std::string::npos;
  });
  const auto there = is_told ? server_time(response) : std::nullopt;
  if (!there) return std::nullopt;
  return std::chrono::round<std::chrono::seconds>(*there - now);
}

}  // namespace dnsward::route53
