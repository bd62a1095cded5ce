// lint: pasted records alone, no file of ours.
#pragma once

#include "app/exit_code.h"
#include "cli/app_options.h"
#include "cli/console.h"

namespace dnsward {

[[nodiscard]] ExitCode run_lint(const Options& options, Console& console);

}  // namespace dnsward
