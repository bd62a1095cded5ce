// convert: a Domain Connect template as a sender block.
#pragma once

#include "app/exit_code.h"
#include "cli/app_options.h"
#include "cli/console.h"

namespace dnsward {

[[nodiscard]] ExitCode run_convert(const Options& options, Console& console);

}  // namespace dnsward
