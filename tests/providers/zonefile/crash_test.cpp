#include "providers/zonefile/atomic_file.h"
#include "providers/zonefile/files_support.h"
#include "support/random.h"

#include <doctest/doctest.h>

#include <csignal>
#include <optional>
#include <sched.h>
#include <string>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace dnsward;
using namespace dnsward::zonefile;
using test::problem;
using test::TemporaryDirectory;

namespace {

using Names = std::vector<std::string>;

RRset txt(std::vector<Rdata> values) {
  RRset rrset{{*DomainName::parse("example.com"), RRType::txt}, 3600, std::move(values)};
  normalize(rrset);
  return rrset;
}

/// From what the zone holds to the other of its two states.
Change flip(const Snapshot& seen) {
  const Rdata mine = TxtData{std::string(3000, 'm')};
  Change change;
  change.key = txt({}).key;
  const auto* now = find(seen.rrsets, change.key);
  if (now != nullptr) change.before = *now;
  const bool has_mine = now != nullptr && now->rdata.size() == 2;
  change.after = has_mine ? txt({TxtData{"theirs"}}) : txt({TxtData{"theirs"}, mine});
  return change;
}

std::string zone_with(const std::string& more) {
  return "$TTL 3600\n@ IN SOA ns h 1 3600 600 86400 300\n@ IN NS ns\n@ IN TXT \"theirs\"\n" + more +
         "; " + std::string(6000, 'c') + "\n";
}

/// Without the serial, the only other thing that moves.
std::string without_serial(std::string text) {
  const auto begin = text.find("ns h ");
  const auto end = text.find(" 3600 600");
  if (begin == std::string::npos || end == std::string::npos) return "torn: " + text.substr(0, 80);
  return text.erase(begin + 5, end - begin - 5);
}

[[noreturn]] void write_until_killed(const std::string& directory) {
  const auto provider = test::provider_of(directory);
  const Zone zone{*DomainName::parse("example.com"), directory + "/example.com.zone"};
  const NameFilter filter{{zone.apex}};
  for (;;) {
    const auto seen = provider->read(zone, filter);
    if (!seen) ::_exit(3);
    const Change change = flip(*seen);
    if (!provider->write(zone, *seen, {&change, 1})) ::_exit(4);
  }
}

/// Replaces the file with `text` where a file may be no longer than `most` octets.
std::string replace_with_limit(const std::string& path, const std::string& text, rlim_t most) {
  return test::in_child([&] {
    const auto seen = read_file(path);
    const rlimit limit{most, most};
    if (!seen || ::signal(SIGXFSZ, SIG_IGN) == SIG_ERR) return std::string("not read");
    if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) return std::string("no limit");
    return problem(replace_file(path, text, seen->identity));
  });
}

}  // namespace

TEST_CASE("a run killed at any moment leaves the old or the new file, and the next run converges") {
  const TemporaryDirectory directory;
  const std::string path = directory / "example.com.zone";
  test::write_text(path, zone_with(""));
  const std::string plain = without_serial(zone_with(""));
  const std::string mine = "@ IN TXT " + to_text(Rdata(TxtData{std::string(3000, 'm')})) + '\n';
  const std::string added = without_serial(zone_with(mine));
  test::Random random(9);
  int interrupted = 0;
  for (int kill = 0; kill < 220; ++kill) {
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) write_until_killed(directory.path());
    for (std::size_t looks = random.below(30); looks > 0; --looks) {
      const auto now = without_serial(test::read_text(path));
      REQUIRE((now == plain || now == added));
    }
    REQUIRE(::kill(child, SIGKILL) == 0);
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(WIFSIGNALED(status));
    const auto now = without_serial(test::read_text(path));
    REQUIRE((now == plain || now == added));
    if (test::names_in(directory.path()).size() > 1) ++interrupted;
  }
  MESSAGE(interrupted << " of 220 kills left a temporary file");
  const auto provider = test::provider_of(directory.path());
  const Zone zone{*DomainName::parse("example.com"), path};
  const auto seen = provider->read(zone, {{zone.apex}});
  REQUIRE(seen);
  const Change change = flip(*seen);
  CHECK(problem(provider->write(zone, *seen, {&change, 1})) == "");
  CHECK(test::names_in(directory.path()) == Names{"example.com.zone"});
}

TEST_CASE("a file size limit leaves the old file whole") {
  const TemporaryDirectory directory;
  const std::string path = directory / "zone";
  test::write_text(path, "old");
  for (const rlim_t most : {0U, 1U, 5000U, 99999U}) {
    CHECK(replace_with_limit(path, std::string(100000, 'n'), most) ==
          "cannot write \"" + path +
              "\": File too large | make room on the disk and run again; the old file is whole");
    CHECK(test::read_text(path) == "old");
    CHECK(test::names_in(directory.path()) == Names{"zone"});
  }
  CHECK(replace_with_limit(path, std::string(100000, 'n'), 100000) == "");
  CHECK(test::read_text(path) == std::string(100000, 'n'));
}

TEST_CASE("a full disk leaves the old file whole") {
  const TemporaryDirectory directory;
  const std::string path = directory / "zone";
  const auto answer = test::in_child([&]() -> std::string {
    // A mount of its own, seen by this child alone and gone with it.
    if (::unshare(CLONE_NEWNS) != 0 ||
        ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
        ::mount("none", directory.path().c_str(), "tmpfs", 0, "size=64k") != 0) {
      return "skipped";
    }
    test::write_text(path, "old");
    const auto seen = read_file(path);
    if (!seen) return problem(seen);
    const auto failed = replace_file(path, std::string(100000, 'n'), seen->identity);
    const bool is_whole =
        test::read_text(path) == "old" && test::names_in(directory.path()) == Names{"zone"};
    return problem(failed) + (is_whole ? " [whole]" : " [broken]");
  });
  if (answer == "skipped") {
    MESSAGE("skipped: this user may not mount a tmpfs");
    return;
  }
  CHECK(answer == "cannot write \"" + path +
                      "\": No space left on device | make room on the disk and run again; the old "
                      "file is whole [whole]");
}
