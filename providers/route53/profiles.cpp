#include "providers/route53/profiles.h"

#include "base/text.h"
#include "providers/route53/small_file.h"

#include <fmt/format.h>

#include <filesystem>
#include <system_error>
#include <utility>

namespace dnsward::route53 {
namespace {

std::optional<std::string> value_in(const IniKeys* keys, std::string_view key) {
  if (keys == nullptr) return std::nullopt;
  const auto found = keys->find(key);
  if (found == keys->end() || found->second.empty()) return std::nullopt;
  return std::string(found->second.reveal());
}

std::string_view without_quotes(std::string_view name) {
  for (const char quote : {'"', '\''}) {
    if (name.size() > 1 && name.front() == quote && name.back() == quote) {
      return name.substr(1, name.size() - 2);
    }
  }
  return name;
}

// "mail" of `[profile mail]`, `[profile "mail"]`; nullopt: it is no section of that kind.
std::optional<std::string_view> name_after(std::string_view kind, std::string_view section) {
  if (!section.starts_with(kind)) return std::nullopt;
  const auto rest = section.substr(kind.size());
  const auto name = trim(rest);
  if (name.size() == rest.size() || name.empty()) return std::nullopt;
  return without_quotes(name);
}

const IniSection* section_of(const IniFile& file, std::string_view kind, std::string_view name) {
  for (const auto& [title, section] : file) {
    if (name_after(kind, title) == name) return &section;
  }
  return nullptr;
}

const IniSection* config_section(const IniFile& file, std::string_view profile) {
  const auto* const section = section_of(file, "profile", profile);
  if (section != nullptr || profile != "default") return section;
  const auto found = file.find("default");
  return found == file.end() ? nullptr : &found->second;
}

std::string shown(const std::string& path, const std::string& fallback) {
  return path.empty() ? fmt::format("~/{} (HOME is not set)", fallback)
                      : fmt::format(R"("{}")", path);
}

}  // namespace

std::optional<std::string> aws_variable(const Environment& environment, const std::string& name) {
  auto value = environment ? environment(name) : std::nullopt;
  if (value && value->empty()) return std::nullopt;
  return value;
}

bool is_true(const Environment& environment, const std::string& name) {
  const auto value = aws_variable(environment, name);
  return value && equal_ignoring_case(*value, "true");
}

ProfileChoice choose_profile(const std::string& profile, const Environment& environment) {
  if (!profile.empty()) return {profile, "the provider block", true};
  for (const auto* const variable : {"AWS_DEFAULT_PROFILE", "AWS_PROFILE"}) {
    if (auto name = aws_variable(environment, variable)) return {std::move(*name), variable};
  }
  return {"default", ""};
}

Result<Profiles::File> Profiles::read(const Environment& environment, const std::string& variable,
                                      const std::string& name) {
  File file;
  const auto home = aws_variable(environment, "HOME");
  const auto chosen = aws_variable(environment, variable);
  auto path = chosen.value_or("~/" + name);
  if (path.starts_with("~/")) {
    if (!home) return file;
    path = *home + path.substr(1);
  }
  file.path = path;
  // Services run with other users' HOME: a folder that they may not enter holds nothing for them.
  std::error_code error;
  if (!chosen && !std::filesystem::exists(path, error)) return file;
  const auto text = read_small_file(path);
  if (!text) return fail(text.error());
  if (!*text) return file;
  file.exists = true;
  auto sections = parse_ini((*text)->reveal(), path);
  if (!sections) return fail(std::move(sections.error()));
  file.sections = std::move(*sections);
  return file;
}

Result<Profiles> Profiles::load(const Environment& environment) {
  auto config = read(environment, "AWS_CONFIG_FILE", ".aws/config");
  if (!config) return fail(std::move(config.error()));
  auto credentials = read(environment, "AWS_SHARED_CREDENTIALS_FILE", ".aws/credentials");
  if (!credentials) return fail(std::move(credentials.error()));
  Profiles profiles;
  profiles.config_ = std::move(*config);
  profiles.credentials_ = std::move(*credentials);
  return profiles;
}

const IniKeys* Profiles::in_config(std::string_view profile) const {
  const auto* const section = config_section(config_.sections, profile);
  return section == nullptr ? nullptr : &section->keys;
}

const IniKeys* Profiles::in_credentials(std::string_view profile) const {
  const auto found = credentials_.sections.find(profile);
  return found == credentials_.sections.end() ? nullptr : &found->second.keys;
}

bool Profiles::has(std::string_view profile) const {
  return in_config(profile) != nullptr || in_credentials(profile) != nullptr;
}

std::optional<std::string> Profiles::get(std::string_view profile, std::string_view key) const {
  auto value = value_in(in_credentials(profile), key);
  return value ? value : value_in(in_config(profile), key);
}

bool Profiles::has_key(std::string_view profile, std::string_view key) const {
  return get(profile, key).has_value();
}

std::optional<std::string> Profiles::service_endpoint(std::string_view profile,
                                                      std::string_view service) const {
  const auto name = get(profile, "services");
  if (!name) return std::nullopt;
  const auto* const section = section_of(config_.sections, "services", *name);
  if (section == nullptr) return std::nullopt;
  const auto found = section->nested.find(service);
  return found == section->nested.end() ? std::nullopt : value_in(&found->second, "endpoint_url");
}

std::string Profiles::absence(std::string_view profile) const {
  if (has(profile)) return {};
  const auto config = shown(config_.path, ".aws/config");
  const auto credentials = shown(credentials_.path, ".aws/credentials");
  if (!config_.exists && !credentials_.exists) {
    return fmt::format("neither {} nor {} exists", config, credentials);
  }
  if (config_.exists && credentials_.exists) {
    return fmt::format(R"(neither {} nor {} has a profile "{}")", config, credentials, profile);
  }
  return config_.exists ? fmt::format(R"({} has no profile "{}", and {} does not exist)", config,
                                      profile, credentials)
                        : fmt::format(R"({} has no profile "{}", and {} does not exist)",
                                      credentials, profile, config);
}

}  // namespace dnsward::route53
