// A clock that stands still until a test moves it; safe to use from many threads.
#pragma once

#include "base/clock.h"

#include <atomic>

namespace dnsward::test {

class FakeClock : public Clock {
 public:
  [[nodiscard]] std::chrono::system_clock::time_point now() const override {
    using std::chrono::sys_days;
    constexpr std::chrono::year_month_day start{std::chrono::year{2030}, std::chrono::January,
                                                std::chrono::day{15}};
    return sys_days{start} + passed_.load();
  }

  [[nodiscard]] std::chrono::steady_clock::time_point steady_now() const override {
    return std::chrono::steady_clock::time_point{} + passed_.load();
  }

  void advance(std::chrono::seconds by) { passed_ = passed_.load() + by; }

 private:
  std::atomic<std::chrono::seconds> passed_{std::chrono::seconds{0}};
};

}  // namespace dnsward::test
