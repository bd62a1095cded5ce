// The environment variables, as a value that tests replace.
#pragma once

#include <functional>
#include <optional>
#include <string>

namespace dnsward {

/// nullopt: not set. A variable that is set and empty is "".
using Environment = std::function<std::optional<std::string>(const std::string& name)>;

/// The variables of this process.
[[nodiscard]] Environment process_environment();

}  // namespace dnsward
