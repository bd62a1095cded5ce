// Time as a value that tests replace.
#pragma once

#include <chrono>
#include <stop_token>

namespace dnsward {

class Clock {
 public:
  Clock() = default;
  Clock(const Clock&) = delete;
  Clock& operator=(const Clock&) = delete;
  virtual ~Clock() = default;

  /// Wall time in UTC, for date serials and reports.
  [[nodiscard]] virtual std::chrono::system_clock::time_point now() const = 0;
  /// For deadlines; never goes back.
  [[nodiscard]] virtual std::chrono::steady_clock::time_point steady_now() const = 0;
  /// Waits until then, or until `stop` is requested. Returns whether the time has come.
  virtual bool sleep_until(std::chrono::steady_clock::time_point moment,
                           const std::stop_token& stop) const = 0;
};

/// The machine's clock.
[[nodiscard]] const Clock& system_clock();

}  // namespace dnsward
