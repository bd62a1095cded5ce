#include "base/clock.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>

using namespace dnsward;

TEST_CASE("the machine's clock agrees with the standard library") {
  const auto before = std::chrono::system_clock::now();
  const auto now = system_clock().now();
  const auto after = std::chrono::system_clock::now();
  CHECK(before <= now);
  CHECK(now <= after);
}

TEST_CASE("steady time never goes back") {
  std::array<std::chrono::steady_clock::time_point, 1000> times;
  for (auto& time : times) time = system_clock().steady_now();
  CHECK(std::is_sorted(times.begin(), times.end()));
  CHECK(times.back() > times.front());
}
