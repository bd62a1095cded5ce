#include "config/warnings.h"

#include "config/config_support.h"

#include <doctest/doctest.h>

#include <algorithm>
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
  for (const auto& warning : file_findings(config).warnings) {
    if (warning.code != "DKIM007") continue;  // other findings of this key are told elsewhere
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
  for (const auto& warning : file_findings(loaded.config).warnings) {
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

TEST_CASE("an entry may allow a finding, with a reason") {
  const Folder folder;
  const auto entry = [&](const std::string& more) {
    folder.write("dnsward.toml", std::string(preamble) + R"(
[sender.old]
dkim = [{ selector = "mail", value = ")" +
                                     short_key +
                                     R"(" }]

[[domains]]
names = ["a.example"]
provider = "local"
senders = ["old"]
)" + more);
    return load(folder);
  };
  CHECK(warnings_text(entry("").config) ==
        "9: DKIM key of selector mail has 1024 bits; RFC 8301 asks for 2048\n");
  const auto allowed = entry("allow = [\"dkim007\"]\nreason = \"the vendor has no other\"\n");
  CHECK(errors_text(allowed, folder).empty());
  CHECK(warnings_text(allowed.config).empty());
  const auto& domain = allowed.config.domains.at(0);
  for (const auto& warning : requirements_of(allowed.config, domain, domain.name).warnings) {
    CHECK(warning.error.code != "DKIM007");
  }
  CHECK(errors_text(entry("allow = [\"DKIM07\"]\n"), folder) ==
        "dnsward.toml:15:1: what is allowed needs a reason\n"
        "  help: add reason = \"...\" for whoever reads the file next\n"
        "dnsward.toml:15:10: \"DKIM07\" is no code of a finding\n"
        "  help: did you mean \"DKIM007\"? `dnsward explain` lists them\n");
  CHECK(errors_text(entry("reason = \" \"\n"), folder) ==
        "dnsward.toml:15:1: a reason for nothing: this entry allows no finding\n"
        "  help: add allow = [\"...\"], or remove it\n"
        "dnsward.toml:15:10: the reason is empty\n"
        "  help: say why the findings are allowed\n");
}

TEST_CASE("what can't hold together at any domain is a conflict of the file") {
  const Folder folder;
  folder.write("dnsward.toml", std::string(preamble) + R"(
[sender.two]
dkim = [
  { selector = "mail", value = "k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=" },
]

[sender.three]
dkim = [{ selector = "mail", cname = "mail.vendor.example." }]

[sender.many]
spf = ["a:a.example", "a:b.example", "a:c.example", "a:d.example", "a:e.example", "a:f.example",
       "a:g.example", "a:h.example", "a:i.example", "a:j.example", "a:k.example"]

[[domains]]
names = ["a.example", "b.example"]
provider = "local"
senders = ["two", "three", "many"]
)");
  const auto loaded = load(folder);
  REQUIRE(errors_text(loaded, folder).empty());
  std::string text;
  for (const auto& conflict : file_findings(loaded.config).conflicts) {
    text +=
        std::to_string(conflict.where->line) + ": " + conflict.code + ' ' + conflict.message + '\n';
  }
  CHECK(text ==
        "14: DKIM013 a CNAME can't share the name \"mail._domainkey.a.example\" with other records "
        "(RFC 1034, 3.6.2)\n"
        "17: SPF007 SPF record would need 11 DNS lookups; receivers allow 10\n");
}

TEST_CASE("warnings of the requirements carry their line") {
  const Folder folder;
  const auto line = "dkim = [{ selector = \"mail\", value = \"" + short_key + "\" }]";
  folder.write("dnsward.toml", std::string(preamble) + "[sender.old]\n" + line + R"(
[[domains]]
names = ["a.example"]
provider = "local"
senders = ["old"]
)");
  const auto loaded = load(folder);
  const auto& domain = loaded.config.domains.at(0);
  const auto expanded = requirements_of(loaded.config, domain, domain.name);
  REQUIRE(expanded.warnings.size() == 2);
  CHECK(expanded.warnings[0].domain == domain.name);
  CHECK(expanded.warnings[0].error.source_line == line);
}

TEST_CASE("keys of Ed25519 alone are told of an entry, unless one is an RSA key or delegated") {
  const std::string ed25519 = "k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
  const auto told = [&](const std::string& other, const std::string& entry) {
    const Folder folder;
    folder.write("dnsward.toml", std::string(preamble) + R"(
[sender.one]
dkim = [{ selector = "a", value = ")" +
                                     ed25519 + R"(" }]

[sender.two]
)" + other + R"(

[[domains]]
names = ["a.example", "b.example"]
provider = "local"
senders = ["one", "two"]
)" + entry);
    const auto loaded = load(folder);
    REQUIRE(errors_text(loaded, folder).empty());
    std::string text;
    for (const auto& warning : file_findings(loaded.config).warnings) {
      if (warning.code == "DKIM023") text += to_text(*warning.where) + ' ' + warning.message;
    }
    const auto& domain = loaded.config.domains.front();
    const auto wanted = requirements_of(loaded.config, domain, domain.name);
    CHECK(text.empty() == std::none_of(wanted.warnings.begin(), wanted.warnings.end(),
                                       [](const Finding& f) { return f.error.code == "DKIM023"; }));
    return text;
  };
  const auto item = [](const std::string& key) {
    return "dkim = [{ selector = \"b\", " + key + " }]";
  };
  const std::string alone = "the file asks for Ed25519 DKIM keys alone";
  CHECK(told("token = [\"t\"]", "").ends_with(alone));
  CHECK(told(item("value = \"" + ed25519 + "\""), "").ends_with(alone));
  CHECK(told(item("value = \"" + short_key + "\""), "").empty());
  CHECK(told(item("cname = \"k.a.example.\""), "").empty());
  CHECK(told("token = [\"t\"]", "allow = [\"DKIM023\"]\nreason = \"new receivers alone\"").empty());
}
