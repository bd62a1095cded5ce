#include "fakes/aws_time.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace dnsward::fake::aws {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::sys_seconds;

sys_seconds whole(Moment moment) {
  return std::chrono::floor<seconds>(moment);
}

std::tm calendar(Moment moment) {
  return fmt::gmtime(std::chrono::system_clock::to_time_t(whole(moment)));
}

int number(std::string_view text, std::size_t from, std::size_t length) {
  int value = -1;
  const std::string_view digits = text.substr(from, length);
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

bool has_basic_shape(std::string_view text) {
  constexpr std::string_view shape = "00000000T000000Z";
  return std::ranges::equal(text, shape, [](char got, char wanted) {
    return wanted == '0' ? got >= '0' && got <= '9' : got == wanted;
  });
}

}  // namespace

std::string basic_time(Moment moment) {
  return fmt::format("{:%Y%m%dT%H%M%SZ}", calendar(moment));
}

std::optional<Moment> parse_basic_time(std::string_view text) {
  if (!has_basic_shape(text)) return std::nullopt;
  const std::chrono::year_month_day date{
      std::chrono::year{number(text, 0, 4)},
      std::chrono::month{static_cast<unsigned>(number(text, 4, 2))},
      std::chrono::day{static_cast<unsigned>(number(text, 6, 2))}};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days{date} + std::chrono::hours{number(text, 9, 2)} +
         std::chrono::minutes{number(text, 11, 2)} + seconds{number(text, 13, 2)};
}

std::string xml_time(Moment moment) {
  const auto fraction = std::chrono::duration_cast<milliseconds>(moment - whole(moment));
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z", calendar(moment), fraction.count());
}

std::string json_time(Moment moment) {
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", calendar(moment));
}

std::string http_date(Moment moment) {
  return fmt::format("{:%a, %d %b %Y %H:%M:%S} GMT", calendar(moment));
}

}  // namespace dnsward::fake::aws
