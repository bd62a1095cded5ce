#include "cli/progress.h"

#include <fmt/format.h>

#include <utility>

namespace dnsward {
namespace {

constexpr auto quiet_time = std::chrono::milliseconds(300);
constexpr auto redraw_time = std::chrono::milliseconds(100);
constexpr std::string_view erase_line = "\r\x1b[K";

}  // namespace

std::string progress_line(std::string_view verb, std::size_t done, std::size_t all) {
  constexpr std::size_t length = 30;
  const auto filled = all == 0 ? length : length * done / all;
  return fmt::format("{} [{:.<{}}] {}/{} domains", verb, std::string(filled, '#'), length, done,
                     all);
}

ProgressBar::ProgressBar(Output& output, const Clock& clock, std::string verb)
    : output_(output),
      clock_(clock),
      verb_(std::move(verb)),
      next_(clock.steady_now() + quiet_time) {}

ProgressBar::~ProgressBar() {
  if (drawn_) output_.write(erase_line);
}

void ProgressBar::update(std::size_t done, std::size_t all) {
  const auto now = clock_.steady_now();
  if (now < next_) return;
  next_ = now + redraw_time;
  drawn_ = true;
  output_.write(fmt::format("{}{}", erase_line, progress_line(verb_, done, all)));
}

}  // namespace dnsward
