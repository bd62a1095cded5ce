#include "config/provider_reader.h"

#include "base/text.h"
#include "config/table_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace dnsward {
namespace {

bool mentions(std::string_view key, std::span<const std::string_view> words) {
  std::string plain = to_lower(key);
  std::replace(plain.begin(), plain.end(), '-', '_');
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return plain.find(word) != std::string::npos; });
}

/// Why a key may not be here although people look for it; no message for any other key.
Error forbidden(std::string_view key, std::string_view block) {
  constexpr std::array<std::string_view, 9> secrets{"token",      "password",    "passwd",
                                                    "secret",     "api_key",     "apikey",
                                                    "access_key", "private_key", "credential"};
  constexpr std::array<std::string_view, 3> endpoints{"endpoint", "url", "uri"};
  constexpr std::array<std::string_view, 3> commands{"command", "exec", "script"};
  Error error;
  const std::string credentials = fmt::format("credentials come from the environment: set {}",
                                              environment_variable(block, "TOKEN"));
  if (mentions(key, commands)) {
    error.message = fmt::format("\"{}\" can't be here: this file runs no commands", key);
    error.hint = credentials;
  } else if (mentions(key, secrets)) {
    error.message = fmt::format("\"{}\" can't be here: this file holds no secrets", key);
    error.hint = credentials;
  } else if (mentions(key, endpoints)) {
    error.message = fmt::format("\"{}\" can't be here: this file can't move an endpoint", key);
    error.hint = fmt::format("endpoints come from the environment: set {}",
                             environment_variable(block, "ENDPOINT"));
  }
  return error;
}

const ProviderType* read_type(const TableReader& block, std::string_view name,
                              std::span<const ProviderType> types) {
  std::vector<std::string_view> names;
  for (const ProviderType& type : types) names.push_back(type.name);
  const auto text = block.text("type");
  if (!text) {
    if (!block.has("type")) {
      block.problems().add(block.where(), fmt::format("provider \"{}\" has no type", name),
                           suggestion("", names, "add type = \"...\", one of"));
    }
    return nullptr;
  }
  const auto type = std::find_if(types.begin(), types.end(), [&](const ProviderType& known) {
    return known.name == text->text;
  });
  if (type != types.end()) return &*type;
  block.problems().add(text->where, fmt::format("unknown provider type \"{}\"", text->text),
                       suggestion(text->text, names, "the types are"));
  return nullptr;
}

void read_setting(const TableReader& block, const SettingSpec& spec, const ProviderReading& reading,
                  ProviderSettings& settings) {
  const std::string key(spec.key);
  const auto text = block.text(key);
  if (!text) {
    if (!spec.required || block.has(key)) return;
    reading.problems.add(block.where(),
                         fmt::format("provider \"{}\" has no {}", settings.name, key),
                         fmt::format("add {} = \"...\": {}", key, spec.help));
    return;
  }
  if (text->text.empty()) {
    reading.problems.add(text->where, fmt::format("an empty text in \"{}\"", key),
                         "fill it, or leave it out");
    return;
  }
  const bool is_choice = spec.choices.empty() || std::find(spec.choices.begin(), spec.choices.end(),
                                                           text->text) != spec.choices.end();
  if (!is_choice) {
    reading.problems.add(text->where, fmt::format(R"("{}" can't be "{}")", key, text->text),
                         suggestion(text->text, spec.choices, "it is one of"));
    return;
  }
  std::string value(text->text);
  if (spec.kind == SettingSpec::Kind::path) {
    value = (reading.path.parent_path() / value).lexically_normal().string();
  }
  settings.values.emplace(key, std::move(value));
}

/// Also hides the values of such keys: any of them may be a secret.
void refuse_unknown(const TomlTable& table, std::string_view name, const ProviderType* type,
                    const ProviderReading& reading) {
  std::vector<std::string_view> known{"type"};
  if (type != nullptr) {
    for (const SettingSpec& spec : type->settings) known.push_back(spec.key);
  }
  for (const TomlMember& member : table) {
    if (std::find(known.begin(), known.end(), member.key) != known.end()) continue;
    Error error = forbidden(member.key, name);
    const bool is_forbidden = !error.message.empty();
    if (!is_forbidden && type == nullptr) continue;  // its type may know the key
    const TomlPlace& key = member.key_place;
    const TomlPlace& value = member.value.place;
    reading.sources.conceal({reading.file, value.line, value.column});
    if (!is_forbidden) {
      error.message = fmt::format("unknown key \"{}\"", member.key);
      error.hint = suggestion(member.key, known, "the keys here are");
    }
    reading.problems.add(std::move(error).at({reading.file, key.line, key.column}));
  }
}

bool fits_environment(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return is_alpha(c) || is_digit(c) || c == '-' || c == '_';
  });
}

}  // namespace

std::string environment_variable(std::string_view block, std::string_view suffix) {
  std::string name = "DNSWARD_";
  for (const char c : block) {
    if (c >= 'a' && c <= 'z') {
      name += static_cast<char>(c - 'a' + 'A');
    } else {
      name += c == '-' ? '_' : c;
    }
  }
  return name + '_' + std::string(suffix);
}

ProviderBlock read_provider(const TomlMember& member, const ProviderReading& reading) {
  ProviderBlock result;
  result.settings.name = member.key;
  result.where = {reading.file, member.key_place.line, member.key_place.column};
  const auto* table = std::get_if<TomlTable>(&member.value.data);
  if (table == nullptr) {
    reading.problems.add(
        {reading.file, member.value.place.line, member.value.place.column},
        fmt::format("provider \"{}\" must be a table, is {}", member.key, kind_of(member.value)),
        fmt::format("write [provider.{}]", member.key));
    return result;
  }
  if (!fits_environment(member.key)) {
    reading.problems.add(result.where, fmt::format("\"{}\" can't name a provider", member.key),
                         "its credentials are found by the name: use letters, digits, \"-\" and "
                         "\"_\"");
  }
  std::vector<std::string_view> all_keys;
  for (const TomlMember& setting : *table) all_keys.emplace_back(setting.key);
  const TableReader block(*table, result.where, reading.file, reading.problems, all_keys);
  result.type = read_type(block, member.key, reading.types);
  refuse_unknown(*table, member.key, result.type, reading);
  if (result.type == nullptr) return result;
  for (const SettingSpec& spec : result.type->settings) {
    read_setting(block, spec, reading, result.settings);
  }
  return result;
}

}  // namespace dnsward
