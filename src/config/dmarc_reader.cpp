#include "base/text.h"
#include "config/want_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace dnsward {
namespace {

constexpr std::array<std::string_view, 2> sender_dmarc_keys{"policy", "rua"};

struct OwnerKey {
  std::string_view key;
  std::string_view tag;
  std::string_view values;  // separated by blanks; empty: see the reader
};

constexpr std::string_view policies = "none quarantine reject";
constexpr std::array<OwnerKey, 9> owner_tags{{{"policy", "p", policies},
                                              {"subdomain_policy", "sp", policies},
                                              {"nonexistent_subdomain_policy", "np", policies},
                                              {"rua", "rua", {}},
                                              {"ruf", "ruf", {}},
                                              {"adkim", "adkim", "r s"},
                                              {"aspf", "aspf", "r s"},
                                              {"fo", "fo", {}},
                                              {"t", "t", "y n"}}};

constexpr std::array<std::string_view, 10> owner_dmarc_keys{"policy",
                                                            "subdomain_policy",
                                                            "nonexistent_subdomain_policy",
                                                            "rua",
                                                            "ruf",
                                                            "adkim",
                                                            "aspf",
                                                            "fo",
                                                            "t",
                                                            "allow_downgrade"};

std::string advice_for_owner(std::string_view key) {
  const auto* tag = std::find_if(owner_tags.begin(), owner_tags.end(),
                                 [&](const OwnerKey& known) { return known.tag == key; });
  return tag == owner_tags.end() ? std::string() : fmt::format("write {}", tag->key);
}

std::string advice_for_sender(std::string_view key) {
  if (key == "p") return "write policy";
  const auto is_one = [&](const OwnerKey& known) { return known.tag == key || known.key == key; };
  if (std::any_of(owner_tags.begin(), owner_tags.end(), is_one) || key == "allow_downgrade") {
    return "only the domain's owner says it: write it in the dmarc of the [[domains]] entry";
  }
  return {};
}

std::optional<TableReader> dmarc_table(const TableReader& block,
                                       std::span<const std::string_view> keys,
                                       TableReader::Advice advice) {
  const TomlTable* table = block.table("dmarc", "{ policy = \"none\" }");
  if (table == nullptr) return {};
  return TableReader(*table, block.value_place("dmarc"), block.file(), block.problems(), keys,
                     advice);
}

/// One of a few words, compared without case; nothing when the key is missing or wrong.
std::optional<TomlText> word(const TableReader& dmarc, std::string_view key,
                             std::string_view choices) {
  auto text = dmarc.text(key);
  if (!text) return {};
  const auto words = split(choices, ' ');
  for (const std::string_view choice : words) {
    if (equal_ignoring_case(choice, text->text)) return TomlText{choice, text->where};
  }
  dmarc.problems().add(text->where, fmt::format("{} can't be \"{}\"", key, text->text),
                       suggestion(text->text, words, "use one of"));
  return {};
}

/// RFC 9989, 4.7: 0 or 1, and d and s beside it, in a colon list.
std::optional<TomlText> failure_options(const TableReader& dmarc) {
  auto text = dmarc.text("fo");
  if (!text) return {};
  const auto parts = split(text->text, ':');
  const auto known = [](std::string_view part) {
    return part == "0" || part == "1" || part == "d" || part == "s";
  };
  const bool contradicts = std::count(parts.begin(), parts.end(), "0") > 0 &&
                           std::count(parts.begin(), parts.end(), "1") > 0;
  if (std::all_of(parts.begin(), parts.end(), known) && !contradicts) return text;
  dmarc.problems().add(text->where, fmt::format("fo can't be \"{}\"", text->text),
                       "write 0 or 1, with d and s after colons: \"1:d:s\"");
  return {};
}

DmarcTagSpec tag_of(std::string_view name, const TomlText& text) {
  return {std::string(name), {{VariableText::verbatim(std::string(text.text)), text.where}}};
}

std::optional<DmarcTagSpec> owner_tag(const TableReader& dmarc, const OwnerKey& key) {
  if (key.key == "rua" || key.key == "ruf") {
    auto uris = dmarc.spec_texts(key.key);
    if (uris.empty()) return {};
    return DmarcTagSpec{std::string(key.tag), std::move(uris)};
  }
  const auto text = key.key == "fo" ? failure_options(dmarc) : word(dmarc, key.key, key.values);
  if (!text) return {};
  return tag_of(key.tag, *text);
}

}  // namespace

std::optional<DmarcSenderSpec> read_sender_dmarc(const TableReader& block) {
  const auto dmarc = dmarc_table(block, sender_dmarc_keys, advice_for_sender);
  if (!dmarc) return {};
  DmarcSenderSpec spec;
  if (const auto policy = word(*dmarc, "policy", policies)) {
    spec.policy = *parse_dmarc_policy(policy->text);
  }
  spec.rua = dmarc->spec_texts("rua");
  if (dmarc->has("policy") || dmarc->has("rua")) return spec;
  if (dmarc->knows_all_keys()) {
    block.problems().add(dmarc->where(), "dmarc says nothing",
                         "write dmarc = { policy = \"none\" }, or leave it out");
  }
  return {};
}

std::optional<DmarcOwnerSpec> read_owner_dmarc(const TableReader& entry) {
  const auto dmarc = dmarc_table(entry, owner_dmarc_keys, advice_for_owner);
  if (!dmarc) return {};
  DmarcOwnerSpec spec;
  spec.allow_downgrade = dmarc->flag("allow_downgrade");
  bool says_something = false;
  for (const OwnerKey& key : owner_tags) {
    if (!dmarc->has(key.key)) continue;
    says_something = true;
    if (auto tag = owner_tag(*dmarc, key)) spec.tags.push_back(std::move(*tag));
  }
  if (says_something) return spec;
  if (dmarc->knows_all_keys()) {
    entry.problems().add(dmarc->where(), "dmarc names no tag",
                         "write e.g. dmarc = { policy = \"quarantine\" }, or leave it out");
  }
  return {};
}

}  // namespace dnsward
