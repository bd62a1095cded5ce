#include "providers/zonefile/zonefile.h"

#include "conformance/imports.h"
#include "conformance/suite.h"
#include "providers/zonefile/files_support.h"
#include "support/zone_text.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <array>
#include <cstdio>
#include <memory>
#include <sstream>
#include <sys/wait.h>

using namespace dnsward;
using namespace dnsward::test;

namespace {

/// A program's standard output; fails the test when the program does.
std::string output_of(const std::string& command) {
  auto* const pipe = ::popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string text;
  std::array<char, 4096> block{};
  while (const auto got = std::fread(block.data(), 1, block.size(), pipe)) {
    text.append(block.data(), got);
  }
  REQUIRE_MESSAGE(::pclose(pipe) == 0, command);
  return text;
}

/// A directory of zone files, read back by BIND's own parser.
class ZonefilePlace final : public Place {
 public:
  [[nodiscard]] const ProviderType& type() const override {
    static const auto row = zonefile_provider();
    return row;
  }

  [[nodiscard]] std::string settings() const override {
    return fmt::format("directory = \"{}\"\n", directory_.path());
  }

  [[nodiscard]] std::unique_ptr<Provider> provider() override {
    return provider_of(directory_.path());
  }

  [[nodiscard]] const Clock& clock() const override { return fixed_clock(); }

  [[nodiscard]] bool can_hold(const Rdata&) const override { return true; }

  void put_zone(const DomainName& apex, const std::vector<RRset>& rrsets) override {
    write_text(file_of(apex), "@ 3600 IN SOA ns1 host 1 7200 900 1209600 300\n@ 3600 IN NS ns1\n" +
                                  std::string("ns1 3600 IN A 192.0.2.53\n") + text_of(rrsets));
  }

  void add(const DomainName& apex, const RRset& rrset) override {
    write_text(file_of(apex), read_text(file_of(apex)) + text_of({rrset}));
  }

  [[nodiscard]] std::vector<RRset> truth(const DomainName& apex) const override {
    const auto text = output_of(fmt::format(
        "PATH=$PATH:/usr/sbin named-compilezone -q -i none -k ignore -n ignore -r ignore -s full "
        "-o - {} {}",
        apex.display(), file_of(apex)));
    std::string records;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) records += without_class(line) + '\n';
    auto rrsets = zone_text(apex.display(), records);
    std::erase_if(rrsets, [&](const RRset& rrset) {
      return rrset.key.type == RRType::soa || rrset.key.type == RRType::ns ||
             rrset.key.owner == name("ns1." + apex.display());
    });
    return rrsets;
  }

  /// Each write raises the serial, which begins at 1 and is no date.
  [[nodiscard]] std::size_t writes() const override {
    std::size_t raised = 0;
    for (const auto& file : names_in(directory_.path())) {
      std::istringstream words(read_text(directory_ / file));
      std::string word;
      while (word != "host") words >> word;
      std::size_t serial = 0;
      words >> serial;
      raised += serial - 1;
    }
    return raised;
  }

 private:
  [[nodiscard]] std::string file_of(const DomainName& apex) const {
    return directory_ / (apex.display() + ".zone");
  }

  static std::string text_of(const std::vector<RRset>& rrsets) {
    std::string text;
    for (const auto& rrset : rrsets) {
      for (const auto& rdata : rrset.rdata) {
        text += fmt::format("{} {} IN {} {}\n", rrset.key.owner.to_text(), rrset.ttl,
                            to_text(rrset.key.type), to_text(rdata));
      }
    }
    return text;
  }

  /// "example.com.\t\t3600 IN TXT\t..." as zone_text reads it.
  static std::string without_class(const std::string& line) {
    std::istringstream words(line);
    std::string owner;
    std::string ttl;
    std::string klass;
    std::string type;
    words >> owner >> ttl >> klass >> type >> std::ws;
    std::string rdata;
    std::getline(words, rdata);
    return fmt::format("{} {} {} {}", owner, ttl, type, rdata);
  }

  TemporaryDirectory directory_;
};

std::unique_ptr<Place> make_zonefile_place() {
  return std::make_unique<ZonefilePlace>();
}

}  // namespace

TEST_CASE("zonefile: every state of a zone becomes what the file wants") {
  walk_zone_states(make_zonefile_place);
}

TEST_CASE("zonefile: what is imported leaves the zone as it is") {
  walk_imports(make_zonefile_place);
}

TEST_CASE("zonefile: a value added between read and write survives") {
  walk_edits_before_writes(make_zonefile_place, 50);
}
