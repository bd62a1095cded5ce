#include "app/totals_text.h"

#include "base/text.h"

#include <fmt/format.h>

#include <vector>

namespace dnsward {
namespace {

std::string counted(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string rrset_counts(const Totals& totals) {
  std::vector<std::string> parts;
  if (totals.creates != 0) parts.push_back(counted(totals.creates, "create"));
  if (totals.updates != 0) parts.push_back(counted(totals.updates, "update"));
  if (totals.deletes != 0) parts.push_back(counted(totals.deletes, "delete"));
  return parts.empty() ? std::string() : fmt::format(" ({})", join(parts, ", "));
}

bool looks_for_drift(RunKind kind) {
  return kind == RunKind::drift || kind == RunKind::correct;
}

}  // namespace

std::string_view word_for_applied(RunKind kind) {
  return looks_for_drift(kind) ? "corrected" : "changed";
}

std::string totals_text(const RunReport& report) {
  const auto totals = totals_of(report);
  if (totals.domains == 0) return "No domains.\n";
  std::vector<std::string> parts;
  auto changes = rrset_counts(totals);
  // The counts of RRsets stand behind the first group of domains that they belong to.
  const auto add = [&](std::size_t count, std::string_view what, bool with_changes) {
    if (count == 0) return;
    parts.push_back(fmt::format("{} {}", count, what));
    if (with_changes) parts.back() += std::exchange(changes, {});
  };
  add(totals.applied, word_for_applied(report.kind), true);
  add(totals.to_change, looks_for_drift(report.kind) ? "drifted" : "to change", true);
  add(totals.refused, "refused", true);
  add(totals.conflicts, "in conflict", false);
  add(totals.failed, "failed", false);
  add(totals.not_attempted, "not attempted", false);
  add(totals.in_order, "in order", false);
  auto text = counted(totals.domains, "domain") + ": " + join(parts, ", ") + '.';
  if (totals.foreign_values != 0) {
    text += ' ' + counted(totals.foreign_values, "foreign value") + " kept.";
  }
  return text + '\n';
}

}  // namespace dnsward
