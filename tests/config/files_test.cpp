#include "config/config_support.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

using namespace dnsward;
using namespace dnsward::test;

namespace {

std::string errors_in(const Folder& folder, std::string_view name = "dnsward.toml") {
  return errors_text(load(folder, name), folder);
}

std::string with_names_file(const Folder& folder, std::string_view name) {
  folder.write("dnsward.toml", std::string(preamble) + "[[domains]]\nnames_file = \"" +
                                   std::string(name) +
                                   "\"\nprovider = \"local\"\nsenders = [\"calenso\"]\n");
  return errors_in(folder);
}

}  // namespace

TEST_CASE("a file that does not exist is named, with the next step") {
  const Folder folder;
  CHECK(errors_in(folder) == R"(dnsward.toml: "dnsward.toml" does not exist
  help: write it (a [provider.NAME], a [sender.NAME] and a [[domains]] entry) or name another with -c
)");
  CHECK(load(folder).errors.at(0).kind == ErrorKind::not_found);
}

TEST_CASE("an empty file, or one of comments, is told what it needs") {
  const std::string expected = R"(dnsward.toml: "dnsward.toml" is empty
  help: add a [provider.NAME], a [sender.NAME] and a [[domains]] entry with names, provider and senders
)";
  CHECK(errors_of("") == expected);
  CHECK(errors_of("# nothing yet\n\n") == expected);
  CHECK(errors_of("\xEF\xBB\xBF") == expected);
}

TEST_CASE("a file without domains is told what it needs") {
  CHECK(errors_after_preamble("") == R"(dnsward.toml: "dnsward.toml" names no domain
  help: add a [provider.NAME], a [sender.NAME] and a [[domains]] entry with names, provider and senders
)");
}

TEST_CASE("a folder without TOML files is named") {
  const Folder folder;
  folder.write("conf/readme.txt", "x");
  std::filesystem::create_directory(folder.path() / "conf" / "folder.toml");
  CHECK(errors_in(folder, "conf") == R"(conf: "conf" is a folder without *.toml files
  help: name the file or another folder with -c
)");
}

TEST_CASE("a binary file is refused as one") {
  CHECK(errors_of(std::string_view("a = 1\0\n", 7)) ==
        R"(dnsward.toml: "dnsward.toml" is a binary file
  help: save it as UTF-8 text
)");
}

TEST_CASE("octets that are not UTF-8 are found by line and character") {
  const Folder folder;
  folder.write("dnsward.toml", "# \xC3\xBC\nt = \"\xC3\xBC\xFF\"\n");
  const LoadedConfig loaded = load(folder);
  CHECK(errors_text(loaded, folder) == R"(dnsward.toml:2:7: octet 0xFF is not valid UTF-8
  help: save the file as UTF-8
)");
  CHECK(loaded.errors.at(0).source_line == "t = \"\xC3\xBC\xFF\"");
}

TEST_CASE("a file that can't be read says why") {
  const LoadedConfig loaded = load_config("/proc/self/mem", provider_types_of_tests());
  REQUIRE(loaded.errors.size() == 1);
  CHECK(loaded.errors[0].message == "\"/proc/self/mem\" can't be read: Input/output error");
  CHECK(loaded.errors[0].hint == "check its owner and mode");
  CHECK(loaded.errors[0].kind == ErrorKind::io);
}

TEST_CASE("a file without the permission to read it says so") {
  if (::geteuid() == 0) return;  // root may read everything
  const Folder folder;
  folder.write("dnsward.toml", preamble);
  REQUIRE(::chmod((folder.path() / "dnsward.toml").c_str(), 0) == 0);
  CHECK(errors_in(folder) == R"(dnsward.toml: "dnsward.toml" can't be read: Permission denied
  help: check its owner and mode
)");
}

TEST_CASE("a file over 64 MiB is refused") {
  const Folder folder;
  folder.write("dnsward.toml", "");
  std::filesystem::resize_file(folder.path() / "dnsward.toml", (std::uintmax_t{64} << 20U) + 1);
  CHECK(errors_in(folder) == R"(dnsward.toml: "dnsward.toml" is over 64 MiB
  help: split it into several files of one folder
)");
}

TEST_CASE("the TOML files of a folder are read in name order as one") {
  const Folder folder;
  folder.write("b.toml", preamble);
  folder.write(
      "a.toml",
      "[[domains]]\nnames = [\"b.example\"]\nprovider = \"local\"\nsenders = [\"calenso\"]\n");
  folder.write(
      "c.toml",
      "[[domains]]\nnames = [\"a.example\"]\nprovider = \"local\"\nsenders = [\"calenso\"]\n");
  folder.write("d.txt", "not TOML");
  const LoadedConfig loaded = load(folder, "");
  CHECK(errors_text(loaded, folder).empty());
  REQUIRE(loaded.config.domains.size() == 2);
  CHECK(loaded.config.domains[0].name.display() == "b.example");
  CHECK(loaded.config.domains[1].name.display() == "a.example");
  CHECK(folder.shortened(to_text(loaded.config.domains[1].where)) == "c.toml:2:10");
  CHECK(folder.shortened(loaded.config.providers.at(0).settings.get("directory")) == "zones");
}

TEST_CASE("what two files define is an error that names both places") {
  const Folder folder;
  const std::string entry =
      "[[domains]]\nnames = [\"x.example\"]\nprovider = \"local\"\nsenders = [\"calenso\"]\n";
  folder.write("conf/a.toml", "[defaults]\nttl = 60\n" + std::string(preamble) + entry);
  folder.write("conf/b.toml", "[defaults]\nttl = 60\n" + std::string(preamble) + entry);
  CHECK(errors_in(folder, "conf") == R"(conf/b.toml:2:7: the default "ttl" is given twice
  help: remove one of them
  conf/a.toml:2:7: first given here
conf/b.toml:3:11: provider "local" is defined twice
  help: rename or remove one of them
  conf/a.toml:3:11: first defined here
conf/b.toml:7:9: sender "calenso" is defined twice
  help: rename or remove one of them
  conf/a.toml:7:9: first defined here
conf/b.toml:10:10: domain "x.example" is listed twice
  help: remove it from one of the entries
  conf/a.toml:10:10: first listed here
)");
}

TEST_CASE("the errors of all files are told at once, and names of a broken file are no errors") {
  const Folder folder;
  folder.write("a.toml", "[provider.local\n");
  folder.write("b.toml",
               "[[domains]]\nnames = [\"x..example\"]\nprovider = \"local\"\n"
               "senders = [\"calenso\"]\ncolour = 1\n");
  folder.write("c.toml", "\xFF");
  CHECK(errors_in(folder, "") ==
        R"(a.toml:1:16: TOML syntax error in a table header: expected ']', saw '\n'
  help: close the header with "]"
b.toml:2:10: domain name "x..example" has an empty label
  help: remove the dot that stands for nothing
b.toml:5:1: unknown key "colour"
  help: the keys here are names, names_file, provider, zone, zone_id, senders, vars, dmarc, retired, record, allow, reason
c.toml:1:1: octet 0xFF is not valid UTF-8
  help: save the file as UTF-8
)");
}

TEST_CASE("a names file adds its names, without comments and blanks") {
  const Folder folder;
  folder.write(
      "lists/customers.txt",
      "\xEF\xBB\xBF# customers\r\none.example\r\n\r\n  Two.Example.  # the second\nb\xC3\xBC"
      "cher.example");
  CHECK(with_names_file(folder, "lists/customers.txt").empty());
  const LoadedConfig loaded = load(folder);
  REQUIRE(loaded.config.domains.size() == 3);
  CHECK(loaded.config.domains[0].name.display() == "one.example");
  CHECK(loaded.config.domains[1].name.display() == "two.example");
  CHECK(loaded.config.domains[2].name.display() == "xn--bcher-kva.example");
  CHECK(folder.shortened(to_text(loaded.config.domains[1].where)) == "lists/customers.txt:4:3");
}

TEST_CASE("an error in a names file has the place in that file") {
  const Folder folder;
  folder.write("customers.txt", "one.example\n\xC3\xBC# x\n one.example\n  bad_name.example # x\n");
  CHECK(with_names_file(folder, "customers.txt") ==
        R"(customers.txt:2:1: "ü" can't be a mail domain: it has a single label
  help: write the domain alone, e.g. "example.com"
customers.txt:3:2: domain "one.example" is listed twice
  help: remove it from one of the entries
  customers.txt:1:1: first listed here
customers.txt:4:3: "bad_name.example" can't be a mail domain: label "bad_name" holds an underscore
  help: write the domain alone, e.g. "example.com"
)");
  CHECK(load(folder).errors.at(2).source_line == "  bad_name.example # x");
}

TEST_CASE("a names file that does not exist, is a folder, or is empty is named") {
  const Folder folder;
  folder.write("empty.txt", "# nobody\n");
  std::filesystem::create_directory(folder.path() / "folder");
  CHECK(with_names_file(folder, "customer.txt") ==
        R"(dnsward.toml:8:14: "customer.txt" does not exist
  help: names_file is relative to the folder of this file
)");
  CHECK(with_names_file(folder, "folder") == R"(dnsward.toml:8:14: "folder" is not a regular file
  help: name a file with one domain a line
)");
  CHECK(with_names_file(folder, "empty.txt") ==
        R"(dnsward.toml:8:14: names file "empty.txt" names no domain
  help: write one domain a line
)");
}

TEST_CASE("a names file that is not text says where it is named") {
  const Folder folder;
  folder.write("customers.txt", std::string_view("a\0", 2));
  CHECK(with_names_file(folder, "customers.txt") ==
        R"(customers.txt: "customers.txt" is a binary file
  help: save it as UTF-8 text
  dnsward.toml:8:14: named here
)");
}

TEST_CASE("a names file stays inside the folder, also through links") {
  const Folder outside;
  outside.write("secret.txt", "x.example\n");
  const Folder folder;
  folder.write("conf/inside.txt", "x.example\n");
  std::filesystem::create_symlink(outside.path() / "secret.txt", folder.path() / "link.txt");
  std::filesystem::create_symlink("conf/inside.txt", folder.path() / "fine.txt");
  const auto outside_error = [](const std::string& name) {
    return "dnsward.toml:8:14: \"" + name +
           "\" is outside the folder of this file\n  help: move it beside this file\n";
  };
  CHECK(with_names_file(folder, "link.txt") == outside_error("link.txt"));
  CHECK(with_names_file(folder, "../x.txt") == outside_error("../x.txt"));
  CHECK(with_names_file(folder, "/etc/passwd") == outside_error("/etc/passwd"));
  CHECK(with_names_file(folder, "conf/../../x.txt") == outside_error("conf/../../x.txt"));
  CHECK(with_names_file(folder, "fine.txt").empty());
  CHECK(with_names_file(folder, "conf/../fine.txt").empty());
}
