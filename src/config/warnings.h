// What the desired-state file itself gives cause to tell, whatever the zones hold.
#pragma once

#include "base/error.h"
#include "config/config.h"

#include <vector>

namespace dnsward {

struct FileFindings {
  /// What can't hold together at any domain of an entry: two requirements that contradict each
  /// other, senders that need too many SPF look-ups.
  std::vector<Error> conflicts;
  /// Warnings and notes about the values.
  std::vector<Error> warnings;
};

/// What requirements_of and an empty zone show, in the file's order, each once: a sender's is not
/// told for every domain that uses it. `config` is one without errors.
[[nodiscard]] FileFindings file_findings(const Config& config);

}  // namespace dnsward
