// The command line taken apart by the table, values not yet looked at.
#pragma once

#include "base/result.h"
#include "cli/command_table.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace dnsward {

struct RawWords {
  const CommandSpec* command = nullptr;
  /// By OptionId: the last value given; "" for a flag that was given.
  std::array<std::optional<std::string>, option_count> values = {};
  std::vector<std::string> arguments;  ///< words after the command
  std::vector<std::string> unknown;    ///< options that no command has, words before the command

  [[nodiscard]] bool has(OptionId id) const {
    return values.at(static_cast<std::size_t>(id)).has_value();
  }
};

/// Options may stand before and after the command; "--" ends them. Errors: an option without its
/// value, a value for a flag.
[[nodiscard]] Result<RawWords> split_command_line(int argc, const char* const* argv);

}  // namespace dnsward
