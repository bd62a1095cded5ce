// plan, apply and drift: from options to an exit code.
#pragma once

#include "app/exit_code.h"
#include "cli/app_options.h"
#include "cli/console.h"

namespace dnsward {

[[nodiscard]] ExitCode run_on_zones(const Options& options, Console& console);

}  // namespace dnsward
