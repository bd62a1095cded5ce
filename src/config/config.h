// The desired-state file as values: providers, senders and the domains where they must hold.
#pragma once

#include "base/error.h"
#include "base/result.h"
#include "config/sources.h"
#include "dns/domain_name.h"
#include "plan/plan.h"
#include "plan/requirement.h"
#include "provider/settings.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dnsward {

struct ProviderBlock {
  const ProviderType* type = nullptr;
  ProviderSettings settings;
  SourcePos where;
};

struct SenderSpec;  // config/spec.h: a [sender.NAME] block, variables not yet filled in
struct EntrySpec;   // config/spec.h: a [[domains]] block

/// One name of one [[domains]] entry.
struct DomainSpec {
  DomainName name;
  std::size_t provider = 0;        ///< index into Config::providers
  std::optional<DomainName> zone;  ///< when the entry names it
  std::string zone_id;             ///< empty: looked up
  std::shared_ptr<const EntrySpec> entry;
  SourcePos where;  ///< of the name
};

struct Config {
  std::uint32_t default_ttl = 3600;                 ///< seconds
  std::optional<SourcePos> default_ttl_where = {};  ///< when the file gives it
  std::vector<ProviderBlock> providers;
  std::vector<std::shared_ptr<const SenderSpec>> senders;
  std::vector<DomainSpec> domains;  ///< in the file's order
  SourceFiles sources;              ///< the text of every file read, for excerpts
};

/// A config to use when `errors` is empty; else every error of all files, in file order, each with
/// its place and source line.
struct LoadedConfig {
  Config config;
  std::vector<Error> errors;
};

/// Whether a file must say where something is wanted: to look at a provider's zones it need not.
enum class DomainNeed { some, none };

/// Reads `path`: a file, or a folder whose `*.toml` are read in name order as one. Nothing but the
/// file system is touched. Every requirement of every domain is checked, with the entry's `zone` or
/// else the domain itself as `${zone}`.
[[nodiscard]] LoadedConfig load_config(const std::filesystem::path& path,
                                       std::span<const ProviderType> types,
                                       DomainNeed need = DomainNeed::some);

/// Errors: a name that nobody has an address in: a single label, an underscore, a wildcard. They
/// show it as it was `given`.
[[nodiscard]] Result<void> check_mail_domain(const DomainName& name, std::string_view given);

/// What the file wants for `domain`, with variables filled in, `zone` being the zone it was found
/// in. Senders first in the entry's order, then the entry's own, then the retired ones. Errors are
/// those that only a real zone can show (a name over 255 octets).
struct ExpandedDomain {
  std::vector<Requirement> requirements;
  std::vector<Error> errors;
  std::vector<Finding> warnings;  ///< about the file's own values: a 1024-bit DKIM key
};

[[nodiscard]] ExpandedDomain requirements_of(const Config& config, const DomainSpec& domain,
                                             const DomainName& zone);

}  // namespace dnsward
