#include "app/report.h"

#include <algorithm>

namespace dnsward {
namespace {

std::size_t& count_of(Totals& totals, DomainStatus status) {
  switch (status) {
    case DomainStatus::in_order: return totals.in_order;
    case DomainStatus::pending: return totals.to_change;
    case DomainStatus::applied: return totals.applied;
    case DomainStatus::conflict: return totals.conflicts;
    case DomainStatus::refused: return totals.refused;
    case DomainStatus::not_attempted: return totals.not_attempted;
    case DomainStatus::failed: break;
  }
  return totals.failed;
}

void add(Totals& totals, const Change& change) {
  if (!change.before) {
    ++totals.creates;
  } else if (!change.after) {
    ++totals.deletes;
  } else {
    ++totals.updates;
  }
  totals.foreign_values += static_cast<std::size_t>(std::count_if(
      change.fates.begin(), change.fates.end(),
      [](const ValueFate& value) { return value.fate == Fate::kept && value.label.empty(); }));
}

}  // namespace

std::string_view to_text(DomainStatus status) {
  switch (status) {
    case DomainStatus::in_order: return "in_order";
    case DomainStatus::pending: return "pending";
    case DomainStatus::applied: return "applied";
    case DomainStatus::conflict: return "conflict";
    case DomainStatus::refused: return "refused";
    case DomainStatus::not_attempted: return "not_attempted";
    case DomainStatus::failed: break;
  }
  return "failed";
}

std::string_view to_text(RunKind kind) {
  switch (kind) {
    case RunKind::plan: return "plan";
    case RunKind::apply: return "apply";
    case RunKind::drift: return "drift";
    case RunKind::correct: break;
  }
  return "correct";
}

Totals totals_of(const RunReport& report) {
  Totals totals;
  totals.domains = report.domains.size();
  for (const auto& domain : report.domains) {
    ++count_of(totals, domain.status);
    const bool counts = domain.status == DomainStatus::pending ||
                        domain.status == DomainStatus::applied ||
                        domain.status == DomainStatus::refused;
    if (!counts) continue;
    for (const auto& change : domain.changes) add(totals, change);
  }
  return totals;
}

}  // namespace dnsward
