// The outcome of a run as data: what each domain wanted, got and why not. Printed by report_text
// and report_json.
#pragma once

#include "base/error.h"
#include "dns/domain_name.h"
#include "plan/plan.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dnsward {

enum class RunKind { plan, apply, drift, correct };

[[nodiscard]] std::string_view to_text(RunKind kind);

enum class DomainStatus {
  in_order,       ///< nothing to do
  pending,        ///< changes are planned and not written
  applied,        ///< written, read back, and in order
  conflict,       ///< a requirement can't be met without harm; nothing of it was written
  failed,         ///< an error; what it says decides whether something was written
  refused,        ///< the answer was no
  not_attempted,  ///< a signal or the time limit came first
};

[[nodiscard]] std::string_view to_text(DomainStatus status);

struct DomainReport {
  DomainName domain;
  std::string provider;       ///< the block's name: "cf"
  std::string provider_type;  ///< "zonefile"
  std::optional<DomainName> zone;
  DomainStatus status = DomainStatus::in_order;
  /// Planned or applied, by the status. Of a failed domain: what was to be written, or, when the
  /// records changed since they were shown, what would have to be written now.
  std::vector<Change> changes;
  std::vector<Error> conflicts;
  std::vector<Error> warnings;
  std::vector<Error> errors;
  /// Applied, but not all name servers had it in time; a warning says so.
  bool is_unpublished = false;
};

/// How many domains there are of each kind, and what the changes of the pending, applied and
/// refused ones do.
struct Totals {
  std::size_t domains = 0, in_order = 0, to_change = 0, applied = 0, conflicts = 0, failed = 0,
              refused = 0, not_attempted = 0;
  std::size_t creates = 0, updates = 0, deletes = 0;  ///< RRsets
  std::size_t foreign_values = 0;                     ///< kept, in changed RRsets
  friend bool operator==(const Totals&, const Totals&) = default;
};

struct RunReport {
  RunKind kind = RunKind::plan;
  std::vector<DomainReport> domains;  ///< in the file's order
  std::vector<Error> errors;          ///< of the run as a whole, e.g. of the file
  int stop_signal = 0;                ///< the signal that ended the run early; 0: none
};

[[nodiscard]] Totals totals_of(const RunReport& report);

}  // namespace dnsward
