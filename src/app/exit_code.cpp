#include "app/exit_code.h"

#include <algorithm>
#include <csignal>

namespace dnsward {

ExitCode exit_code_of(const RunReport& report, bool detailed) {
  if (report.stop_signal == SIGINT) return ExitCode::interrupted;
  if (report.stop_signal != 0) return ExitCode::terminated;
  if (!report.errors.empty() && report.domains.empty()) return ExitCode::config;

  const auto totals = totals_of(report);
  if (totals.refused != 0) return ExitCode::refused;
  const auto good = totals.in_order + totals.to_change + totals.applied;
  const bool has_trouble = good != totals.domains || !report.errors.empty();
  if (has_trouble) return good == 0 ? ExitCode::failed : ExitCode::partly;
  const bool is_unpublished =
      std::any_of(report.domains.begin(), report.domains.end(),
                  [](const DomainReport& domain) { return domain.is_unpublished; });
  if (is_unpublished) return ExitCode::unpublished;
  return detailed && totals.to_change != 0 ? ExitCode::changes : ExitCode::ok;
}

}  // namespace dnsward
