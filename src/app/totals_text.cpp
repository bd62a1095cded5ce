#include "app/totals_text.h"

#include "app/text_layout.h"
#include "base/text.h"

#include <fmt/format.h>

#include <vector>

namespace dnsward {
namespace {

std::string counted(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

/// " (1 create, 2 updates)" of the domains with that status.
std::string rrset_counts(const RunReport& report, DomainStatus status) {
  std::size_t creates = 0;
  std::size_t updates = 0;
  std::size_t deletes = 0;
  for (const auto& domain : report.domains) {
    if (domain.status != status) continue;
    for (const auto& change : domain.changes) {
      ++(!change.before ? creates : !change.after ? deletes : updates);
    }
  }
  std::vector<std::string> parts;
  if (creates != 0) parts.push_back(counted(creates, "create"));
  if (updates != 0) parts.push_back(counted(updates, "update"));
  if (deletes != 0) parts.push_back(counted(deletes, "delete"));
  return parts.empty() ? std::string() : fmt::format(" ({})", join(parts, ", "));
}

bool looks_for_drift(RunKind kind) {
  return kind == RunKind::drift || kind == RunKind::correct;
}

}  // namespace

std::string_view word_for_applied(RunKind kind) {
  return looks_for_drift(kind) ? "corrected" : "changed";
}

std::string totals_text(const RunReport& report, const TextStyle& style) {
  const auto totals = totals_of(report);
  if (totals.domains == 0) return "No domains.\n";
  std::vector<std::string> parts;
  const auto add = [&](std::size_t count, std::string_view what, const std::string& changes) {
    if (count != 0) parts.push_back(fmt::format("{} {}{}", count, what, changes));
  };
  add(totals.applied, word_for_applied(report.kind), rrset_counts(report, DomainStatus::applied));
  add(totals.to_change, looks_for_drift(report.kind) ? "drifted" : "to change",
      rrset_counts(report, DomainStatus::pending));
  add(totals.refused, "refused", rrset_counts(report, DomainStatus::refused));
  add(totals.conflicts, "in conflict", "");
  add(totals.failed, "failed", "");
  add(totals.not_attempted, "not attempted", "");
  add(totals.in_order, "in order", "");
  auto text = counted(totals.domains, "domain") + ": " + join(parts, ", ") + '.';
  if (totals.foreign_values != 0) {
    text += ' ' + counted(totals.foreign_values, "foreign value") + " kept.";
  }
  return (style.verbose ? text : wrapped(text, 0, 2, style.width)) + '\n';
}

}  // namespace dnsward
