// Moments as AWS writes them; all in UTC.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace dnsward::fake::aws {

using Moment = std::chrono::system_clock::time_point;

/// "20150830T123600Z"
[[nodiscard]] std::string basic_time(Moment moment);
/// nullopt when it is not of that form.
[[nodiscard]] std::optional<Moment> parse_basic_time(std::string_view text);
/// "2017-03-27T17:48:16.751Z"
[[nodiscard]] std::string xml_time(Moment moment);
/// "2017-03-27T17:48:16Z"
[[nodiscard]] std::string json_time(Moment moment);
/// "Sun, 30 Aug 2015 12:36:00 GMT" (RFC 9110, 5.6.7)
[[nodiscard]] std::string http_date(Moment moment);

}  // namespace dnsward::fake::aws
