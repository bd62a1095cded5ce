#include "cli/validate_command.h"

#include "base/printable.h"
#include "cli/tell_config.h"
#include "config/config.h"
#include "providers/registry.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <vector>

namespace dnsward {
namespace {

/// What the file itself gives cause to warn of. A sender's warning is told once, however many
/// domains use it.
std::vector<Error> warnings_of(const Config& config) {
  std::vector<Error> warnings;
  for (const auto& domain : config.domains) {
    auto expanded = requirements_of(config, domain, domain.zone.value_or(domain.name));
    for (auto& finding : expanded.warnings) warnings.push_back(std::move(finding.error));
  }
  const auto key = [](const Error& error) { return std::tie(error.where, error.message); };
  std::sort(warnings.begin(), warnings.end(),
            [&](const Error& a, const Error& b) { return key(a) < key(b); });
  const auto same = [&](const Error& a, const Error& b) { return key(a) == key(b); };
  warnings.erase(std::unique(warnings.begin(), warnings.end(), same), warnings.end());
  for (auto& warning : warnings) config.sources.attach(warning);
  return warnings;
}

}  // namespace

ExitCode validate(const Options& options, Console& console) {
  const auto [config, errors] = load_config(options.config, provider_types());
  if (!errors.empty()) {
    tell_config_errors(errors, options.config, console);
    return ExitCode::config;
  }
  const auto warnings = warnings_of(config);
  for (const auto& warning : warnings) console.tell(warning, "warning");
  if (options.quiet) return ExitCode::ok;
  console.out.write(fmt::format(
      "{}: {}, {}, {}: in order{}\n", printable(options.config),
      counted(config.domains.size(), "domain"), counted(config.senders.size(), "sender"),
      counted(config.providers.size(), "provider"),
      warnings.empty() ? "" : fmt::format(", {}", counted(warnings.size(), "warning"))));
  return ExitCode::ok;
}

}  // namespace dnsward
