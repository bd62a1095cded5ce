#include "providers/zonefile/temporary_file.h"

#include <cerrno>
#include <fcntl.h>
#include <functional>
#include <string_view>
#include <sys/file.h>
#include <sys/xattr.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace dnsward::zonefile {
namespace {

constexpr std::size_t longest_name = 255;  // NAME_MAX
constexpr std::string_view suffix = ".dnsward-tmp";
constexpr const char* access_list = "system.posix_acl_access";

/// The same file is open as `fd` and stands as `name` in `directory`.
bool is_at(int fd, int directory, const std::string& name) {
  struct stat open_file {};

  struct stat named {};

  return ::fstat(fd, &open_file) == 0 &&
         ::fstatat(directory, name.c_str(), &named, AT_SYMLINK_NOFOLLOW) == 0 &&
         open_file.st_dev == named.st_dev && open_file.st_ino == named.st_ino;
}

/// Whoever holds the lock of the file at the temporary name alone may rename or unlink it; so the
/// file of a run that lives is never taken away, and one with a free lock has no run any more.
enum class Lock { held, busy, unknown };

Lock lock(int fd) {
  while (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
    if (errno == EINTR) continue;
    return errno == EWOULDBLOCK ? Lock::busy : Lock::unknown;
  }
  return Lock::held;
}

tl::unexpected<Error> busy(const std::string& shown) {
  return fail(ErrorKind::changed, '"' + shown + "\" is being written by another run", "run again");
}

/// Removes what a killed run left at `name`.
Result<void> remove_stale(int directory, const std::string& name, const std::string& shown) {
  const Descriptor stale(
      ::openat(directory, name.c_str(), O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (!stale.is_open() && errno == ENOENT) return {};
  const std::string hint = "remove the temporary file \"" + name + "\" beside it";
  if (!stale.is_open()) return system_failure("write", shown, errno, hint);
  const Lock state = lock(stale.get());
  if (state == Lock::busy) return busy(shown);
  if (state == Lock::unknown) return system_failure("write", shown, EEXIST, hint);
  if (!is_at(stale.get(), directory, name)) return {};
  if (::unlinkat(directory, name.c_str(), 0) != 0 && errno != ENOENT) {
    return system_failure("write", shown, errno, hint);
  }
  return {};
}

std::vector<std::string> attribute_names(int fd) {
  const ssize_t size = ::flistxattr(fd, nullptr, 0);
  if (size <= 0) return {};
  std::string list(static_cast<std::size_t>(size), '\0');
  const ssize_t got = ::flistxattr(fd, list.data(), list.size());
  if (got <= 0) return {};
  list.resize(static_cast<std::size_t>(got));
  std::vector<std::string> names;
  for (std::size_t at = 0; at < list.size(); at += names.back().size() + 1) {
    names.emplace_back(list.c_str() + at);
  }
  return names;
}

bool copy_attribute(int from, int to, const std::string& name) {
  const ssize_t size = ::fgetxattr(from, name.c_str(), nullptr, 0);
  if (size < 0) return false;
  std::string value(static_cast<std::size_t>(size), '\0');
  const ssize_t got = ::fgetxattr(from, name.c_str(), value.data(), value.size());
  if (got < 0) return false;
  return ::fsetxattr(to, name.c_str(), value.data(), static_cast<std::size_t>(got), 0) == 0;
}

}  // namespace

std::string temporary_name(const std::string& name) {
  if (name.size() + 1 + suffix.size() <= longest_name) return '.' + name + std::string(suffix);
  return '.' + name.substr(0, 200) + '-' + std::to_string(std::hash<std::string>{}(name)) +
         std::string(suffix);
}

Result<TemporaryFile> TemporaryFile::create(int directory, const std::string& name,
                                            std::string shown) {
  const std::string hidden = temporary_name(name);
  constexpr int attempts = 8;  // each one lost to another run that came or went in between
  for (int i = 0; i < attempts; ++i) {
    Descriptor file(::openat(directory, hidden.c_str(),
                             O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (file.is_open()) {
      // Between its making and its locking another run may have taken it for a stale one.
      if (lock(file.get()) == Lock::busy || !is_at(file.get(), directory, hidden)) continue;
      return TemporaryFile(directory, hidden, std::move(file), std::move(shown));
    }
    if (errno != EEXIST) {
      return system_failure("write beside", shown, errno, "the zone file itself is unchanged");
    }
    if (auto removed = remove_stale(directory, hidden, shown); !removed) {
      return fail(std::move(removed.error()));
    }
  }
  return busy(shown);
}

TemporaryFile::TemporaryFile(int directory, std::string name, Descriptor file, std::string shown)
    : directory_(directory),
      name_(std::move(name)),
      file_(std::move(file)),
      shown_(std::move(shown)) {}

TemporaryFile::TemporaryFile(TemporaryFile&& other) noexcept
    : directory_(other.directory_),
      name_(std::exchange(other.name_, {})),
      file_(std::move(other.file_)),
      shown_(std::move(other.shown_)) {}

TemporaryFile::~TemporaryFile() {
  if (!name_.empty()) ::unlinkat(directory_, name_.c_str(), 0);
}

tl::unexpected<Error> TemporaryFile::failure(int error) const {
  const bool full = error == ENOSPC || error == EDQUOT || error == EFBIG;
  return system_failure("write", shown_, error,
                        full ? "make room on the disk and run again; the old file is whole"
                             : "the old file is whole");
}

Result<void> TemporaryFile::fill(const std::string& text) {
  std::string_view rest = text;
  while (!rest.empty()) {
    const ssize_t written = ::write(file_.get(), rest.data(), rest.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return failure(errno);
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

Result<void> TemporaryFile::look_like(int old_file, const struct stat& old_state) {
  struct stat mine {};

  if (::fstat(file_.get(), &mine) != 0) return failure(errno);
  const bool same_owner = mine.st_uid == old_state.st_uid && mine.st_gid == old_state.st_gid;
  if (!same_owner && ::fchown(file_.get(), old_state.st_uid, old_state.st_gid) != 0) {
    return system_failure("keep the owner of", shown_, errno, "run as that file's owner");
  }
  // A default list of the directory would give the new file rights that the old one lacks.
  ::fremovexattr(file_.get(), access_list);
  if (::fchmod(file_.get(), old_state.st_mode & 07777U) != 0) return failure(errno);
  for (const auto& name : attribute_names(old_file)) {
    // Security modules label a new file themselves and may forbid to copy a label.
    const bool optional = name.rfind("security.", 0) == 0 || name.rfind("trusted.", 0) == 0;
    if (!copy_attribute(old_file, file_.get(), name) && !optional) return failure(errno);
  }
  return {};
}

Result<void> TemporaryFile::sync() {
  while (::fsync(file_.get()) != 0) {
    if (errno != EINTR) return failure(errno);
  }
  return {};
}

Result<void> TemporaryFile::rename_to(const std::string& name) {
  if (::renameat(directory_, name_.c_str(), directory_, name.c_str()) != 0) return failure(errno);
  name_.clear();
  return {};
}

}  // namespace dnsward::zonefile
