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
  unpublished = 5,    ///< written, but not at all name servers in time
  usage = 64,         ///< wrong command line
  config = 78,        ///< the file is wrong; nothing was sent
  interrupted = 130,  ///< SIGINT, after a clean end
  terminated = 143,   ///< SIGTERM, after a clean end
};

/// The first of these that fits:
///  1. stopped by a signal: interrupted for SIGINT, terminated for any other. The caller must see
///     the signal even when every domain was done, or a loop around the program goes on.
///  2. errors of the run and no domain reached: config.
///  3. a domain was refused: refused, whatever happened to others, for nothing was meant to be
///     written after that.
///  4. no domain came out well (in order, pending, applied) and at least one did not, or the run
///     itself has errors: failed. Not attempted counts as not well.
///  5. some came out well and some did not, or the run itself has errors: partly.
///  6. a domain is unpublished: unpublished.
///  7. `detailed`, and a domain is pending: changes. Behind 4 and 5, so that a broken plan is never
///     taken for a plan.
///  8. ok.
[[nodiscard]] ExitCode exit_code_of(const RunReport& report, bool detailed);

}  // namespace dnsward
