#include "http/rate_headers.h"

#include "base/text.h"

#include <curl/curl.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>
#include <string_view>

namespace dnsward {
namespace {

using std::chrono::seconds;

constexpr double a_year = 366.0 * 24 * 60 * 60;

// No octets may follow; at least zero.
std::optional<double> parse_number(std::string_view text) {
  double number = 0;
  const char* const end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, number, std::chars_format::fixed);
  if (error != std::errc() || stopped != end || !std::isfinite(number)) return std::nullopt;
  return std::max(number, 0.0);
}

// Rounded up: too early is refused again.
seconds to_seconds(double number) {
  return seconds(static_cast<seconds::rep>(std::ceil(std::min(number, a_year))));
}

std::optional<std::time_t> parse_date(std::string_view text) {
  const auto time = curl_getdate(std::string(text).c_str(), nullptr);
  if (time < 0) return std::nullopt;
  return time;
}

// "default";r=50;t=30
std::optional<RateState> parse_item(std::string_view item) {
  std::optional<double> remaining;
  RateState state;
  for (const auto part : split(item, ';')) {
    const auto parameter = trim(part);
    if (parameter.starts_with("r=")) remaining = parse_number(parameter.substr(2));
    if (!parameter.starts_with("t=")) continue;
    if (const auto reset = parse_number(parameter.substr(2))) state.reset = to_seconds(*reset);
  }
  if (!remaining) return std::nullopt;
  state.remaining = *remaining;
  return state;
}

}  // namespace

std::optional<seconds> retry_after(const Response& response,
                                   std::chrono::system_clock::time_point now) {
  const auto text = trim(response.header("Retry-After"));
  if (const auto number = parse_number(text)) return to_seconds(*number);
  const auto until = parse_date(text);
  if (!until) return std::nullopt;
  const auto sent = parse_date(response.header("Date"));
  const auto from = sent.value_or(std::chrono::system_clock::to_time_t(now));
  return to_seconds(std::max(std::difftime(*until, from), 0.0));
}

std::optional<std::chrono::system_clock::time_point> server_time(const Response& response) {
  const auto date = parse_date(response.header("Date"));
  if (!date) return std::nullopt;
  return std::chrono::system_clock::from_time_t(*date);
}

bool is_turned_away(const Response& response) {
  if (response.status == 429 || response.is_later) return true;
  return response.status == 503 && retry_after(response, {}).has_value();
}

std::vector<RateState> rate_states(const Response& response) {
  std::vector<RateState> states;
  for (const auto& header : response.headers) {
    if (equal_ignoring_case(header.name, "RateLimit")) {
      for (const auto item : split(header.value, ',')) {
        if (const auto state = parse_item(item)) states.push_back(*state);
      }
    } else if (equal_ignoring_case(header.name, "RateLimit-Remaining")) {
      if (const auto remaining = parse_number(trim(header.value))) states.push_back({*remaining});
    }
  }
  return states;
}

}  // namespace dnsward
