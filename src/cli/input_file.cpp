#include "cli/input_file.h"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <string_view>
#include <system_error>
#include <unistd.h>

namespace dnsward {
namespace {

tl::unexpected<Error> refuse_input(const std::string& shown, std::string message,
                                   std::string hint) {
  return fail(Error{ErrorKind::config, std::move(message), std::move(hint), SourcePos{shown}});
}

tl::unexpected<Error> unreadable_input(const std::string& shown, int error) {
  return refuse_input(
      shown, fmt::format("\"{}\" can't be read: {}", shown, std::generic_category().message(error)),
      error == ENOENT ? "check the name, or give the text on standard input"
                      : "check that it is a file that you may read");
}

Result<std::string> read_to_end(int fd, const std::string& shown, std::size_t most) {
  std::string text;
  std::array<char, 65536> buffer{};
  for (;;) {
    const auto count = ::read(fd, buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return unreadable_input(shown, errno);
    if (count == 0) return text;
    text.append(buffer.data(), static_cast<std::size_t>(count));
    if (text.size() > most) {
      return refuse_input(shown, fmt::format("\"{}\" has more than {} MiB", shown, most >> 20U),
                          "give the part of it that holds the records");
    }
  }
}

}  // namespace

Result<std::string> read_input(const std::string& path, const std::string& shown,
                               std::size_t most) {
  const bool standard = path == "-";
  const int fd = standard ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return unreadable_input(shown, errno);
  auto text = read_to_end(fd, shown, most);
  if (!standard) ::close(fd);
  if (!text) return text;
  if (text->find('\0') == std::string::npos) return text;
  return refuse_input(shown, fmt::format("\"{}\" has a zero octet, which no text has", shown),
                      "save it as UTF-8 text");
}

}  // namespace dnsward
