#include "cli/report_file.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

using namespace dnsward;
namespace fs = std::filesystem;

namespace {

struct Folder {
  fs::path path;

  Folder() {
    auto pattern = (fs::temp_directory_path() / "dnsward-report-XXXXXX").string();
    REQUIRE(mkdtemp(pattern.data()) != nullptr);
    path = pattern;
  }

  ~Folder() { fs::remove_all(path); }

  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  [[nodiscard]] std::size_t size() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(path), {}));
  }
};

std::string text_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("a report is written whole and leaves nothing else behind") {
  const Folder folder;
  const auto path = folder.path / "report.json";
  const std::string big(3'000'000, 'x');
  REQUIRE(check_report_file(path));
  REQUIRE(write_report_file(path, big));
  CHECK(text_of(path) == big);
  REQUIRE(write_report_file(path, "{}\n"));
  CHECK(text_of(path) == "{}\n");
  CHECK(folder.size() == 1);
}

TEST_CASE("an old report's readers keep the old one, and its mode stays") {
  const Folder folder;
  const auto path = folder.path / "report.json";
  std::ofstream(path) << "old";
  fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write);
  std::ifstream reader(path);
  REQUIRE(write_report_file(path, "new"));
  CHECK(std::string(std::istreambuf_iterator<char>(reader), {}) == "old");
  CHECK(fs::status(path).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
}

TEST_CASE("a symbolic link stays, and the file that it names is replaced") {
  const Folder folder;
  fs::create_directory(folder.path / "elsewhere");
  fs::create_symlink("elsewhere/real.json", folder.path / "link");
  REQUIRE(check_report_file(folder.path / "link"));
  REQUIRE(write_report_file(folder.path / "link", "x"));
  CHECK(fs::is_symlink(folder.path / "link"));
  CHECK(text_of(folder.path / "elsewhere" / "real.json") == "x");
  CHECK(folder.size() == 2);
}

TEST_CASE("a device is written to and stays one") {
  REQUIRE(check_report_file("/dev/null"));
  REQUIRE(write_report_file("/dev/null", "x"));
  CHECK(fs::is_character_file("/dev/null"));
  const auto full = write_report_file("/dev/full", "x");
  REQUIRE_FALSE(full);
  CHECK(full.error().message == "cannot write the report \"/dev/full\": No space left on device");
}

TEST_CASE("a place that cannot hold a report is told before the work") {
  const Folder folder;
  std::ofstream(folder.path / "file") << "x";
  const auto problem = [&](const fs::path& path) {
    const auto checked = check_report_file(path);
    REQUIRE_FALSE(checked);
    return checked.error().message;
  };
  const auto base = folder.path.string();
  CHECK(problem(folder.path) == "cannot write the report \"" + base + "\": Is a directory");
  CHECK(problem(folder.path / "none" / "r.json") ==
        "cannot write the report \"" + base + "/none/r.json\": No such file or directory");
  CHECK(problem(folder.path / "file" / "r.json") ==
        "cannot write the report \"" + base + "/file/r.json\": Not a directory");
}
