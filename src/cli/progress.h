// How far a run is, as one line on a terminal that goes away at the end.
#pragma once

#include "base/clock.h"
#include "cli/console.h"

#include <chrono>
#include <cstddef>
#include <string>

namespace dnsward {

/// Nothing is drawn in the first moments, so that short runs do not flicker. Calls come one at a
/// time.
class ProgressBar {
 public:
  ProgressBar(Output& output, const Clock& clock, std::string verb);
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  void update(std::size_t done, std::size_t all);

 private:
  Output& output_;
  const Clock& clock_;
  std::string verb_;
  std::chrono::steady_clock::time_point next_;
  bool drawn_ = false;
};

/// "reading   [#####.....]  500/1000 domains", within 79 columns.
[[nodiscard]] std::string progress_line(std::string_view verb, std::size_t done, std::size_t all);

}  // namespace dnsward
