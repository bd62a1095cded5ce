#include "providers/zonefile/atomic_file.h"

#include "providers/zonefile/descriptor.h"
#include "providers/zonefile/temporary_file.h"

#include <climits>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace dnsward::zonefile {
namespace {

constexpr off_t most_octets = off_t{256} * 1024 * 1024;

/// FNV-1a. It tells edits apart, it does not defend: who could forge it can write the file.
std::uint64_t checksum(std::string_view text) {
  std::uint64_t sum = 0xcbf29ce484222325U;
  for (const char c : text) sum = (sum ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  return sum;
}

std::string state_of(const struct stat& info) {
  const auto time = [](const timespec& t) {
    return std::to_string(t.tv_sec) + '.' + std::to_string(t.tv_nsec);
  };
  return std::to_string(info.st_dev) + ':' + std::to_string(info.st_ino) + ':' +
         std::to_string(info.st_size) + ':' + time(info.st_mtim) + ':' + time(info.st_ctim);
}

tl::unexpected<Error> changed(const std::string& path) {
  return fail(ErrorKind::changed, '"' + path + "\" changed since it was read", "run again");
}

Result<std::string> read_all(int fd, const std::string& path, std::size_t size) {
  std::string text(size + 1, '\0');  // one more, to see the end without growing
  std::size_t length = 0;
  for (;;) {
    if (length == text.size()) text.resize(text.size() * 2);
    const ssize_t got = ::read(fd, text.data() + length, text.size() - length);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return system_failure("read", path, errno);
    if (got == 0) break;
    length += static_cast<std::size_t>(got);
    if (length > static_cast<std::size_t>(most_octets)) return changed(path);
  }
  text.resize(length);
  return text;
}

Result<FileContents> read_open(int fd, const std::string& path) {
  struct stat before {};

  if (::fstat(fd, &before) != 0) return system_failure("read", path, errno);
  if (!S_ISREG(before.st_mode)) {
    return fail(ErrorKind::unsupported, '"' + path + "\" is not a regular file");
  }
  if (before.st_size > most_octets) {
    return fail(ErrorKind::unsupported, '"' + path + "\" is larger than 256 MiB");
  }
  auto text = read_all(fd, path, static_cast<std::size_t>(before.st_size));
  if (!text) return fail(std::move(text.error()));

  struct stat after {};

  if (::fstat(fd, &after) != 0) return system_failure("read", path, errno);
  if (state_of(before) != state_of(after)) {
    return fail(ErrorKind::changed, '"' + path + "\" changed while it was read", "run again");
  }
  FileIdentity identity{state_of(after) + ':' + std::to_string(checksum(*text))};
  return FileContents{std::move(*text), std::move(identity)};
}

Result<std::string> resolve(const std::string& path) {
  const std::unique_ptr<char, decltype(&std::free)> resolved(::realpath(path.c_str(), nullptr),
                                                             &std::free);
  if (!resolved) return system_failure("find", path, errno);
  return std::string(resolved.get());
}

/// The file to replace: its directory, its name there, and the file as it is now.
struct Target {
  Descriptor directory;
  std::string name;
  Descriptor old_file;
};

Result<Target> open_target(const std::string& path) {
  auto resolved = resolve(path);
  if (!resolved) return fail(std::move(resolved.error()));
  const auto slash = resolved->rfind('/');
  const std::string folder = slash == 0 ? "/" : resolved->substr(0, slash);
  Descriptor directory(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!directory.is_open()) return system_failure("open directory", folder, errno);
  std::string name = resolved->substr(slash + 1);
  Descriptor old_file(
      ::openat(directory.get(), name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (!old_file.is_open()) return system_failure("read", path, errno);
  return Target{std::move(directory), std::move(name), std::move(old_file)};
}

/// The kernel's own answer, so root may write what it could write in place.
Result<struct stat> check_replaceable(const Target& target, const std::string& path) {
  struct stat info {};

  if (::fstat(target.old_file.get(), &info) != 0) return system_failure("read", path, errno);
  if (::faccessat(target.directory.get(), target.name.c_str(), W_OK, AT_EACCESS) != 0) {
    return system_failure("write", path, errno, "give the user of this program write permission");
  }
  if (info.st_nlink > 1) {
    return fail(ErrorKind::unsupported,
                '"' + path + "\" has " + std::to_string(info.st_nlink) +
                    " hard links, and its other names would keep the old text",
                "use symbolic links instead");
  }
  return info;
}

/// The last look: the name still leads to the file that was read, in the state that was read.
Result<void> check_unchanged(const Target& target, const std::string& path,
                             const FileIdentity& expected) {
  struct stat by_path {};

  struct stat by_name {};

  if (::stat(path.c_str(), &by_path) != 0 ||
      ::fstatat(target.directory.get(), target.name.c_str(), &by_name, AT_SYMLINK_NOFOLLOW) != 0) {
    return changed(path);
  }
  if (state_of(by_path) != state_of(by_name)) return changed(path);
  if (::lseek(target.old_file.get(), 0, SEEK_SET) != 0) return system_failure("read", path, errno);
  const auto now = read_open(target.old_file.get(), path);
  if (!now || now->identity != expected) return changed(path);
  if (expected.value.rfind(state_of(by_name) + ':', 0) != 0) return changed(path);
  return {};
}

Result<void> sync_directory(const Target& target, const std::string& path) {
  while (::fsync(target.directory.get()) != 0) {
    if (errno == EINTR) continue;
    if (errno == EINVAL || errno == ENOTSUP) break;  // a file system without directory fsync
    return system_failure("make durable the new", path, errno, "run again to see what it holds");
  }
  return {};
}

}  // namespace

tl::unexpected<Error> system_failure(std::string_view doing, const std::string& path, int error,
                                     std::string hint) {
  const bool missing = error == ENOENT || error == ENOTDIR;
  return fail(missing ? ErrorKind::not_found : ErrorKind::io,
              "cannot " + std::string(doing) + " \"" + path +
                  "\": " + std::generic_category().message(error),
              std::move(hint));
}

Result<FileContents> read_file(const std::string& path) {
  // O_NONBLOCK: opening a named pipe must not wait for its writer.
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  if (!file.is_open()) return system_failure("read", path, errno);
  return read_open(file.get(), path);
}

Result<void> replace_file(const std::string& path, const std::string& text,
                          const FileIdentity& expected) {
  const auto target = open_target(path);
  if (!target) return fail(target.error());
  const auto old_state = check_replaceable(*target, path);
  if (!old_state) return fail(old_state.error());
  auto temporary = TemporaryFile::create(target->directory.get(), target->name, path);
  if (!temporary) return fail(std::move(temporary.error()));
  if (auto done = temporary->fill(text); !done) return done;
  if (auto done = temporary->look_like(target->old_file.get(), *old_state); !done) return done;
  if (auto done = temporary->sync(); !done) return done;
  if (auto done = check_unchanged(*target, path, expected); !done) return done;
  if (auto done = temporary->rename_to(target->name); !done) return done;
  return sync_directory(*target, path);
}

}  // namespace dnsward::zonefile
