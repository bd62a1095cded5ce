#include "cli/report_file.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <optional>
#include <string>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace dnsward {
namespace {

tl::unexpected<Error> refused(const std::filesystem::path& path, int code) {
  return fail(ErrorKind::io,
              fmt::format("cannot write the report \"{}\": {}", path.string(),
                          std::generic_category().message(code)),
              "name a file in a folder that you may write to");
}

/// What `path` is, links followed; nothing when it does not exist.
std::optional<struct stat> look_at(const std::filesystem::path& path) {
  struct stat status = {};
  if (stat(path.c_str(), &status) != 0) return std::nullopt;
  return status;
}

/// The file that a chain of links ends at, which need not exist.
std::filesystem::path target_of(std::filesystem::path path) {
  constexpr int most_links = 40;  // as Linux
  for (int i = 0; i < most_links; ++i) {
    std::error_code is_no_link;
    const auto next = std::filesystem::read_symlink(path, is_no_link);
    if (is_no_link) break;
    path = path.parent_path() / next;
  }
  return path;
}

std::filesystem::path folder_of(const std::filesystem::path& file) {
  return file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
}

class File {
 public:
  File(const std::filesystem::path& path, int flags)
      : fd_(open(path.c_str(), flags | O_WRONLY | O_CLOEXEC, 0666)) {}

  ~File() {
    if (fd_ >= 0) close(fd_);
  }

  File(const File&) = delete;
  File& operator=(const File&) = delete;

  [[nodiscard]] int fd() const { return fd_; }

  /// 0, or errno.
  [[nodiscard]] int write_all(std::string_view text) const {
    while (!text.empty()) {
      const auto written = write(fd_, text.data(), text.size());
      if (written < 0 && errno != EINTR) return errno;
      if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
    }
    return 0;
  }

 private:
  int fd_;
};

/// 0, or errno; the temporary file is gone after a failure.
int replace_file(const std::filesystem::path& target, std::string_view text) {
  const auto temporary =
      folder_of(target) / fmt::format(".{}.{}.tmp", target.filename().string(), getpid());
  unlink(temporary.c_str());  // of an earlier process that had our number
  int problem = 0;
  {
    const File file(temporary, O_CREAT | O_EXCL);
    if (file.fd() < 0) return errno;
    problem = file.write_all(text);
    const auto old = look_at(target);
    if (problem == 0 && old && fchmod(file.fd(), old->st_mode & 07777U) != 0) problem = errno;
    if (problem == 0 && fsync(file.fd()) != 0) problem = errno;
  }
  if (problem == 0 && std::rename(temporary.c_str(), target.c_str()) != 0) problem = errno;
  if (problem != 0) unlink(temporary.c_str());
  return problem;
}

}  // namespace

Result<void> check_report_file(const std::filesystem::path& path) {
  const auto status = look_at(path);
  if (status && S_ISDIR(status->st_mode)) return refused(path, EISDIR);
  const bool replaced = !status || S_ISREG(status->st_mode);
  const auto asked = replaced ? folder_of(target_of(path)) : path;
  if (replaced) {
    const auto folder = look_at(asked);
    if (!folder) return refused(path, errno);
    if (!S_ISDIR(folder->st_mode)) return refused(path, ENOTDIR);
  }
  if (access(asked.c_str(), replaced ? W_OK | X_OK : W_OK) != 0) return refused(path, errno);
  return {};
}

Result<void> write_report_file(const std::filesystem::path& path, std::string_view text) {
  const auto status = look_at(path);
  if (!status || S_ISREG(status->st_mode)) {
    const int problem = replace_file(target_of(path), text);
    if (problem != 0) return refused(path, problem);
    return {};
  }
  const File file(path, 0);
  const int problem = file.fd() < 0 ? errno : file.write_all(text);
  // A reader that went away wants no report.
  if (problem != 0 && problem != EPIPE) return refused(path, problem);
  return {};
}

}  // namespace dnsward
