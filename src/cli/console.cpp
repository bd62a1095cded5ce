#include "cli/console.h"

#include "base/environment.h"
#include "base/printable.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <memory>
#include <mutex>
#include <poll.h>
#include <sys/ioctl.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace dnsward {
namespace {

std::string environment(const char* name) {
  return process_environment()(name).value_or("");
}

bool is_coloured(ColourMode mode, const Output& output) {
  if (mode != ColourMode::automatic) return mode == ColourMode::always;
  return output.is_terminal() && environment("NO_COLOR").empty() && environment("TERM") != "dumb";
}

/// The terminal's width within reason; 80 for anything else, so that files do not depend on it.
std::size_t width_of(int fd) {
  constexpr std::size_t usual = 80;
  winsize size = {};
  const bool known = isatty(fd) != 0 && ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col != 0;
  return known ? std::clamp<std::size_t>(size.ws_col, 60, 160) : usual;
}

}  // namespace

void Output::write(std::string_view text) {
  while (!text.empty() && !closed_ && !failure_) {
    const auto written = ::write(fd_, text.data(), text.size());
    if (written >= 0) {
      text.remove_prefix(static_cast<std::size_t>(written));
      continue;
    }
    if (errno == EINTR) continue;
    if (errno == EAGAIN) {
      pollfd ready{fd_, POLLOUT, 0};
      poll(&ready, 1, -1);
    } else if (errno == EPIPE) {
      closed_ = true;
    } else {
      failure_ = Error{ErrorKind::io, fmt::format("cannot write to {}: {}", name_,
                                                  std::generic_category().message(errno))};
    }
  }
}

bool Output::is_terminal() const {
  return isatty(fd_) != 0;
}

Console Console::open(ColourMode colour, bool verbose) {
  Output out(STDOUT_FILENO, "standard output");
  Output err(STDERR_FILENO, "standard error");
  const TextStyle out_style{is_coloured(colour, out), width_of(STDOUT_FILENO), verbose};
  const TextStyle err_style{is_coloured(colour, err), width_of(STDERR_FILENO), verbose};
  return {std::move(out), std::move(err), out_style, err_style};
}

void Console::tell(const Error& error, std::string_view severity) {
  err.write(error_text(error, severity, err_style));
}

void Console::tell(const std::vector<Error>& errors) {
  for (const auto& error : errors) {
    if (&error != errors.data()) err.write("\n");
    tell(error);
  }
}

TraceSink trace_to(Console& console, bool verbose) {
  if (!verbose) return {};
  return [&console, mutex = std::make_shared<std::mutex>()](std::string_view line) {
    const std::lock_guard lock(*mutex);
    console.err.write(printable(line) + '\n');
  };
}

void prepare_standard_streams() {
  // They fail for unknown signals alone.
  static_cast<void>(std::signal(SIGPIPE, SIG_IGN));
  static_cast<void>(std::signal(SIGXFSZ, SIG_IGN));  // a file-size limit is an error, not the end
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    const bool is_open = fcntl(fd, F_GETFD) != -1 || errno != EBADF;
    // The lowest free descriptor is this one; without the right to write, writing still fails.
    if (!is_open) open("/dev/null", O_RDONLY);
  }
}

}  // namespace dnsward
