// A clock that moves only when a test moves it or somebody waits; safe to use from many threads.
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

  /// Nobody waits in a test: the time comes at once, and moves everybody's clock.
  bool sleep_until(std::chrono::steady_clock::time_point moment,
                   const std::stop_token& stop) const override {
    if (stop.stop_requested()) return false;
    const auto wanted = moment.time_since_epoch();
    auto passed = passed_.load();
    while (passed < wanted && !passed_.compare_exchange_weak(passed, wanted)) {
    }
    return true;
  }

  void advance(std::chrono::nanoseconds by) { passed_ = passed_.load() + by; }

 private:
  mutable std::atomic<std::chrono::nanoseconds> passed_{std::chrono::nanoseconds{0}};
};

}  // namespace dnsward::test
