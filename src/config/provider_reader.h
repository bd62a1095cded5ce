// A [provider.NAME] block, checked against the settings of its type.
#pragma once

#include "config/config.h"
#include "config/problems.h"
#include "config/toml_document.h"

#include <filesystem>
#include <span>
#include <string>

namespace dnsward {

/// What reading a block needs to know of its surroundings.
struct ProviderReading {
  std::string file;            ///< its name in places
  std::filesystem::path path;  ///< settings that are paths are relative to its folder
  std::span<const ProviderType> types;
  Problems& problems;
  SourceFiles& sources;  ///< values that may be secrets are concealed in it
};

/// `member` is the block's name and table. `type` is null when it is missing or unknown.
[[nodiscard]] ProviderBlock read_provider(const TomlMember& member, const ProviderReading& reading);

/// "DNSWARD_CF_TOKEN" for the block "cf" and the suffix "TOKEN".
[[nodiscard]] std::string environment_variable(std::string_view block, std::string_view suffix);

}  // namespace dnsward
