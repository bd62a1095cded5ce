#include "providers/zonefile/zonefile.h"

#include "providers/zonefile/files_support.h"

#include <doctest/doctest.h>

#include <atomic>
#include <filesystem>
#include <thread>

using namespace dnsward;

using test::problem;
using test::TemporaryDirectory;

namespace {

namespace fs = std::filesystem;

const std::string head = "$TTL 3600\n@ IN SOA ns h 2026112300 3600 600 86400 300\n@ IN NS ns\n";
const std::string raised = "$TTL 3600\n@ IN SOA ns h 2026112401 3600 600 86400 300\n@ IN NS ns\n";

DomainName name(std::string_view text) {
  auto parsed = DomainName::parse(text);
  REQUIRE(parsed);
  return *parsed;
}

Zone zone() {
  return {name("example.com"), ""};
}

RRset txt(std::string_view owner, std::vector<Rdata> values) {
  RRset rrset{{name(owner), RRType::txt}, 3600, std::move(values)};
  normalize(rrset);
  return rrset;
}

Change creation(std::string_view owner, std::string_view value) {
  RRset after = txt(owner, {TxtData{std::string(value)}});
  return {after.key, std::nullopt, after, {}, {}};
}

Snapshot read(const Provider& provider, std::vector<DomainName> owners = {name("example.com")}) {
  auto seen = provider.read(zone(), {std::move(owners)});
  REQUIRE_MESSAGE(seen, problem(seen));
  return *seen;
}

Result<Receipt> write(const Provider& provider, const Snapshot& seen, const Change& change) {
  return provider.write(zone(), seen, {&change, 1});
}

}  // namespace

TEST_CASE("the provider type tells what its user must know") {
  const auto type = zonefile_provider();
  CHECK(type.name == "zonefile");
  REQUIRE(type.settings.size() == 1);
  CHECK(type.settings[0].key == "directory");
  CHECK(type.settings[0].kind == SettingSpec::Kind::path);
  CHECK(type.settings[0].required);
  CHECK(type.credentials == "none: the files' permissions decide");
  const auto made = type.make({"local", {}}, ProviderContext{test::fixed_clock(), {}, nullptr});
  CHECK(problem(made) ==
        "provider \"local\" has no `directory` | add `directory = \"zones\"` to [provider.local]");
}

TEST_CASE("a read gives all types at the names asked for and every NS and DNAME") {
  const TemporaryDirectory directory;
  test::write_text(directory / "example.com.zone",
                   head +
                       "@ TXT a\nx TXT b\nx A 192.0.2.1\ny TXT c\nsub NS ns.sub\nsub DS 1 8 2 "
                       "aabb\nd DNAME e\n");
  const auto provider = test::provider_of(directory.path() + "///");
  const auto seen = read(*provider, {name("x.example.com")});
  std::vector<std::string> keys;
  for (const auto& rrset : seen.rrsets) keys.push_back(to_text(rrset.key));
  CHECK(keys == std::vector<std::string>{"example.com. NS", "d.example.com. DNAME",
                                         "sub.example.com. NS", "x.example.com. A",
                                         "x.example.com. TXT"});
  CHECK(read(*provider, {name("x.example.com")}).version == seen.version);
}

TEST_CASE("a write is read back, and the rest of the file is the same") {
  const TemporaryDirectory directory;
  const std::string path = directory / "example.com.zone";
  test::write_text(path, head + "@ TXT \"a\" ; theirs\n");
  const auto provider = test::provider_of(directory.path());
  const auto seen = read(*provider);
  CHECK(problem(write(*provider, seen, creation("x.example.com", "v"))) == "");
  CHECK(test::read_text(path) == raised + "@ TXT \"a\" ; theirs\nx 3600 IN TXT \"v\"\n");
  const auto again = read(*provider, {name("x.example.com")});
  CHECK(again.version != seen.version);
  const auto* written = find(again.rrsets, {name("x.example.com"), RRType::txt});
  REQUIRE(written != nullptr);
  CHECK(*written == txt("x.example.com", {TxtData{"v"}}));
  CHECK(problem(provider->write(zone(), again, {})) == "");
  CHECK(read(*provider).version == again.version);
}

TEST_CASE("a zone that changed since it was read is told and left alone") {
  const TemporaryDirectory directory;
  const std::string path = directory / "example.com.zone";
  test::write_text(path, head + "@ TXT a\n");
  const auto provider = test::provider_of(directory.path());
  auto seen = read(*provider);
  const std::string edited = head + "@ TXT a\nwww A 192.0.2.1\n";
  test::write_text(path, edited);
  Error changed{ErrorKind::changed, "zone example.com changed since it was read", "run again"};
  changed.context = {"writing zone example.com"};
  const auto result = write(*provider, seen, creation("x.example.com", "v"));
  REQUIRE_FALSE(result);
  CHECK(result.error() == changed);
  CHECK(test::read_text(path) == edited);

  test::write_text(path, edited + "x TXT mine\n");
  changed.notes.push_back({"x.example.com. TXT is not as it was"});
  const auto named = write(*provider, seen, creation("x.example.com", "v"));
  REQUIRE_FALSE(named);
  CHECK(named.error() == changed);
  seen.version.clear();  // as after a saved plan: `before` alone decides
  CHECK(write(*provider, seen, creation("x.example.com", "v")).error() == changed);
  CHECK(test::read_text(path) == edited + "x TXT mine\n");
  CHECK(problem(write(*provider, seen, creation("y.example.com", "v"))) == "");
}

TEST_CASE("an included file that changed counts as the zone changed") {
  const TemporaryDirectory directory;
  test::write_text(directory / "example.com.zone", head + "$INCLUDE hosts\n");
  test::write_text(directory / "hosts", "www A 192.0.2.1\n");
  const auto provider = test::provider_of(directory.path());
  const auto seen = read(*provider);
  test::write_text(directory / "hosts", "www A 192.0.2.2\n");
  CHECK(problem(write(*provider, seen, creation("x.example.com", "v"))) ==
        "zone example.com changed since it was read | run again");
}

TEST_CASE("of two runs that write at once one is told that the zone changed") {
  const TemporaryDirectory directory;
  const std::string path = directory / "example.com.zone";
  const auto provider = test::provider_of(directory.path());
  for (int round = 0; round < 100; ++round) {
    test::write_text(path, head);
    const auto seen = read(*provider);
    std::atomic<int> ready = 0;
    std::vector<Result<Receipt>> results(2);
    const auto run = [&](std::size_t who) {
      const auto change = creation(who == 0 ? "a.example.com" : "b.example.com", "v");
      ++ready;
      while (ready < 2) std::this_thread::yield();
      results[who] = provider->write(zone(), seen, {&change, 1});
    };
    std::thread first(run, 0);
    std::thread second(run, 1);
    first.join();
    second.join();
    REQUIRE(results[0].has_value() != results[1].has_value());
    const std::size_t winner = results[0] ? 0 : 1;
    CHECK(results[1 - winner].error().kind == ErrorKind::changed);
    const std::string line = (winner == 0 ? "a" : "b") + std::string(" 3600 IN TXT \"v\"\n");
    REQUIRE(test::read_text(path) == raised + line);
    REQUIRE(test::names_in(directory.path()).size() == 1);
  }
}

TEST_CASE("one zone's trouble is its own") {
  const TemporaryDirectory directory;
  test::write_text(directory / "example.com.zone", head);
  test::write_text(directory / "empty.test", "");
  test::write_text(directory / "twice.test", head);
  test::write_text(directory / "twice.test.zone", head);
  const auto provider = test::provider_of(directory.path());
  const auto zones = provider->zones({{{name("empty.test")},
                                       {name("example.com")},
                                       {name("missing.test")},
                                       {name("twice.test")}}});
  REQUIRE(zones);
  REQUIRE(zones->size() == 3);
  for (const auto& each : *zones) {
    const auto seen = provider->read(each, {});
    CHECK(seen.has_value() == (each.apex == name("example.com")));
    if (seen) continue;
    CHECK(seen.error().context == std::vector<std::string>{"reading zone " + each.apex.display()});
  }
  const auto twice = provider->read(zones->at(2), {});
  CHECK(problem(twice) ==
        "zone twice.test has several files: \"" + (directory / "twice.test") + "\" and \"" +
            (directory / "twice.test.zone") +
            "\" | keep one of them, or give the others another name, such as the ending .bak");
}
