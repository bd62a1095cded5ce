// import: a domain's mail records as TOML to start from.
#pragma once

#include "app/exit_code.h"
#include "cli/app_options.h"
#include "cli/console.h"

namespace dnsward {

/// Only reads.
[[nodiscard]] ExitCode run_import(const Options& options, Console& console);

}  // namespace dnsward
