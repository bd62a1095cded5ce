#include "providers/zonefile/directory.h"

#include "providers/zonefile/files_support.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <set>
#include <sys/stat.h>

using namespace dnsward;
using namespace dnsward::zonefile;
using test::problem;
using test::TemporaryDirectory;

namespace {

DomainName name(std::string_view text) {
  auto parsed = DomainName::parse(text);
  REQUIRE(parsed);
  return *parsed;
}

std::string zone_text_of(std::string_view file_name) {
  const auto zone = zone_of_file(file_name);
  return zone ? zone->display() : "none";
}

/// "apex=file" for each zone found.
std::vector<std::string> found(const TemporaryDirectory& directory,
                               const std::vector<std::string>& domains) {
  ZoneQuery query;
  for (const auto& domain : domains) query.wishes.push_back({name(domain)});
  const auto zones = find_zones(directory.path(), query);
  REQUIRE(zones);
  std::vector<std::string> texts;
  for (const auto& zone : *zones) {
    REQUIRE(zone.id.starts_with(directory.path() + '/'));
    texts.push_back(zone.apex.display() + '=' + zone.id.substr(directory.path().size() + 1));
  }
  return texts;
}

/// So many that the directory is listed.
std::vector<std::string> with_many_others(std::vector<std::string> domains) {
  for (int i = 0; i < 100; ++i) domains.push_back("other" + std::to_string(i) + ".test");
  return domains;
}

}  // namespace

TEST_CASE("a file's name tells its zone") {
  CHECK(zone_text_of("example.com.zone") == "example.com");
  CHECK(zone_text_of("db.example.com") == "example.com");
  CHECK(zone_text_of("db.example.com.") == "example.com");
  CHECK(zone_text_of("example.com") == "example.com");
  CHECK(zone_text_of("example.com.") == "example.com");
  CHECK(zone_text_of("xn--bcher-kva.example.zone") == "xn--bcher-kva.example");
  CHECK(zone_text_of("db.example.com.zone") == "db.example.com");
  CHECK(zone_text_of("example.zone") == "example");
  CHECK(zone_text_of("db.example.zone") == "db.example");
  CHECK(zone_text_of("example.zone.") == "example.zone");
  for (const char* other : {"",
                            ".",
                            "..",
                            ".example.com",
                            ".example.com.zone.dnsward-tmp",
                            "example.com~",
                            "example.com.zone~",
                            "example.com.bak",
                            "db.example.com.orig",
                            "example.com.zone.old",
                            "example.com.zone.jnl",
                            "example.com.zone.jbk",
                            "example.com.zone.signed",
                            "Example.com",
                            "example.COM.zone",
                            "exa mple.com",
                            "b\xc3\xbc"
                            "cher.example.zone",
                            "example..com",
                            "example.com..",
                            "db.",
                            ".zone"}) {
    CAPTURE(other);
    CHECK(zone_text_of(other) == "none");
  }
}

TEST_CASE("the file names of a zone are the ones that tell it") {
  for (const char* zone : {"example.com", "db.example.com", "example.zone", "com", "a.b.c.d.e"}) {
    CAPTURE(zone);
    const auto names = file_names_of(name(zone));
    CHECK(names.size() >= 3);
    for (const auto& file : names) CHECK(zone_of_file(file) == name(zone));
  }
  CHECK(file_names_of(name("example.com")) ==
        std::vector<std::string>{"db.example.com", "db.example.com.", "example.com", "example.com.",
                                 "example.com.zone"});
  CHECK(file_names_of(DomainName()).empty());
  CHECK(file_names_of(*DomainName::from_presentation("0/25.2.0.192.in-addr.arpa.", DomainName()))
            .empty());
}

TEST_CASE("zones are found by a look for a few names and by a listing for many") {
  const TemporaryDirectory directory;
  for (const char* file :
       {"example.com.zone", "db.example.net", "example.org", "sub.example.com.zone", "other.test",
        "example.com.zone~", "example.com.zone.bak", ".example.info.zone", "Makefile"}) {
    test::write_text(directory / file, "");
  }
  std::filesystem::create_directory(directory / "folder.test");
  std::filesystem::create_directory_symlink(directory / "folder.test", directory / "linked.test");
  std::filesystem::create_symlink("/nonexistent/zone", directory / "dangling.test");
  const std::vector<std::string> domains{"mail.sub.example.com", "example.net", "www.example.org",
                                         "example.info",         "folder.test", "linked.test",
                                         "a.dangling.test",      "nothing.test"};
  const std::vector<std::string> zones{
      "example.com=example.com.zone", "sub.example.com=sub.example.com.zone",
      "example.net=db.example.net", "example.org=example.org", "dangling.test=dangling.test"};
  CHECK(found(directory, domains) == zones);
  CHECK(found(directory, with_many_others(domains)) == zones);
  CHECK(found(directory, {"other.test"}) == std::vector<std::string>{"other.test=other.test"});
  CHECK(found(directory, {}).empty());
}

TEST_CASE("two files for one zone are found once and refused by name when one is asked for") {
  const TemporaryDirectory directory;
  test::write_text(directory / "example.com.zone", "");
  test::write_text(directory / "db.example.com", "");
  test::write_text(directory / "example.net", "");
  const std::vector<std::string> zones{"example.com=db.example.com", "example.net=example.net"};
  CHECK(found(directory, {"example.com", "example.net"}) == zones);
  CHECK(found(directory, with_many_others({"example.com", "example.net"})) == zones);
  const Zone twice{name("example.com"), directory / "db.example.com"};
  CHECK(problem(zone_file_of(directory.path(), twice)) ==
        "zone example.com has several files: \"" + (directory / "db.example.com") + "\" and \"" +
            (directory / "example.com.zone") +
            "\" | keep one of them, or give the others another name, such as the ending .bak");
  CHECK(zone_file_of(directory.path(), {name("example.net"), ""}) == directory / "example.net");
}

TEST_CASE("two names of one file are one file") {
  const TemporaryDirectory directory;
  test::write_text(directory / "example.com.zone", "");
  std::filesystem::create_symlink("example.com.zone", directory / "db.example.com");
  CHECK(zone_file_of(directory.path(), {name("example.com"), ""}) == directory / "db.example.com");
}

TEST_CASE("a zone may stand in any file of the directory that is named") {
  const TemporaryDirectory directory;
  test::write_text(directory / "customers.txt", "");
  std::filesystem::create_directory(directory / "folder");
  test::write_text(directory / "folder/inner", "");
  const auto path_of = [&](const std::string& id) {
    return zone_file_of(directory.path(), {name("example.com"), id});
  };
  CHECK(path_of("customers.txt") == directory / "customers.txt");
  CHECK(path_of(directory / "customers.txt") == directory / "customers.txt");
  for (const std::string id :
       {"folder", "folder/inner", "../customers.txt", "/etc/passwd", "..", "nothing.txt"}) {
    CAPTURE(id);
    CHECK(problem(path_of(id)) ==
          '"' + id + "\" is not a file of the directory \"" + directory.path() +
              "\" | name a file of that directory as `zone_id`, or leave `zone_id` out");
  }
  CHECK(problem(path_of("")) == "zone example.com has no file in the directory \"" +
                                    directory.path() + "\" | create \"" +
                                    (directory / "example.com.zone") + '"');
}

TEST_CASE("a directory that is missing, none, or not readable is told") {
  const TemporaryDirectory directory;
  const std::string hint = " | set `directory` to the folder that holds the zone files";
  const std::string missing = directory / "zones";
  const ZoneQuery query{{{name("example.com")}}};
  CHECK(problem(find_zones(missing, query)) ==
        "cannot open directory \"" + missing + "\": No such file or directory" + hint);
  test::write_text(missing, "");
  CHECK(problem(find_zones(missing, query)) ==
        "cannot open directory \"" + missing + "\": Not a directory" + hint);
  std::filesystem::remove(missing);
  std::filesystem::create_directory(missing);
  REQUIRE(::chmod(missing.c_str(), 0) == 0);
  REQUIRE(::chmod(directory.path().c_str(), 0755) == 0);
  const auto answer = test::in_child([&] {
    test::become_nobody();
    return problem(find_zones(missing, query));
  });
  CHECK(answer ==
        "cannot open directory \"" + missing +
            "\": Permission denied | give the user of this program permission to read it");
}
