#include "providers/zonefile/edit.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <random>

using namespace dnsward::zonefile;
using namespace std::chrono;

namespace {

constexpr year_month_day today = 2026y / November / 24d;

/// RFC 1982, 3.2: `to` is newer than `from`.
bool is_newer(std::uint32_t from, std::uint32_t to) {
  return to != from && to - from < 0x80000000U;
}

bool is_date(std::uint32_t serial) {
  const year_month_day day{year(static_cast<int>(serial / 1000000)), month(serial / 10000 % 100),
                           std::chrono::day(serial / 100 % 100)};
  return day.year() >= 1980y && day.ok();
}

}  // namespace

TEST_CASE("a date serial stays a date serial and never goes back") {
  CHECK(next_serial(2026112301, today) == 2026112401);
  CHECK(next_serial(1998010107, today) == 2026112401);
  CHECK(next_serial(2026112400, today) == 2026112401);
  CHECK(next_serial(2026112401, today) == 2026112402);
  CHECK(next_serial(2026112407, today) == 2026112408);
  CHECK(next_serial(2026112501, today) == 2026112502);
  CHECK(next_serial(2031010100, today) == 2031010101);
}

TEST_CASE("after the hundredth change of a day a date serial goes to the next day") {
  CHECK(next_serial(2026112499, today) == 2026112500);
  CHECK(next_serial(2026113099, today) == 2026120100);
  CHECK(next_serial(2026123199, today) == 2027010100);
  CHECK(next_serial(2028022899, today) == 2028022900);
  CHECK(next_serial(2027022899, today) == 2027030100);
}

TEST_CASE("any other serial counts up") {
  CHECK(next_serial(0, today) == 1);
  CHECK(next_serial(1, today) == 2);
  CHECK(next_serial(41, today) == 42);
  CHECK(next_serial(1234567890, today) == 1234567891);
  CHECK(next_serial(1700000000, today) == 1700000001);  // seconds since 1970
  CHECK(next_serial(2026023001, today) == 2026023002);  // 30 February
  CHECK(next_serial(2026131301, today) == 2026131302);  // month 13
  CHECK(next_serial(2026110001, today) == 2026110002);  // day 0
  CHECK(next_serial(20261124, today) == 20261125);      // a date without a revision
  CHECK(next_serial(0x7fffffff, today) == 0x80000000U);
  CHECK(next_serial(4294967294U, today) == 4294967295U);
}

TEST_CASE("the highest serial is followed by 1 and not by 0") {
  CHECK(next_serial(4294967295U, today) == 1);
}

TEST_CASE("the next serial is newer by RFC 1982 for any serial and day, and keeps its form") {
  std::mt19937_64 random(2);
  for (int i = 0; i < 200'000; ++i) {
    auto serial = static_cast<std::uint32_t>(random());
    if (random() % 2 == 0) {
      serial = static_cast<std::uint32_t>((1980 + random() % 100) * 1000000 +
                                          (1 + random() % 12) * 10000 + (1 + random() % 31) * 100 +
                                          random() % 100);
    }
    const year_month_day day = sys_days(2000y / January / 1) + days(random() % 30000);
    const auto next = next_serial(serial, day);
    CAPTURE(serial);
    CAPTURE(static_cast<int>(day.year()));
    REQUIRE(is_newer(serial, next));
    REQUIRE(next != 0);
    if (is_date(serial)) REQUIRE(is_date(next));
  }
}
