#include "providers/zonefile/files_support.h"
#include "providers/zonefile/zone_files.h"

#include <doctest/doctest.h>

#include <filesystem>

using namespace dnsward;
using namespace dnsward::zonefile;
using test::problem;
using test::TemporaryDirectory;

namespace {

namespace fs = std::filesystem;

const std::string head = "$TTL 60\n@ SOA ns h 7 1 1 1 1\n@ NS ns\n";
const std::string raised = "$TTL 60\n@ SOA ns h 8 1 1 1 1\n@ NS ns\n";

DomainName apex() {
  return *DomainName::parse("example.com");
}

/// A zone directory beside a secret that no zone may include.
struct Place {
  TemporaryDirectory top;
  std::string zones = top / "zones";
  std::string main = zones + "/example.com.zone";

  Place() {
    fs::create_directory(zones);
    fs::create_directory(zones + "/parts");
    test::write_text(top / "secret", "secret TXT s\n");
  }

  [[nodiscard]] std::string read(const std::string& text) const {
    test::write_text(main, text);
    const auto files = read_zone_files(apex(), main, zones);
    return files ? std::to_string(files->zone.records.size()) + " records" : problem(files);
  }

  [[nodiscard]] Result<Receipt> write(const std::string& owner) const {
    const auto provider = test::provider_of(zones);
    RRset after{{*DomainName::parse(owner), RRType::txt}, 60, {TxtData{"v"}}};
    const Change change{after.key, std::nullopt, after, {}, {}};
    return provider->write({apex(), main}, {}, {&change, 1});
  }
};

}  // namespace

TEST_CASE("included files are found beside the file that includes them, or in the directory") {
  const Place place;
  test::write_text(place.zones + "/common", "a TXT 1\n");
  test::write_text(place.zones + "/parts/one", "b TXT 1\n$INCLUDE two\n$INCLUDE common\n");
  test::write_text(place.zones + "/parts/two", "c TXT 1\n");
  CHECK(place.read(head + "$INCLUDE common\n") == "3 records");
  CHECK(place.read(head + "$INCLUDE parts/one\n") == "5 records");
  CHECK(place.read(head + "$INCLUDE " + place.zones + "/parts/two\n") == "3 records");
  test::write_text(place.zones + "/parts/common", "d TXT 1\n");
  CHECK(place.read(head + "$INCLUDE parts/one\n") == "$INCLUDE common may mean \"" + place.zones +
                                                         "/parts/common\" or \"" + place.zones +
                                                         "/common\" | write the absolute path");
}

TEST_CASE("nothing outside the directory is included, by no spelling") {
  const Place place;
  fs::create_symlink("../secret", place.zones + "/link");
  fs::create_directory_symlink("..", place.zones + "/up");
  for (const std::string& name : std::vector<std::string>{"../secret", "parts/../../secret", "link",
                                                          "up/secret", place.top / "secret"}) {
    CAPTURE(name);
    CHECK(place.read(head + "$INCLUDE " + name + "\n") ==
          "$INCLUDE " + name + " leads out of the directory \"" + place.zones +
              "\" | move the file into that directory");
  }
  CHECK(place.read(head + "$INCLUDE none\n") ==
        "cannot read \"" + place.zones + "/none\": No such file or directory");
}

TEST_CASE("a file that includes itself, by whatever name, is a loop") {
  const Place place;
  fs::create_symlink("example.com.zone", place.zones + "/alias");
  CHECK(place.read(head + "$INCLUDE alias\n") ==
        "$INCLUDE of \"alias\" inside itself | remove the $INCLUDE that closes the loop");
}

TEST_CASE("one file under two names is one file that is included twice") {
  const Place place;
  test::write_text(place.zones + "/common", "a TXT 1\n");
  fs::create_symlink("common", place.zones + "/alias");
  REQUIRE(place.read(head + "$INCLUDE common s1\n$INCLUDE alias s2\n") == "4 records");
  CHECK(problem(place.write("b.s1.example.com")) == "");
  CHECK(test::read_text(place.zones + "/common") == "a TXT 1\n");
}

TEST_CASE("a linked zone file is edited at its target, its includes are seen from the link") {
  const Place place;
  test::write_text(place.zones + "/hosts", "x A 192.0.2.1\n");
  test::write_text(place.top / "store.zone", head + "$INCLUDE hosts\n");
  fs::create_symlink("../store.zone", place.main);
  CHECK(problem(place.write("x.example.com")) == "");
  CHECK(fs::is_symlink(place.main));
  CHECK(test::read_text(place.top / "store.zone") == raised + "$INCLUDE hosts\n");
  CHECK(test::read_text(place.zones + "/hosts") == "x A 192.0.2.1\nx 60 IN TXT \"v\"\n");
}

TEST_CASE(
    "when the second of two files can't be written the serial is raised, and a rerun mends it") {
  const Place place;
  test::write_text(place.zones + "/hosts", "x A 192.0.2.1\n");
  fs::create_hard_link(place.zones + "/hosts", place.zones + "/second");
  test::write_text(place.main, head + "$INCLUDE hosts\n");
  const auto failed = place.write("x.example.com");
  REQUIRE_FALSE(failed);
  Error error{ErrorKind::unsupported,
              '"' + place.zones +
                  "/hosts\" has 2 hard links, and its other names would keep the "
                  "old text",
              "use symbolic links instead"};
  error.notes.push_back({'"' + place.main + "\" is written already; the next run makes the rest"});
  error.context.push_back("writing zone example.com");
  CHECK(failed.error() == error);
  CHECK(test::read_text(place.main) == raised + "$INCLUDE hosts\n");
  CHECK(test::read_text(place.zones + "/hosts") == "x A 192.0.2.1\n");
  fs::remove(place.zones + "/second");
  CHECK(problem(place.write("x.example.com")) == "");
  CHECK(test::read_text(place.zones + "/hosts") == "x A 192.0.2.1\nx 60 IN TXT \"v\"\n");
}
