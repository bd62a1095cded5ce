#include "cli/validate_command.h"

#include "base/printable.h"
#include "cli/tell_config.h"
#include "config/config.h"
#include "config/warnings.h"
#include "providers/registry.h"

#include <fmt/format.h>

namespace dnsward {

ExitCode validate(const Options& options, Console& console) {
  const auto [config, errors] = load_config(options.config, provider_types());
  if (!errors.empty()) {
    tell_config_errors(errors, options.config, console);
    return ExitCode::config;
  }
  const auto warnings = file_warnings(config);
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
