// Standard output and error as the commands use them: whole writes, remembered failures, styles.
#pragma once

#include "app/error_text.h"
#include "base/error.h"
#include "cli/app_options.h"
#include "http/trace.h"

#include <optional>
#include <string>
#include <string_view>

namespace dnsward {

/// A file descriptor that text goes to. A reader that has gone away (`| head`) is no failure: what
/// follows is dropped. After a failure nothing more is written.
class Output {
 public:
  Output(int fd, std::string name) : fd_(fd), name_(std::move(name)) {}

  void write(std::string_view text);
  [[nodiscard]] bool is_terminal() const;

  /// Why the text is not whole; nothing for a reader that went away.
  [[nodiscard]] const std::optional<Error>& failure() const { return failure_; }

 private:
  int fd_;
  std::string name_;
  bool closed_ = false;
  std::optional<Error> failure_;
};

struct Console {
  Output out;
  Output err;
  TextStyle out_style;
  TextStyle err_style;

  [[nodiscard]] static Console open(ColourMode colour, bool verbose);

  /// On standard error, with its place, line and hint.
  void tell(const Error& error, std::string_view severity = "error");
  /// Several errors with an empty line between them.
  void tell(const std::vector<Error>& errors);
};

/// Where the requests of a run are shown with -v: standard error, a line at once. Workers share it.
[[nodiscard]] TraceSink trace_to(Console& console, bool verbose);

/// Descriptors 0, 1 and 2 are open after this: otherwise a file that the program opens could become
/// its standard output. Writing to one that was closed still fails. A closed pipe no longer ends
/// the process.
void prepare_standard_streams();

}  // namespace dnsward
