#include "base/text.h"
#include "config/config_support.h"

#include <doctest/doctest.h>

#include <string>

using namespace dnsward;
using namespace dnsward::test;

namespace {

/// The source line of an error with a caret under its column.
std::string pointed(const Error& error) {
  return error.source_line + "\n" + std::string(error.where->column - 1, ' ') + "^\n";
}

LoadedConfig loaded_after_preamble(const Folder& folder, std::string_view toml) {
  folder.write("dnsward.toml", std::string(preamble) + std::string(toml));
  return load(folder);
}

}  // namespace

TEST_CASE("columns count characters, not octets") {
  const Folder folder;
  const LoadedConfig loaded = loaded_after_preamble(
      folder, "[sender.\"\xF0\x9F\x98\x80\"]\ntitle = \"\xC3\xBC\xE2\x96\xB2\", sendr = 1\n");
  REQUIRE(loaded.errors.size() == 1);
  CHECK(loaded.errors[0].where->line == 8);
  CHECK(loaded.errors[0].where->column == 13);
}

TEST_CASE("an error after characters of several octets points at the right one") {
  const Folder folder;
  const LoadedConfig loaded = loaded_after_preamble(
      folder,
      "[[domains]]\nnames = [\"bücher.example\", \"a_b.example\", \"😀😀.example\", \"x..y\"]\n"
      "provider = \"local\"\nsenders = [\"calenso\"]\n");
  CHECK(errors_text(loaded, folder) ==
        R"(dnsward.toml:8:28: "a_b.example" can't be a mail domain: label "a_b" holds an underscore
  help: write the domain alone, e.g. "example.com"
dnsward.toml:8:43: label "😀😀" of domain name "😀😀.example" is not an IDNA2008 label: string contains a disallowed character
dnsward.toml:8:57: domain name "x..y" has an empty label
  help: remove the dot that stands for nothing
)");
}

TEST_CASE("an error points at the key, the value or the table that is wrong") {
  const Folder folder;
  const LoadedConfig loaded =
      loaded_after_preamble(folder,
                            "[[domains]]\nnames = [\"a.example\"]\n  provider = 5\n"
                            "\tsenders = [\"calenso\", \"calenzo\"]\n");
  REQUIRE(loaded.errors.size() == 2);
  CHECK(pointed(loaded.errors[0]) == "  provider = 5\n             ^\n");
  CHECK(pointed(loaded.errors[1]) ==
        "\tsenders = [\"calenso\", \"calenzo\"]\n                       ^\n");
}

TEST_CASE("the line of a note is shown too") {
  const Folder folder;
  const LoadedConfig loaded = loaded_after_preamble(
      folder,
      "[sender.v]\ntoken = [\"x=${code}\"] # here\n[[domains]]\nnames = [\"a.example\"]\n"
      "provider = \"local\"\nsenders = [\"v\"]\n");
  REQUIRE(loaded.errors.size() == 1);
  CHECK(loaded.errors[0].source_line == "names = [\"a.example\"]");
  CHECK(loaded.errors[0].notes.at(0).source_line == "token = [\"x=${code}\"] # here");
}

TEST_CASE("the value of a key that a provider block must not have is never shown") {
  const Folder folder;
  folder.write("dnsward.toml",
               "[provider.cf]\ntype = \"cloudflare\"\napi_token = \"s3cr3t\"\ntokn = \"s3cr3t\"\n"
               "secret = \"\"\"s3cr3t\ns3cr3t\"\"\"\n[provider]\n"
               "inline = { type = \"cloudflare\", \"kee\" = \"s3cr3t\", token = \"s3cr3t\" }\n");
  const LoadedConfig loaded = load(folder);
  REQUIRE(loaded.errors.size() == 5);
  for (const Error& error : loaded.errors) {
    CHECK(error.source_line.find("s3cr3t") == std::string::npos);
    CHECK(error.message.find("s3cr3t") == std::string::npos);
    CHECK(error.hint.find("s3cr3t") == std::string::npos);
  }
  CHECK(loaded.errors[0].source_line == "api_token = ...");
  CHECK(loaded.errors[1].source_line == "tokn = ...");
  CHECK(loaded.errors[4].source_line == "inline = { type = \"cloudflare\", \"kee\" = ...");
}

TEST_CASE("errors come in the order of the file, whatever finds them") {
  const Folder folder;
  const LoadedConfig loaded = loaded_after_preamble(folder, R"([[domains]]
names = ["a.example"]
provider = "lokal"
senders = ["v", "calenso"]
[sender.v]
token = ["${x}", "v=spf1"]
colour = 1
)");
  CHECK(errors_text(loaded, folder) ==
        R"(dnsward.toml:8:10: variable "x" is not defined for "a.example"
  help: add vars = { x = "..." } to its entry
  dnsward.toml:12:10: used here
dnsward.toml:9:12: unknown provider "lokal"
  help: did you mean "local"?
dnsward.toml:12:18: "v=spf1" is an SPF record, no token
  help: write its terms as spf: two SPF records at a name make SPF fail for all of its mail
dnsward.toml:13:1: unknown key "colour"
  help: the keys here are title, spf, token, dkim, dmarc, record
)");
}
