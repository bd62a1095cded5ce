// validate: the file alone.
#pragma once

#include "app/exit_code.h"
#include "cli/app_options.h"
#include "cli/console.h"

namespace dnsward {

[[nodiscard]] ExitCode validate(const Options& options, Console& console);

}  // namespace dnsward
