#include "config/warnings.h"

#include "config/config_support.h"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <utility>

using namespace dnsward;
using namespace dnsward::test;

namespace {

// 1024 bits, which deserves a warning.
const std::string short_key =
    "k=rsa;p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQCnENoRK6J1btxm4Tkjn7epR4RkpKpASNjc/"
    "eI8Uw6sEj7z9hgzYX0WHlGWK0V6mnIkFESj7uCZj9l1tTKRB1prHNO+vKG5zggpgf+GWmJcNbC+"
    "jKCAOatuHzYtVxG7eJjzWVXLNpOe+dsBymmL+3N6f9YTtayQ1XjdOXDKxbdsXwIDAQAB";

std::string warnings_text(const Config& config) {
  std::string text;
  for (const auto& warning : file_warnings(config)) {
    text += std::to_string(warning.where->line) + ": " + warning.message + '\n';
    CHECK_FALSE(warning.source_line.empty());
  }
  return text;
}

}  // namespace

TEST_CASE("a sender's warning is told once, one that depends on the domain for each outcome") {
  const Folder folder;
  folder.write("dnsward.toml", std::string(preamble) + R"(
[sender.old]
dkim = [
  { selector = "mail", value = ")" +
                                   short_key + R"(" },
  { selector = "${domain_dashed}", value = "${key}" },
]

[[domains]]
names = ["a.example", "b.example"]
provider = "local"
senders = ["calenso", "old"]
vars = { key = ")" + short_key + R"(" }

[[domains]]
names = ["c.example"]
provider = "local"
senders = ["old"]
retired = ["calenso"]
vars = { key = "k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=" }
)");
  const auto loaded = load(folder);
  REQUIRE(errors_text(loaded, folder).empty());
  CHECK(warnings_text(loaded.config) ==
        "10: DKIM key of selector mail has 1024 bits; RFC 8301 asks for 2048\n"
        "11: DKIM key of selector a-example has 1024 bits; RFC 8301 asks for 2048\n"
        "11: DKIM key of selector b-example has 1024 bits; RFC 8301 asks for 2048\n");

  std::set<std::pair<SourcePos, std::string>> of_domains;
  for (const auto& domain : loaded.config.domains) {
    const auto expanded = requirements_of(loaded.config, domain, domain.name);
    for (const auto& warning : expanded.warnings) {
      of_domains.emplace(*warning.error.where, warning.error.message);
    }
  }
  std::set<std::pair<SourcePos, std::string>> of_file;
  for (const auto& warning : file_warnings(loaded.config)) {
    of_file.emplace(*warning.where, warning.message);
  }
  CHECK(of_file == of_domains);
}

TEST_CASE("a retired sender's keys give no warning") {
  const Folder folder;
  folder.write("dnsward.toml", std::string(preamble) + R"(
[sender.old]
dkim = [{ selector = "mail", value = ")" +
                                   short_key + R"(" }]

[[domains]]
names = ["a.example"]
provider = "local"
senders = ["calenso"]
retired = ["old"]
)");
  const auto loaded = load(folder);
  REQUIRE(errors_text(loaded, folder).empty());
  CHECK(warnings_text(loaded.config).empty());
}
