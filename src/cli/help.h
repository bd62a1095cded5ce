// Help, version and reference texts, made from the table.
#pragma once

#include "cli/command_table.h"

#include <string>

namespace dnsward {

/// Each ends in a line feed and fits 80 columns.
[[nodiscard]] std::string overview_help();
[[nodiscard]] std::string short_help();  ///< for a command line without a command
[[nodiscard]] std::string command_help(const CommandSpec& command);
[[nodiscard]] std::string version_text();

/// docs/commands.md.
[[nodiscard]] std::string commands_markdown();

/// `dnsward providers` and `dnsward providers TYPE`, which must exist.
[[nodiscard]] std::string providers_text();
[[nodiscard]] std::string provider_text(std::string_view type);

}  // namespace dnsward
