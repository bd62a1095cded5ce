// SIGINT, SIGTERM and SIGHUP as a request to stop.
#pragma once

#include <atomic>
#include <csignal>
#include <stop_token>
#include <thread>

namespace dnsward {

/// While it lives, the first signal asks for a stop and says so on standard error; the second ends
/// the process at once. A signal that was ignored when the program started stays ignored. Make it
/// before the first thread, for threads inherit the signal mask.
class SignalWatch {
 public:
  SignalWatch();
  ~SignalWatch();
  SignalWatch(const SignalWatch&) = delete;
  SignalWatch& operator=(const SignalWatch&) = delete;

  [[nodiscard]] std::stop_token token() const { return stop_.get_token(); }

  /// The first signal that came; 0: none.
  [[nodiscard]] int signal() const { return signal_; }

  /// Readable once a signal came, for poll(2).
  [[nodiscard]] int stop_fd() const { return stopped_fd_; }

 private:
  void watch();

  sigset_t old_mask_ = {};
  int signal_fd_ = -1;
  int stopped_fd_ = -1;
  int quit_fd_ = -1;
  std::atomic<int> signal_ = 0;
  std::stop_source stop_;
  std::thread thread_;
};

}  // namespace dnsward
