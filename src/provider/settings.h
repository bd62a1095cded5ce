// One provider type as data: its settings, limits and how it is made; help, docs and checks read
// it.
#pragma once

#include "base/clock.h"
#include "base/result.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace dnsward {

class Provider;

/// One key of a `[provider.NAME]` block.
struct SettingSpec {
  enum class Kind { text, path };  ///< a path is relative to the file that names it
  std::string_view key;
  Kind kind = Kind::text;
  bool required = false;
  std::string_view help;  ///< one sentence
};

/// The checked settings of one block.
struct ProviderSettings {
  std::string name;                           ///< the block's name
  std::map<std::string, std::string> values;  ///< paths are already resolved

  /// "" when the key is not set.
  [[nodiscard]] std::string get(std::string_view key) const;
};

struct Limits {
  std::uint32_t min_ttl = 0;           ///< seconds
  std::uint32_t max_ttl = 0x7fffffff;  ///< seconds
};

/// What a provider gets from the program that runs it.
struct ProviderContext {
  const Clock& clock;
};

/// A row of providers/registry.cpp.
struct ProviderType {
  std::string_view name;         ///< the value of `type`
  std::string_view title;        ///< one line
  std::string_view description;  ///< a paragraph for `dnsward providers NAME` and the docs
  std::span<const SettingSpec> settings;
  std::string_view credentials;  ///< one line; "none"
  Limits limits;
  Result<std::unique_ptr<Provider>> (*make)(const ProviderSettings&, const ProviderContext&);
};

}  // namespace dnsward
