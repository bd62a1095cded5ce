#include "base/text.h"
#include "providers/zonefile/files_support.h"
#include "providers/zonefile/layout_support.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

using namespace dnsward;
using namespace dnsward::test;

namespace {

namespace fs = std::filesystem;

const std::string data = DNSWARD_TEST_DATA "/zones";

/// The folders of DNSWARD_TEST_TOOLS and PATH, and where Debian keeps the tools of servers.
std::optional<std::string> find_tool(const std::string& name) {
  std::vector<std::string> folders;
  for (const char* variable : {"DNSWARD_TEST_TOOLS", "PATH"}) {
    const char* value = std::getenv(variable);
    if (value == nullptr) continue;
    for (const auto folder : split(value, ':')) folders.emplace_back(folder);
  }
  folders.emplace_back("/usr/sbin");
  for (const std::string& folder : folders) {
    auto path = folder + '/' + name;
    std::error_code ignored;
    if (!folder.empty() && fs::is_regular_file(path, ignored)) return path;
  }
  MESSAGE("skipped: ", name, " not found");
  return std::nullopt;
}

struct Outcome {
  bool accepted = false;
  std::string output;
};

/// Runs `command` in `directory`; what it prints goes to a file of `scratch`.
Outcome run(const std::string& command, const std::string& directory,
            const TemporaryDirectory& scratch) {
  const auto output = scratch / "output";
  const auto line = fmt::format("cd '{}' && {} > '{}' 2>&1", directory, command, output);
  const bool accepted = std::system(line.c_str()) == 0;
  return {accepted, read_text(output)};
}

/// Reads the file `name` of `directory`, its includes relative to the directory.
Result<zonefile::MasterFile> read(const std::string& directory, const std::string& name) {
  const zonefile::OpenInclude open = [&](std::string_view file,
                                         std::string_view) -> Result<zonefile::OpenedFile> {
    return zonefile::OpenedFile{std::string(file), read_text(directory + '/' + std::string(file))};
  };
  return zonefile::parse_master_file(DomainName::parse("example.test").value(), name,
                                     read_text(directory + '/' + name), open);
}

/// What BIND reads from the file, as the RRsets of its own dump; or what it says.
std::string bind_reading(const std::string& tool, const std::string& directory,
                         const std::string& name, const TemporaryDirectory& scratch) {
  const auto dump = scratch / "dump";
  const auto ran =
      run(fmt::format("'{}' -f text -F text -i none -k ignore -n ignore -m ignore -r ignore "
                      "-M ignore -S ignore -W ignore -o '{}' example.test '{}'",
                      tool, dump, name),
          directory, scratch);
  if (!ran.accepted) return ran.output;
  const auto zone = read(scratch.path(), "dump");
  return zone ? rrsets_text(zone->rrsets()) : error_text(zone.error());
}

std::string our_reading(const std::string& directory, const std::string& name) {
  const auto zone = read(directory, name);
  return zone ? rrsets_text(zone->rrsets()) : error_text(zone.error());
}

/// The names of our own zones; "bind-" starts those that only BIND reads, "bind-nsd-" those that
/// Knot DNS does not.
std::vector<std::string> fixtures() {
  std::vector<std::string> names;
  for (const auto& name : names_in(data)) {
    if (name.ends_with(".zone")) names.push_back(name);
  }
  return names;
}

void write_files(const WrittenZone& zone, const TemporaryDirectory& directory) {
  write_text(directory / "zone", zone.text);
  for (const auto& [name, text] : zone.includes) write_text(directory / name, text);
}

/// Whether a checker that takes `arguments` and a file accepts our zones and generated ones.
void check_accepted(const std::string& command, std::string_view skipped_prefix,
                    std::string_view kept_prefix, std::uint64_t seed) {
  const TemporaryDirectory scratch;
  for (const auto& name : fixtures()) {
    const bool kept = !kept_prefix.empty() && name.starts_with(kept_prefix);
    if (name.starts_with(skipped_prefix) && !kept) continue;
    const auto ran = run(fmt::format("{} '{}'", command, name), data, scratch);
    CHECK_MESSAGE(ran.accepted, name, ": ", ran.output);
  }
  Random random(seed);
  for (int i = 0; i < 60; ++i) {
    const auto written = write_zone(random_zone(random), random, Flavour::portable);
    write_files(written, scratch);
    const auto ran = run(command + " zone", scratch.path(), scratch);
    CHECK_MESSAGE(ran.accepted, ran.output, written.text);
  }
}

}  // namespace

TEST_CASE("our own zones are read without an error") {
  const auto names = fixtures();
  REQUIRE(names.size() >= 20);
  for (const auto& name : names) {
    const auto zone = read(data, name);
    CHECK_MESSAGE(zone, error_text(zone.error()));
  }
}

TEST_CASE("BIND reads our own zones as we do") {
  const auto tool = find_tool("named-compilezone");
  if (!tool) return;
  const TemporaryDirectory scratch;
  for (const auto& name : fixtures()) {
    CAPTURE(name);
    CHECK(bind_reading(*tool, data, name, scratch) == our_reading(data, name));
  }
}

TEST_CASE("BIND reads generated zones as we do") {
  const auto tool = find_tool("named-compilezone");
  if (!tool) return;
  const TemporaryDirectory scratch;
  Random random(4711);
  for (int i = 0; i < 100; ++i) {
    const auto records = random_zone(random);
    const auto written = write_zone(records, random, Flavour::ours);
    write_files(written, scratch);
    CAPTURE(i);
    CAPTURE(written.text);
    CHECK(bind_reading(*tool, scratch.path(), "zone", scratch) == rrsets_text(rrsets_of(records)));
  }
}

TEST_CASE("what we refuse as broken BIND refuses too") {
  const auto tool = find_tool("named-compilezone");
  if (!tool) return;
  const TemporaryDirectory scratch;
  const std::vector<std::string> bodies{
      "x TXT \"a\n b\"\n",
      "x TXT \"a",
      "x TXT ( a\n",
      "x TXT a )\n",
      "x TXT a\\\n",
      "x TXT \"a\\256\"\n",
      "x TXT\n",
      "x\n",
      "x 60 IN\n",
      "x IN IN TXT a\n",
      "x 1 2 TXT a\n",
      "x 1h30 TXT a\n",
      "x -1 TXT a\n",
      "x CH TXT a\n",
      "x TXTT a\n",
      "TXT \"a\"\n",
      " $ORIGIN sub\n",
      "x..y TXT a\n",
      "x CNAME \"y\"\n",
      "x CNAME a b\n",
      "x MX 65536 m\n",
      "x MX 10\n",
      "x MX mx 10\n",
      "x TYPE65280 abc\n",
      "x TYPE65280 \\# 3 ab\n",
      "x TYPE255 \\# 0\n",
      "x TXT " + std::string(256, 'a') + "\n",
      "sub SOA n h 1 2 3 4 5\n",
      "$FOO x\n",
      "$TTL 1h30\n",
      "$TTL\n",
      "$ORIGIN\n",
      "$ORIGIN a..b.\n",
      "$INCLUDE gone\n",
      "$INCLUDE zone\n",
      "$GENERATE 3-1 h$ TXT a\n",
      "$GENERATE 1-2/0 h$ TXT a\n",
      "$GENERATE 1-2 h$ TXT a b\n",
      "$GENERATE 1-2 h$ TXT\n",
      "$GENERATE 1-2 h${0 TXT a\n",
      "x CNAME " + std::string(64, 'a') + "\n",
  };
  for (const auto& body : bodies) {
    CAPTURE(body);
    write_text(scratch / "zone", std::string(zone_head) + body);
    CHECK(!parse_body(body, {{"z", ""}}));
    const auto said = bind_reading(*tool, scratch.path(), "zone", scratch);
    CHECK_MESSAGE(!said.starts_with("example.test."), said);
  }
}

TEST_CASE("NSD accepts our own zones and generated ones") {
  const auto tool = find_tool("nsd-checkzone");
  if (tool) check_accepted(fmt::format("'{}' example.test", *tool), "bind-", "bind-nsd-", 1);
}

TEST_CASE("Knot DNS accepts our own zones and generated ones") {
  const auto tool = find_tool("kzonecheck");
  if (tool) check_accepted(fmt::format("'{}' -v -d off -o example.test", *tool), "bind-", "", 2);
}
