#include "cli/question.h"

#include "base/text.h"

#include <array>
#include <cerrno>
#include <poll.h>
#include <string>
#include <termios.h>
#include <unistd.h>

namespace dnsward {

bool can_ask(const Console& console, Format format) {
  const bool hears = isatty(STDIN_FILENO) != 0;
  const bool out_shows = format == Format::text && console.out.is_terminal();
  return hears && (console.err.is_terminal() || out_shows);
}

Answer ask(Output& output, std::string_view question, int input_fd, int stop_fd) {
  tcflush(input_fd, TCIFLUSH);
  output.write(question);
  std::string line;
  while (line.find('\n') == std::string::npos) {
    std::array<pollfd, 2> events{{{stop_fd, POLLIN, 0}, {input_fd, POLLIN, 0}}};
    if (poll(events.data(), events.size(), -1) < 0 && errno != EINTR) return Answer::no;
    if (events[0].revents != 0) return Answer::stopped;
    if (events[1].revents == 0) continue;
    std::array<char, 256> buffer{};
    const auto count = read(input_fd, buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) {
      output.write("\n");
      return Answer::no;
    }
    line.append(buffer.data(), static_cast<std::size_t>(count));
  }
  const auto word = trim(std::string_view(line).substr(0, line.find('\n')));
  const bool agrees = equal_ignoring_case(word, "y") || equal_ignoring_case(word, "yes");
  return agrees ? Answer::yes : Answer::no;
}

}  // namespace dnsward
