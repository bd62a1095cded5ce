// The errors of the desired-state file as the user sees them.
#pragma once

#include "base/error.h"
#include "cli/console.h"

#include <string>
#include <vector>

namespace dnsward {

/// All of them on standard error, then "3 errors in dnsward.toml".
void tell_config_errors(const std::vector<Error>& errors, const std::string& path,
                        Console& console);

/// "1 domain", "2 domains".
[[nodiscard]] std::string counted(std::size_t count, std::string_view noun);

}  // namespace dnsward
