// The exit codes that scripts branch on, and when each is used.
#pragma once

#include "app/report.h"

namespace dnsward {

enum class ExitCode {
  ok = 0,
  failed = 1,         ///< every domain asked for failed or has a conflict
  changes = 2,        ///< plan and drift with --detailed-exitcode: changes are pending
  partly = 3,         ///< some domains failed or have conflicts, the others are planned or applied
  refused = 4,        ///< an answer of "no"
  usage = 64,         ///< wrong command line
  config = 78,        ///< the file is wrong; nothing was sent
  interrupted = 130,  ///< SIGINT, after a clean end
  terminated = 143,   ///< SIGTERM, after a clean end
};

[[nodiscard]] ExitCode exit_code_of(const RunReport& report, bool detailed);

}  // namespace dnsward
