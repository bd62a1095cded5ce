#include "providers/zonefile/atomic_file.h"

#include "providers/zonefile/files_support.h"
#include "providers/zonefile/temporary_file.h"

#include <doctest/doctest.h>

#include <array>
#include <fcntl.h>
#include <filesystem>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

using namespace dnsward;
using namespace dnsward::zonefile;
using test::problem;
using test::TemporaryDirectory;

namespace {

namespace fs = std::filesystem;
using Names = std::vector<std::string>;

struct stat state(const std::string& path) {
  struct stat info {};

  REQUIRE(::stat(path.c_str(), &info) == 0);
  return info;
}

FileIdentity identity(const std::string& path) {
  const auto contents = read_file(path);
  REQUIRE(contents);
  return contents->identity;
}

/// Lets the child that becomes nobody enter.
void open_to_all(const TemporaryDirectory& directory) {
  REQUIRE(::chmod(directory.path().c_str(), 0777) == 0);
}

const std::string whole = " | the old file is whole";

}  // namespace

TEST_CASE("a file is read whole") {
  const TemporaryDirectory directory;
  const std::string path = directory / "zone";
  for (const std::size_t size : {0U, 1U, 4095U, 4096U, 1000000U}) {
    const std::string text(size, 'z');
    test::write_text(path, text);
    const auto contents = read_file(path);
    REQUIRE(contents);
    CHECK(contents->text == text);
  }
}

TEST_CASE("what is no readable regular file is refused") {
  const TemporaryDirectory directory;
  const auto read = [&](const std::string& name) { return problem(read_file(directory / name)); };
  CHECK(read("none") == "cannot read \"" + (directory / "none") + "\": No such file or directory");
  CHECK(read_file(directory / "none").error().kind == ErrorKind::not_found);
  CHECK(read("") == '"' + (directory / "") + "\" is not a regular file");
  REQUIRE(::mkfifo((directory / "pipe").c_str(), 0600) == 0);
  CHECK(read("pipe") == '"' + (directory / "pipe") + "\" is not a regular file");
  test::write_text(directory / "huge", "");
  REQUIRE(::truncate((directory / "huge").c_str(), (off_t{256} << 20U) + 1) == 0);
  CHECK(read("huge") == '"' + (directory / "huge") + "\" is larger than 256 MiB");
  test::write_text(directory / "secret", "");
  REQUIRE(::chmod((directory / "secret").c_str(), 0) == 0);
  open_to_all(directory);
  const auto answer = test::in_child([&] {
    test::become_nobody();
    return read("secret");
  });
  CHECK(answer == "cannot read \"" + (directory / "secret") + "\": Permission denied");
}

TEST_CASE("an edit within one tick of the clock is seen") {
  const TemporaryDirectory directory;
  const std::string path = directory / "zone";
  test::write_text(path, "old");
  const auto before = identity(path);
  CHECK(identity(path) == before);
  test::write_text(path, "new");
  const std::array times{state(path).st_atim, state(path).st_mtim};
  CHECK(::utimensat(AT_FDCWD, path.c_str(), times.data(), 0) == 0);
  CHECK(identity(path) != before);
}

TEST_CASE("a replaced file keeps mode, owner and attributes, and nothing else is left") {
  const TemporaryDirectory directory;
  const std::string path = directory / "zone";
  for (const mode_t mode : {0600U, 0640U, 0664U, 0666U}) {
    test::write_text(path, "old");
    REQUIRE(::chmod(path.c_str(), mode) == 0);
    if (::geteuid() == 0) REQUIRE(::chown(path.c_str(), 65534, 12345) == 0);
    const bool has_attributes = ::setxattr(path.c_str(), "user.note", "n", 1, 0) == 0;
    const auto before = state(path);
    REQUIRE(problem(replace_file(path, "new text", identity(path))) == "");
    CHECK(test::read_text(path) == "new text");
    CHECK(state(path).st_mode == before.st_mode);
    CHECK(state(path).st_uid == before.st_uid);
    CHECK(state(path).st_gid == before.st_gid);
    CHECK(state(path).st_ino != before.st_ino);
    std::array<char, 4> note{};
    if (has_attributes) CHECK(::getxattr(path.c_str(), "user.note", note.data(), 4) == 1);
    CHECK(test::names_in(directory.path()) == Names{"zone"});
    REQUIRE(fs::remove(path));
  }
}

TEST_CASE("symbolic links are followed to their target and stay") {
  const TemporaryDirectory directory;
  fs::create_directory(directory / "store");
  fs::create_directory(directory / "zones");
  test::write_text(directory / "store/zone", "old");
  fs::create_symlink("../store/zone", directory / "zones/middle");
  fs::create_symlink("middle", directory / "zones/link");
  const std::string link = directory / "zones/link";
  CHECK(problem(replace_file(link, "new", identity(link))) == "");
  CHECK(test::read_text(directory / "store/zone") == "new");
  CHECK(fs::is_symlink(link));
  CHECK(fs::is_symlink(directory / "zones/middle"));
  CHECK(test::names_in(directory / "store") == Names{"zone"});
  CHECK(test::names_in(directory / "zones") == Names{"link", "middle"});
}

TEST_CASE("a file that is not the one that was read is left alone") {
  const TemporaryDirectory directory;
  const std::string path = directory / "zone";
  const std::string other = directory / "other";
  const auto check_refused = [&](const FileIdentity& seen, const std::string& now) {
    const auto result = replace_file(path, "new", seen);
    CHECK(problem(result) == '"' + path + "\" changed since it was read | run again");
    CHECK(result.error().kind == ErrorKind::changed);
    CHECK(test::read_text(path) == now);
    CHECK(test::names_in(directory.path()) == Names{"other", "zone"});
  };
  test::write_text(other, "old");
  test::write_text(path, "old");
  const auto seen = identity(path);
  test::write_text(path, "hand");
  check_refused(seen, "hand");
  test::write_text(path, "old");
  check_refused(seen, "old");  // the same text, written anew
  fs::rename(other, path);
  test::write_text(other, "other");
  check_refused(seen, "old");  // another file with the same text
  const auto linked = identity(path);
  fs::rename(path, directory / "moved");
  fs::rename(other, path);
  fs::rename(directory / "moved", other);
  check_refused(linked, "other");
  fs::remove(path);
  CHECK(problem(replace_file(path, "new", linked)) ==
        "cannot find \"" + path + "\": No such file or directory");
}

TEST_CASE("files that must not be replaced are refused") {
  const TemporaryDirectory directory;
  const std::string path = directory / "zone";
  test::write_text(path, "old");
  open_to_all(directory);
  const auto replace = [&] {
    return test::in_child([&] {
      const auto seen = read_file(path);
      test::become_nobody();
      return seen ? problem(replace_file(path, "new", seen->identity)) : problem(seen);
    });
  };
  REQUIRE(::chmod(path.c_str(), 0444) == 0);
  CHECK(replace() == "cannot write \"" + path +
                         "\": Permission denied | give the user of this program write permission");
  if (::geteuid() == 0) {
    REQUIRE(::chmod(path.c_str(), 0666) == 0);
    CHECK(replace() == "cannot keep the owner of \"" + path +
                           "\": Operation not permitted | run as that file's owner");
  }
  REQUIRE(::chmod(path.c_str(), 0666) == 0);
  REQUIRE(::chmod(directory.path().c_str(), 0555) == 0);
  CHECK(replace() == "cannot write beside \"" + path +
                         "\": Permission denied | the zone file itself is unchanged");
  REQUIRE(::chmod(directory.path().c_str(), 0755) == 0);
  fs::create_hard_link(path, directory / "second");
  CHECK(problem(replace_file(path, "new", identity(path))) ==
        '"' + path +
            "\" has 2 hard links, and its other names would keep the old text | use symbolic links "
            "instead");
  CHECK(test::read_text(path) == "old");
  CHECK(test::names_in(directory.path()) == Names{"second", "zone"});
}

TEST_CASE("what a killed run left behind is removed, what a running one holds is not") {
  const TemporaryDirectory directory;
  const std::string path = directory / "zone";
  const std::string temporary = directory / temporary_name("zone");
  test::write_text(path, "old");
  test::write_text(temporary, "half of the ne");
  CHECK(problem(replace_file(path, "new", identity(path))) == "");
  CHECK(test::read_text(path) == "new");
  CHECK(test::names_in(directory.path()) == Names{"zone"});

  const int held = ::open(temporary.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  REQUIRE(::flock(held, LOCK_EX) == 0);
  const auto busy = replace_file(path, "newer", identity(path));
  CHECK(problem(busy) == '"' + path + "\" is being written by another run | run again");
  CHECK(busy.error().kind == ErrorKind::changed);
  CHECK(test::names_in(directory.path()) == Names{temporary_name("zone"), "zone"});
  ::close(held);
  CHECK(problem(replace_file(path, "newer", identity(path))) == "");
  CHECK(test::read_text(path) == "newer");

  test::write_text(directory / "victim", "v");
  fs::create_symlink("victim", temporary);
  CHECK(problem(replace_file(path, "newest", identity(path))) ==
        "cannot write \"" + path +
            "\": Too many levels of symbolic links | remove the temporary "
            "file \"" +
            temporary_name("zone") + "\" beside it");
  CHECK(test::read_text(directory / "victim") == "v");
  CHECK(test::read_text(path) == "newer");
}

TEST_CASE("the temporary name is hidden, fits, and is one for each file") {
  CHECK(temporary_name("example.com.zone") == ".example.com.zone.dnsward-tmp");
  const std::string longest(255, 'a');
  CHECK(temporary_name(longest).size() <= 255);
  CHECK(temporary_name(longest) != temporary_name(std::string(254, 'a') + 'b'));
  const TemporaryDirectory directory;
  test::write_text(directory / longest, "old");
  CHECK(problem(replace_file(directory / longest, "new", identity(directory / longest))) == "");
  CHECK(test::names_in(directory.path()) == Names{longest});
}
