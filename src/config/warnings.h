// What the desired-state file itself gives cause to warn of, whatever the zones hold.
#pragma once

#include "base/error.h"
#include "config/config.h"

#include <vector>

namespace dnsward {

/// The warnings of requirements_of for every domain, in the file's order, each once: a sender's is
/// not told for every domain that uses it. `config` is one without errors.
[[nodiscard]] std::vector<Error> file_warnings(const Config& config);

}  // namespace dnsward
