#include "providers/zonefile/edit.h"

#include <chrono>

namespace dnsward::zonefile {
namespace {

using std::chrono::sys_days;
using std::chrono::year_month_day;

std::uint32_t first_of(year_month_day day, std::uint32_t revision) {
  const auto year = static_cast<std::uint32_t>(static_cast<int>(day.year()));
  return year * 1000000 + static_cast<unsigned>(day.month()) * 10000 +
         static_cast<unsigned>(day.day()) * 100 + revision;
}

/// The day that a date serial names; not ok() for another number.
year_month_day day_of(std::uint32_t serial) {
  constexpr std::uint32_t oldest = 1980;  // DNS is younger; lower numbers are counters
  const std::uint32_t year = serial / 1000000;
  if (year < oldest) return {};
  return {std::chrono::year(static_cast<int>(year)), std::chrono::month(serial / 10000 % 100),
          std::chrono::day(serial / 100 % 100)};
}

}  // namespace

std::uint32_t next_serial(std::uint32_t serial, year_month_day today) {
  const year_month_day day = day_of(serial);
  if (!day.ok()) return serial == 0xffffffffU ? 1 : serial + 1;
  // RFC 1912, 2.2 counts the changes of a day from 01.
  if (sys_days(day) < sys_days(today)) return first_of(today, 1);
  constexpr std::uint32_t most_changes = 99;
  if (serial % 100 < most_changes) return serial + 1;
  return first_of(year_month_day(sys_days(day) + std::chrono::days(1)), 0);
}

}  // namespace dnsward::zonefile
