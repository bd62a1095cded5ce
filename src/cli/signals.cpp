#include "cli/signals.h"

#include <array>
#include <cstdint>
#include <poll.h>
#include <string_view>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <system_error>
#include <unistd.h>

namespace dnsward {
namespace {

sigset_t signals_to_watch() {
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction action = {};
    const bool known = sigaction(signal, nullptr, &action) == 0;
    // nohup and shells that start a job in the background ignore signals on purpose.
    if (known && action.sa_handler != SIG_IGN) sigaddset(&set, signal);
  }
  return set;
}

int checked(int fd) {
  if (fd < 0) throw std::system_error(errno, std::generic_category(), "watching for signals");
  return fd;
}

void raise_flag(int event_fd) {
  const std::uint64_t one = 1;
  // An eventfd takes a small number unless its counter is full, which is as good.
  [[maybe_unused]] const auto written = write(event_fd, &one, sizeof one);
}

void say_stopping() {
  // A terminal shows ^C where the cursor was: the sentence starts a line of its own.
  const std::string_view text = isatty(STDERR_FILENO) != 0
                                    ? "\nstopping: no new write is started; "
                                      "a second signal ends the run at once\n"
                                    : "stopping: no new write is started; "
                                      "a second signal ends the run at once\n";
  [[maybe_unused]] const auto written = write(STDERR_FILENO, text.data(), text.size());
}

}  // namespace

SignalWatch::SignalWatch() {
  const auto set = signals_to_watch();
  signal_fd_ = checked(signalfd(-1, &set, SFD_CLOEXEC));
  stopped_fd_ = checked(eventfd(0, EFD_CLOEXEC));
  quit_fd_ = checked(eventfd(0, EFD_CLOEXEC));
  pthread_sigmask(SIG_BLOCK, &set, &old_mask_);
  thread_ = std::thread([this] { watch(); });
}

SignalWatch::~SignalWatch() {
  raise_flag(quit_fd_);
  thread_.join();
  pthread_sigmask(SIG_SETMASK, &old_mask_, nullptr);
  for (const int fd : {signal_fd_, stopped_fd_, quit_fd_}) close(fd);
}

void SignalWatch::watch() {
  for (;;) {
    std::array<pollfd, 2> events{{{signal_fd_, POLLIN, 0}, {quit_fd_, POLLIN, 0}}};
    if (poll(events.data(), events.size(), -1) < 0) continue;
    if (events[0].revents == 0) return;
    signalfd_siginfo info = {};
    if (read(signal_fd_, &info, sizeof info) != sizeof info) continue;
    const int signal = static_cast<int>(info.ssi_signo);
    if (signal_ != 0) _exit(128 + signal);
    signal_ = signal;
    say_stopping();
    stop_.request_stop();
    raise_flag(stopped_fd_);
  }
}

}  // namespace dnsward
