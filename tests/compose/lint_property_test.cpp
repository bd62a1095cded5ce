#include "compose/lint.h"
#include "config/config_support.h"
#include "support/random.h"
#include "support/zone_text.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <variant>
#include <vector>

using namespace dnsward;
using test::Random;

namespace {

/// One record that a page asks for, and the requirement that it comes to.
struct Asked {
  std::string name;
  std::string type;
  std::string value;
  std::string wanted;
};

std::string word(Random& random, std::size_t length, std::string_view letters) {
  std::string text;
  for (std::size_t i = 0; i < length; ++i) text += letters[random.below(letters.size())];
  return text;
}

constexpr std::string_view hex = "0123456789abcdef";
constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz";

std::string ed25519_key(Random& random) {
  return word(random, 42, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/") +
         "A=";
}

Asked any_record(Random& random) {
  const auto host = word(random, 5, letters) + ".example.net";
  const auto label = word(random, 6, letters);
  switch (random.below(6)) {
    case 0: {
      const auto value = "brevo-code:" + word(random, 32, hex);
      return {"@", "TXT", value, "value @ " + value};
    }
    case 1: {
      const auto value = "v=DKIM1; k=ed25519; p=" + ed25519_key(random);
      return {label + "._domainkey", "TXT", value, "rrset " + label + "._domainkey " + value};
    }
    case 2: return {label + "._domainkey", "CNAME", host, "cname " + label + "._domainkey " + host};
    case 3: return {label, "CNAME", host, "cname " + label + ' ' + host};
    case 4: return {"_mta-sts", "TXT", "v=STSv1; id=1;", "rrset _mta-sts v=STSv1; id=1;"};
    default:
      return {"@", "TXT", fmt::format("v=spf1 include:{} ~all", host), "spf include:" + host};
  }
}

std::vector<Asked> any_records(Random& random) {
  std::vector<Asked> records;
  std::set<std::string> names;
  bool has_spf = false;
  for (std::size_t i = 0, n = 1 + random.below(6); i < n; ++i) {
    auto record = any_record(random);
    const bool spf = record.value.starts_with("v=spf1");
    if ((spf && has_spf) || (record.name != "@" && !names.insert(record.name).second)) continue;
    has_spf = has_spf || spf;
    records.push_back(std::move(record));
  }
  return records;
}

std::string quoted_strings(Random& random, const std::string& value) {
  const auto at = 8 + random.below(value.size() - 8);  // the sign of its kind is in the first
  return '"' + value.substr(0, at) + "\" \"" + value.substr(at) + '"';
}

/// All records in one of the shapes that people paste.
std::string page_of(Random& random, const std::vector<Asked>& records) {
  const auto shape = random.below(6);
  std::string page = shape % 2 == 0 ? "How to set up your domain\n\n" : "";
  for (const auto& [name, type, value, wanted] : records) {
    const bool txt = type == "TXT";
    switch (shape) {
      case 0: page += fmt::format("Name: {}\nType: {}\nValue: {}\n\n", name, type, value); break;
      case 1: page += fmt::format("{}\t{}\t{}\n", type, name, value); break;
      case 2: page += fmt::format("| {} | {} | 3600 | {} |\n", name, type, value); break;
      case 3:
        page +=
            fmt::format("{} 3600 IN {} {}\n", name == "@" ? "example.com." : name + ".example.com.",
                        type, txt ? quoted_strings(random, value) : value + '.');
        break;
      case 4:
        page += fmt::format("<tr><td>{}</td><td>{}</td><td><code>{}</code></td></tr>\n", type, name,
                            value);
        break;
      default: page += fmt::format("Type\n{}\nHost\n{}\nValue\n{}\n", type, name, value); break;
    }
  }
  return page;
}

std::string text_of(const Want& want) {
  const auto domain = test::name("example.com");
  const auto name = owner_of(want).relative_to(domain);
  if (const auto* value = std::get_if<ValueWant>(&want)) {
    const auto* txt = std::get_if<TxtData>(&value->value);
    return fmt::format("value {} {}", name, txt != nullptr ? txt->bytes : to_text(value->value));
  }
  if (const auto* rrset = std::get_if<RRsetWant>(&want)) {
    return fmt::format("rrset {} {}", name, std::get<TxtData>(*rrset->value).bytes);
  }
  if (const auto* cname = std::get_if<CnameWant>(&want)) {
    return fmt::format("cname {} {}", name, cname->target->display());
  }
  const auto* spf = std::get_if<SpfWant>(&want);
  return spf == nullptr ? "?" : "spf " + spf->terms.front().text;
}

std::multiset<std::string> wants_of(const std::string& toml, const std::string& sender) {
  const test::Folder folder;
  folder.write("dnsward.toml",
               fmt::format("[provider.local]\ntype = \"zonefile\"\ndirectory = \"zones\"\n{}\n"
                           "[[domains]]\nnames = [\"example.com\"]\nprovider = \"local\"\n"
                           "senders = [\"{}\"]\n",
                           toml, sender));
  const auto loaded = test::load(folder);
  INFO(toml);
  REQUIRE(test::errors_text(loaded, folder).empty());
  std::multiset<std::string> wants;
  const auto& domain = loaded.config.domains.front();
  for (const auto& requirement : requirements_of(loaded.config, domain, domain.name).requirements) {
    wants.insert(text_of(requirement.want));
  }
  return wants;
}

}  // namespace

TEST_CASE("the block that is written loads, and wants exactly what was pasted") {
  for (std::uint64_t seed = 1; seed <= 1500; ++seed) {
    Random random(seed);
    const auto records = any_records(random);
    const auto page = page_of(random, records);
    INFO(seed, '\n', page);
    const auto outcome = lint_paste(page);
    REQUIRE(outcome.records == records.size());
    REQUIRE(outcome.draft.has_value());
    std::multiset<std::string> wanted;
    for (const auto& record : records) wanted.insert(record.wanted);
    REQUIRE(wants_of(sender_toml(*outcome.draft), outcome.draft->name) == wanted);
  }
}

TEST_CASE("whatever is pasted, the block that is written loads") {
  const std::vector<std::string> pieces{"v=spf1 ",
                                        "include:spf.example.net ",
                                        "~all",
                                        "\n",
                                        "\n\n",
                                        "v=DMARC1;",
                                        " p=none;",
                                        "rua=",
                                        "mailto:a@b.example",
                                        "v=DKIM1; ",
                                        "k=ed25519; ",
                                        "p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=",
                                        "\"",
                                        "s._domainkey",
                                        "_dmarc",
                                        " TXT ",
                                        " CNAME ",
                                        " MX ",
                                        "10 ",
                                        "a.example ",
                                        "example.com.",
                                        "Name: ",
                                        "Value: ",
                                        "brevo-code:",
                                        "0123456789abcdef0123456789abcdef",
                                        "@ ",
                                        "\t",
                                        "${x}",
                                        "\\",
                                        "'",
                                        "<b>",
                                        "\xFF",
                                        "[email protected]",
                                        "Selector: ",
                                        "google-site-verification=",
                                        "(",
                                        ")",
                                        ";",
                                        "IN "};
  for (std::uint64_t seed = 1; seed <= 3000; ++seed) {
    Random random(seed);
    std::string paste;
    for (std::size_t i = 0, n = random.below(24); i < n; ++i) paste += random.pick(pieces);
    INFO(seed, '\n', paste);
    const auto outcome = lint_paste(paste);
    for (const auto& placed : outcome.findings) REQUIRE(placed.octet <= paste.size());
    if (outcome.draft)
      static_cast<void>(wants_of(sender_toml(*outcome.draft), outcome.draft->name));
  }
}
