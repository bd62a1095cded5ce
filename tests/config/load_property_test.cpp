#include "config/config_support.h"
#include "support/random.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace dnsward;
using namespace dnsward::test;

namespace {

constexpr std::string_view valid = R"([defaults]
ttl = 3600
[provider.cf]
type = "cloudflare"
account_id = "a1"
[sender.a]
title = "A"
spf = ["include:spf.example.net", "ip4:192.0.2.1"]
token = ["x-code:${code}"]
dkim = [{ selector = "m", cname = "m.${domain_dashed}.example.net.", replace = true }]
dmarc = { policy = "none", rua = ["mailto:rua@example.net"] }
[[sender.a.record]]
name = "em"
type = "MX"
value = "10 mx.example.net."
[[domains]]
names = ["bücher.example", "b.example"]
provider = "cf"
zone = "example"
zone_id = "Z1"
senders = ["a"]
vars = { code = "$1" }
dmarc = { policy = "reject", allow_downgrade = true }
[[domains.record]]
name = "@"
type = "TXT"
presentation = '"a\226" b'
owns = "prefix"
prefix = "a"
ttl = 300
)";

const std::vector<std::string> fragments{"x",
                                         "a1",
                                         " ",
                                         "# c\n",
                                         "\n\n",
                                         "\"",
                                         "'",
                                         "[",
                                         "]",
                                         "{",
                                         "}",
                                         "=",
                                         "\n",
                                         "#",
                                         ",",
                                         ".",
                                         "${",
                                         "$${",
                                         "${domain}",
                                         "\\",
                                         "\xC3",
                                         "\xBC",
                                         "é",
                                         "\xC2\xA0",
                                         "-",
                                         "_",
                                         "@",
                                         "*",
                                         "0",
                                         "-1",
                                         "1e9",
                                         "true",
                                         "inf",
                                         "[[domains]]\n",
                                         "\"\"\"",
                                         "v=spf1 ",
                                         "[email protected]",
                                         "absent = true\n",
                                         "ttl = 0\n",
                                         "token = \"s\"\n",
                                         "1979-05-27",
                                         "999999999999999999999",
                                         std::string(300, 'a'),
                                         std::string(1, '\0'),
                                         "\r\n"};

/// One random edit, or up to four: a byte changed, a piece removed, doubled or moved, a fragment
/// put in.
std::string mutated(Random& random) {
  std::string text(valid);
  for (std::size_t edits = 1 + random.below(random.one_in(2) ? 1 : 4); edits > 0; --edits) {
    const std::size_t at = random.below(text.size());
    const std::size_t length = 1 + random.below(random.one_in(4) ? 60 : 6);
    switch (random.below(6)) {
      case 0: text[at] = static_cast<char>(random.below(256)); break;
      case 1: text.erase(at, length); break;
      case 2: text.insert(at, text.substr(at, length)); break;
      case 3: text.insert(random.below(text.size()), text.substr(at, length)); break;
      default: text.insert(at, random.pick(fragments)); break;
    }
    if (text.empty()) text = " ";
  }
  return text;
}

bool has_place(const Error& error, const std::string& file) {
  const bool notes = std::all_of(error.notes.begin(), error.notes.end(),
                                 [](const Note& note) { return note.where.has_value(); });
  return notes && error.where && error.where->file == file && !error.message.empty() &&
         !error.message.ends_with('.');
}

bool is_in_order(const std::vector<Error>& errors) {
  for (std::size_t i = 1; i < errors.size(); ++i) {
    if (*errors[i].where < *errors[i - 1].where) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("the file that the next test breaks is right") {
  CHECK(errors_of(valid).empty());
}

TEST_CASE("a file that somebody broke is refused with places, in order, or loads whole") {
  Random random(20);
  const Folder folder;
  const std::string file = (folder.path() / "dnsward.toml").string();
  std::size_t refused = 0;
  for (int i = 0; i < 20000; ++i) {
    const std::string text = mutated(random);
    folder.write("dnsward.toml", text);
    const LoadedConfig loaded = load(folder);
    INFO(text);
    const bool placed = std::all_of(loaded.errors.begin(), loaded.errors.end(),
                                    [&](const Error& error) { return has_place(error, file); });
    CHECK(placed);
    CHECK(is_in_order(loaded.errors));
    if (!loaded.errors.empty()) {
      ++refused;
      continue;
    }
    for (const DomainSpec& domain : loaded.config.domains) {
      const auto zone = domain.zone.value_or(domain.name);
      const ExpandedDomain expanded = requirements_of(loaded.config, domain, zone);
      CHECK(expanded.errors.empty());
      CHECK(expanded.requirements.size() > 0);
    }
  }
  // Neither side of the property is empty.
  CHECK(refused > 5000);
  CHECK(refused < 19500);
}

TEST_CASE("ten thousand domains load, each with its requirements") {
  std::string toml(preamble);
  toml +=
      "[sender.news]\ntoken = [\"n=${code}\"]\n"
      "dkim = [{ selector = \"n\", cname = \"n.${domain_dashed}.example.net\" }]\n";
  for (int i = 0; i < 10000; ++i) {
    const std::string number = std::to_string(i);
    toml += "[[domains]]\nnames = [\"customer" + number +
            ".example.com\"]\nprovider = \"local\"\nsenders = [\"calenso\", \"news\"]\n"
            "vars = { code = \"" +
            number + "\" }\n";
  }
  const Folder folder;
  folder.write("dnsward.toml", toml);
  const LoadedConfig loaded = load(folder);
  REQUIRE(errors_text(loaded, folder).empty());
  REQUIRE(loaded.config.domains.size() == 10000);
  CHECK(requirements_text(loaded, 9999) ==
        R"(SPF of calenso: customer9999.example.com. SPF include:spf.brevo.com ttl 3600 at 6:7
token of news: customer9999.example.com. TXT value "n=9999" ttl 3600 at 8:10
DKIM of news: n._domainkey.customer9999.example.com. CNAME n.customer9999-example-com.example.net. ttl 3600 at 9:35
)");
}

TEST_CASE("every one of ten thousand wrong domains is told") {
  std::string toml(preamble);
  toml += "[[domains]]\nprovider = \"local\"\nsenders = [\"calenzo\"]\nnames = [\n";
  for (int i = 0; i < 10000; ++i) toml += "\"customer_" + std::to_string(i) + ".example.com\",\n";
  toml += "]\n";
  const Folder folder;
  folder.write("dnsward.toml", toml);
  const LoadedConfig loaded = load(folder);
  REQUIRE(loaded.errors.size() == 10001);
  CHECK(loaded.errors[0].message == "unknown sender \"calenzo\"");
  CHECK(loaded.errors[10000].where->line == 10010);
}
