// One provider type as data: its settings, limits and how it is made; help, docs and checks read
// it.
#pragma once

#include "base/clock.h"
#include "base/environment.h"
#include "base/rate_budget.h"
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
class Transport;
struct Response;

/// One key of a `[provider.NAME]` block.
struct SettingSpec {
  enum class Kind { text, path };  ///< a path is relative to the file that names it
  std::string_view key;
  Kind kind = Kind::text;
  bool required = false;
  std::string_view help;                           ///< one sentence
  std::span<const std::string_view> choices = {};  ///< the values that may be; empty: any
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

/// An HTTP API that is spoken to with one credential.
struct ApiSpec {
  std::string_view endpoint;  ///< the base URL, with the API's own path and without a final slash
  std::span<const std::string_view> endpoint_variables;  ///< the ecosystem's own, first hit wins
  std::span<const std::string_view> token_variables;     ///< the same for the token
  RateBudget budget;
  std::string_view permissions;  ///< a paragraph: what the token must be allowed to do
  /// Whether an answer that is no 429 says "later" all the same; null: none does.
  bool (*says_later)(const Response&) = nullptr;
  std::string_view keys = {};  ///< a paragraph: where its credentials are, when they are no token
  /// Blocks of one account share its budget: what tells accounts apart; null: each block is one.
  std::string (*account)(const ProviderSettings&, const Environment&) = nullptr;
};

/// What a provider gets from the program that runs it.
struct ProviderContext {
  const Clock& clock;
  Environment environment = {};     ///< empty: nothing is set
  const Transport* http = nullptr;  ///< for types with an `api`: paced, and tried again as may be
  const Transport* wire = nullptr;  ///< the same, unpaced and sent once: for credential services
};

/// A row of providers/registry.cpp.
struct ProviderType {
  std::string_view name;         ///< the value of `type`
  std::string_view title;        ///< one line
  std::string_view description;  ///< a paragraph for `dnsward providers NAME` and the docs
  std::span<const SettingSpec> settings;
  std::string_view credentials;  ///< one line; "none"
  Limits limits;
  const ApiSpec* api;  ///< null: no HTTP API
  Result<std::unique_ptr<Provider>> (*make)(const ProviderSettings&, const ProviderContext&);
};

}  // namespace dnsward
