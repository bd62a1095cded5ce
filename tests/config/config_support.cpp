#include "config/config_support.h"

#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <system_error>

namespace dnsward::test {
namespace {

namespace fs = std::filesystem;

void append(std::string& text, const std::string& line) {
  text += line;
  text += '\n';
}

std::string want_text(const ValueWant& want) {
  return fmt::format("{} value {}", to_text(want.key), to_text(want.value));
}

std::string want_text(const PrefixWant& want) {
  return fmt::format("{} TXT prefix \"{}\" \"{}\"", want.owner.to_text(), want.prefix, want.value);
}

std::string want_text(const RRsetWant& want) {
  return fmt::format("{} rrset {}{}", to_text(want.key),
                     want.value ? to_text(*want.value) : "nothing",
                     want.is_dkim_key ? " (a key)" : "");
}

std::string want_text(const CnameWant& want) {
  return fmt::format("{} CNAME {}{}", want.owner.to_text(),
                     want.target ? want.target->to_text() : "anything",
                     want.replace ? " (replaces)" : "");
}

std::string want_text(const SpfWant& want) {
  std::string text = want.owner.to_text() + " SPF";
  for (const SpfTerm& term : want.terms) text += " " + term.text;
  return text;
}

std::string want_text(const DmarcSenderWant& want) {
  return fmt::format("{} DMARC {} or stronger, rua {}", want.owner.to_text(),
                     to_text(want.wish.policy), join(want.wish.rua, ","));
}

std::string want_text(const DmarcOwnerWant& want) {
  std::string text = want.owner.to_text() + " DMARC";
  for (const DmarcTag& tag : want.wish.tags) text += fmt::format(" {}={};", tag.name, tag.value);
  return text + (want.wish.allow_downgrade ? " (may be weaker)" : "");
}

std::string_view presence_text(Presence presence) {
  if (presence == Presence::absent) return "absent ";
  return presence == Presence::retired ? "retired " : "";
}

}  // namespace

Folder::Folder() {
  std::string pattern = (fs::temp_directory_path() / "dnsward-config-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("mkdtemp failed");
  path_ = pattern;
}

Folder::~Folder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

void Folder::write(std::string_view name, std::string_view text) const {
  const fs::path file = path_ / name;
  fs::create_directories(file.parent_path());
  std::ofstream out(file, std::ios::binary);
  out.write(text.data(), static_cast<std::streamsize>(text.size()));
  if (!out.flush()) throw std::runtime_error("can't write " + file.string());
}

std::string Folder::shortened(std::string text) const {
  for (const std::string& part : {path_.string() + "/", path_.string()}) {
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at)) {
      text.replace(at, part.size(), part.ends_with('/') ? "" : "FOLDER");
    }
  }
  return text;
}

std::span<const ProviderType> provider_types_of_tests() {
  static constexpr std::array<SettingSpec, 1> zonefile_settings{
      {{"directory", SettingSpec::Kind::path, true, "the folder of the zone files"}}};
  static constexpr std::array<SettingSpec, 1> cloudflare_settings{
      {{"account_id", SettingSpec::Kind::text, false, "the account"}}};
  static constexpr std::array<ProviderType, 2> types{
      {{"zonefile", "zone files", "", zonefile_settings, "none", {}, nullptr, nullptr},
       {"cloudflare",
        "Cloudflare",
        "",
        cloudflare_settings,
        "a token",
        {60, 86400},
        nullptr,
        nullptr}}};
  return types;
}

LoadedConfig load(const Folder& folder, std::string_view name) {
  return load_config(name.empty() ? folder.path() : folder.path() / name,
                     provider_types_of_tests());
}

std::string errors_text(const LoadedConfig& loaded, const Folder& folder) {
  std::string text;
  for (const Error& error : loaded.errors) {
    append(text, (error.where ? to_text(*error.where) : "NOWHERE") + ": " + error.message);
    if (!error.hint.empty()) append(text, "  help: " + error.hint);
    for (const Note& note : error.notes) {
      append(text, "  " + (note.where ? to_text(*note.where) : "NOWHERE") + ": " + note.message);
    }
  }
  return folder.shortened(std::move(text));
}

std::string errors_of(std::string_view toml) {
  const Folder folder;
  folder.write("dnsward.toml", toml);
  return errors_text(load(folder), folder);
}

std::string errors_after_preamble(std::string_view toml) {
  return errors_of(std::string(preamble) + std::string(toml));
}

std::string errors_of_sender(std::string_view keys) {
  std::string toml = R"([provider.local]
type = "zonefile"
directory = "zones"

[sender.s]
)";
  toml += keys;
  toml += R"(
[[domains]]
names = ["example.com"]
provider = "local"
senders = ["s"]
)";
  return errors_of(toml);
}

std::string requirements_text(const LoadedConfig& loaded, std::size_t index,
                              std::string_view zone) {
  const DomainSpec& domain = loaded.config.domains.at(index);
  const auto apex = zone.empty() ? domain.name : DomainName::parse(zone).value();
  const ExpandedDomain expanded = requirements_of(loaded.config, domain, apex);
  std::string text;
  for (const Requirement& r : expanded.requirements) {
    if (r.domain != domain.name) append(text, "ANOTHER DOMAIN");
    append(text,
           fmt::format("{}{}: {} ttl {}{} at {}:{}", presence_text(r.presence), r.label,
                       std::visit([](const auto& want) { return want_text(want); }, r.want),
                       r.create_ttl, r.exact_ttl ? " exactly" : "", r.where.line, r.where.column));
  }
  for (const Finding& warning : expanded.warnings) {
    append(text, fmt::format("warning {}:{}: {}", warning.error.where->line,
                             warning.error.where->column, warning.error.message));
  }
  for (const Error& error : expanded.errors) {
    append(text,
           fmt::format("error {}:{}: {}", error.where->line, error.where->column, error.message));
  }
  return text;
}

std::string requirements_of_text(std::string_view toml, std::string_view zone) {
  const Folder folder;
  folder.write("dnsward.toml", toml);
  const LoadedConfig loaded = load(folder);
  const std::string errors = errors_text(loaded, folder);
  return errors.empty() ? requirements_text(loaded, 0, zone) : errors;
}

}  // namespace dnsward::test
