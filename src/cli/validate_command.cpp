#include "cli/validate_command.h"

#include "app/error_text.h"
#include "base/printable.h"
#include "cli/tell_config.h"
#include "config/config.h"
#include "config/warnings.h"
#include "providers/registry.h"

#include <fmt/format.h>

#include <algorithm>

namespace dnsward {

namespace {

/// ", 1 warning, 2 notes", or as much of it as there is.
std::string warning_count(const std::vector<Error>& warnings) {
  const auto notes =
      static_cast<std::size_t>(std::count_if(warnings.begin(), warnings.end(), is_note));
  std::string text;
  if (warnings.size() > notes) text += ", " + counted(warnings.size() - notes, "warning");
  if (notes > 0) text += ", " + counted(notes, "note");
  return text;
}

}  // namespace

ExitCode validate(const Options& options, Console& console) {
  const auto [config, errors] = load_config(options.config, provider_types());
  if (!errors.empty()) {
    tell_config_errors(errors, options.config, console);
    return ExitCode::config;
  }
  const auto [conflicts, warnings] = file_findings(config);
  for (const auto& conflict : conflicts) console.tell(conflict, "conflict");
  for (const auto& warning : warnings) {
    if (options.verbose || !is_note(warning)) console.tell(warning, "warning");
  }
  if (!conflicts.empty()) {
    console.err.write(fmt::format("\n{} in {}\n", counted(conflicts.size(), "conflict"),
                                  printable(options.config)));
    return ExitCode::config;
  }
  if (options.quiet) return ExitCode::ok;
  console.out.write(fmt::format(
      "{}: {}, {}, {}: in order{}\n", printable(options.config),
      counted(config.domains.size(), "domain"), counted(config.senders.size(), "sender"),
      counted(config.providers.size(), "provider"), warning_count(warnings)));
  return ExitCode::ok;
}

}  // namespace dnsward
