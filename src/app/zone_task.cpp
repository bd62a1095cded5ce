#include "app/zone_task.h"

#include "app/guarded.h"
#include "app/locked_rrsets.h"
#include "app/receipt_wait.h"
#include "config/spec.h"
#include "plan/planner.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <set>
#include <utility>

namespace dnsward {
namespace {

constexpr int write_attempts = 3;
/// A request whose answer got lost may still be on its way to the records.
constexpr std::chrono::seconds pause{2};

bool is_pending(const Member& member) {
  return member.report->status == DomainStatus::pending;
}

bool was_changed(const Result<Receipt>& outcome) {
  return !outcome && outcome.error().kind == ErrorKind::changed;
}

// `stopped` is how a provider says that it was told to end; every other error is a failure.
void end(DomainReport& report, Error error) {
  report.status =
      error.kind == ErrorKind::stopped ? DomainStatus::not_attempted : DomainStatus::failed;
  report.errors.push_back(std::move(error));
}

template <typename Which>
void end_each(std::span<const Member> members, const Error& error, const Which& which) {
  for (const auto& member : members) {
    if (which(member)) end(*member.report, error);
  }
}

Error about(const Zone& zone, std::string_view warning) {
  return {ErrorKind::unsupported, fmt::format("zone {}: {}", zone.apex.display(), warning)};
}

Error refused_zone(const Zone& zone) {
  return {ErrorKind::unsupported,
          fmt::format("zone {} can't be managed here: {}", zone.apex.display(), zone.refusal),
          "take its domains out of the file, or name the provider that holds the primary zone"};
}

// The first RRset that is not in order, and how many more.
std::string names_of(const std::vector<Change>& changes) {
  auto text = to_text(changes.front().key);
  if (changes.size() > 1) text += fmt::format(" and {} more", changes.size() - 1);
  return text;
}

/// What the file alone gives cause to is told already, with the names that the file has for it.
void add_warnings(DomainReport& report, const std::vector<Error>& warnings) {
  const auto of_file = report.warnings;
  for (const auto& warning : warnings) {
    const bool is_told = !warning.code.empty() &&
                         std::any_of(of_file.begin(), of_file.end(), [&](const Error& told) {
                           return told.code == warning.code && told.where == warning.where;
                         });
    if (!is_told) report.warnings.push_back(warning);
  }
}

}  // namespace

ZoneTask::ZoneTask(const World& world, Zone zone) : world_(world), zone_(std::move(zone)) {}

void ZoneTask::plan(Members members) {
  const auto is_open = [](const Member& member) { return member.report->errors.empty(); };
  for (const auto& member : members) member.report->zone = zone_.apex;
  if (const auto reason = world_.stop_reason()) return end_each(members, *reason, is_open);
  if (!zone_.refusal.empty()) return end_each(members, refused_zone(zone_), is_open);
  for (const auto& member : members) {
    for (const auto& warning : zone_.warnings)
      member.report->warnings.push_back(about(zone_, warning));
  }
  expand(members);
  if (requirements_.empty()) return;
  filter_.owners = names_to_read(zone_.apex, requirements_);
  if (auto done = read_and_plan(); !done) return end_each(members, done.error(), is_open);
  for (const auto& member : members) {
    if (is_open(member)) settle_planned(member);
  }
  if (changes_.empty()) seen_ = {};  // thousands of zones in order need not be held
}

// Each turn writes what is pending and looks at the zone; what is pending then is tried again.
void ZoneTask::apply(Members members, bool replan) {
  for (int turn = 1;; ++turn) {
    const auto changes = changes_to_write(members);
    if (changes.empty()) return;
    if (const auto reason = world_.stop_reason()) return end_each(members, *reason, is_pending);
    auto attempt = write_and_wait(changes);
    attempt.is_last = turn == write_attempts;
    attempt.replan = replan;
    if (attempt.outcome) {
      std::move(attempt.outcome->publishing.begin(), attempt.outcome->publishing.end(),
                std::back_inserter(publishing_));
    }
    if (attempt.is_last && was_changed(attempt.outcome)) {
      auto& error = attempt.outcome.error();
      error.message =
          fmt::format("zone {} changed again and again while it was written ({} attempts): {}",
                      zone_.apex.display(), write_attempts, error.message);
      error.hint = "run it again when nothing else writes to the zone";
      return end_each(members, error, is_pending);
    }
    if (attempt.is_lost) world_.clock.sleep_until(world_.clock.steady_now() + pause, {});
    // A written zone is read back even after a stop: what happened must be reported.
    if (auto seen = read_and_plan(); !seen) {
      return end_each(members, unread(attempt, std::move(seen.error())), is_pending);
    }
    for (const auto& member : members) {
      if (is_pending(member)) settle(member, attempt);
    }
  }
}

void ZoneTask::warn_unpublished(Members members, const Error& warning) {
  for (const auto& member : members) {
    auto& report = *member.report;
    if (report.status != DomainStatus::applied) continue;
    report.is_unpublished = true;
    report.warnings.push_back(warning);
  }
}

void ZoneTask::look_at_publishing(Members members) {
  auto left = guarded(world_.block, [&] {
    return world_.provider.progress(zone_, {.publishing = std::move(publishing_)});
  });
  publishing_.clear();
  if (left) {
    publishing_ = std::move(left->publishing);
    return;
  }
  auto& error = left.error();
  error.message =
      fmt::format("written, but whether its name servers have it can't be told: {}", error.message);
  warn_unpublished(members, error);
}

void ZoneTask::give_up_publishing(Members members, std::chrono::seconds waited) {
  publishing_.clear();
  warn_unpublished(members, {ErrorKind::unknown_outcome,
                             fmt::format("zone {}: written, but not at all name servers after {} s",
                                         zone_.apex.display(), waited.count()),
                             "ask them in a few minutes; with --no-wait they are not waited for"});
}

ZoneTask::Attempt ZoneTask::write_and_wait(const std::vector<Change>& changes) const {
  Attempt attempt;
  attempt.outcome =
      guarded(world_.block, [&] { return world_.provider.write(zone_, seen_, changes); });
  attempt.is_lost = !attempt.outcome && attempt.outcome.error().kind == ErrorKind::unknown_outcome;
  if (attempt.outcome) {
    attempt.outcome = guarded(world_.block, [&] {
      return wait_for_receipt(world_.provider, zone_, *attempt.outcome, world_.clock);
    });
  }
  if (!attempt.outcome && !was_changed(attempt.outcome)) {
    attempt.outcome = fail(std::move(attempt.outcome.error()).within(text("writing")));
  }
  return attempt;
}

void ZoneTask::expand(Members members) {
  for (const auto& [domain, report] : members) {
    auto wanted = requirements_of(world_.config, *domain, zone_.apex);
    for (auto& error : wanted.errors) {
      world_.config.sources.attach(error);
      end(*report, std::move(error));
    }
    for (auto& warning : wanted.warnings) {
      world_.config.sources.attach(warning.error);
      report->warnings.push_back(std::move(warning.error));
    }
    if (!report->errors.empty()) continue;
    if (!domain->entry->allowed.empty()) allowances_[domain->name] = domain->entry->allowed;
    std::move(wanted.requirements.begin(), wanted.requirements.end(),
              std::back_inserter(requirements_));
  }
}

Result<void> ZoneTask::read_and_plan() {
  auto snapshot = guarded(world_.block, [&] { return world_.provider.read(zone_, filter_); });
  if (!snapshot) return fail(std::move(snapshot.error()).within(text("reading")));
  seen_ = std::move(*snapshot);
  auto plan = make_plan(zone_.apex, requirements_, seen_.rrsets, allowances_);
  refuse_locked(plan, seen_.locked);
  shares_.clear();
  for (auto& conflict : plan.conflicts) {
    world_.config.sources.attach(conflict.error);
    shares_[conflict.domain].conflicts.push_back(std::move(conflict.error));
  }
  for (auto& warning : plan.warnings) {
    world_.config.sources.attach(warning.error);
    shares_[warning.domain].warnings.push_back(std::move(warning.error));
  }
  for (const auto& change : plan.changes) shares_[change.domain].changes.push_back(change);
  changes_ = std::move(plan.changes);
  return {};
}

const ZoneTask::Share& ZoneTask::share_of(const Member& member) const {
  static const Share nothing;
  const auto found = shares_.find(member.domain->name);
  return found == shares_.end() ? nothing : found->second;
}

std::vector<Change> ZoneTask::changes_to_write(Members members) const {
  std::set<DomainName> pending;
  for (const auto& member : members) {
    if (is_pending(member)) pending.insert(member.domain->name);
  }
  std::vector<Change> changes;
  std::copy_if(changes_.begin(), changes_.end(), std::back_inserter(changes),
               [&](const Change& change) { return pending.contains(change.domain); });
  return changes;
}

void ZoneTask::settle_planned(const Member& member) const {
  auto& report = *member.report;
  const auto& share = share_of(member);
  report.changes = share.changes;
  report.conflicts = share.conflicts;
  add_warnings(report, share.warnings);
  report.status = !share.conflicts.empty() ? DomainStatus::conflict
                  : share.changes.empty()  ? DomainStatus::in_order
                                           : DomainStatus::pending;
}

// Somebody else wrote in between: what was shown still stands, is no longer needed, or differs.
void ZoneTask::settle_changed(const Member& member, bool replan) const {
  auto& report = *member.report;
  const auto& share = share_of(member);
  const bool is_as_shown = share.conflicts.empty() && share.changes == report.changes;
  if (is_as_shown) return;
  report.changes = share.changes;
  report.conflicts = share.conflicts;
  if (!share.conflicts.empty()) {
    report.status = DomainStatus::conflict;
  } else if (share.changes.empty()) {
    report.status = DomainStatus::in_order;
  } else if (!replan) {
    end(report,
        {ErrorKind::changed,
         fmt::format("the records of \"{}\" changed after they were shown, nothing was written",
                     member.domain->name.display()),
         "look at what would change now, and run it again"});
  }
}

void ZoneTask::settle_written(const Member& member) const {
  auto& report = *member.report;
  const auto& share = share_of(member);
  if (share.changes.empty() && share.conflicts.empty()) {
    report.status = DomainStatus::applied;
    return;
  }
  const auto seen = share.conflicts.empty() ? names_of(share.changes) + " not in order"
                                            : "a conflict: " + share.conflicts.front().message;
  end(report,
      {ErrorKind::changed,
       fmt::format("zone {}: written, but reading it back shows {}", zone_.apex.display(), seen),
       "find out what else writes to this zone, and run it again"});
}

// What is still to be done was shown, to the letter.
bool ZoneTask::is_rest_of_shown(const Member& member) const {
  const auto& share = share_of(member);
  const auto& shown = member.report->changes;
  return share.conflicts.empty() &&
         std::all_of(share.changes.begin(), share.changes.end(), [&](const Change& rest) {
           return std::any_of(shown.begin(), shown.end(), [&](const Change& change) {
             return change.key == rest.key && change.after == rest.after;
           });
         });
}

// The answer to the write got lost or was an error: the zone itself says what happened.
void ZoneTask::settle_failed(const Member& member, const Attempt& attempt) const {
  auto& report = *member.report;
  const auto& share = share_of(member);
  if (share.changes.empty() && share.conflicts.empty()) {
    report.status = DomainStatus::applied;
    return;
  }
  auto error = attempt.outcome.error();
  const bool is_untouched = share.conflicts.empty() && share.changes == report.changes;
  const bool can_help = attempt.is_lost && is_rest_of_shown(member);
  if (can_help && !attempt.is_last) return;
  error.notes.push_back({is_untouched
                             ? "read again: nothing of it was written"
                             : "read again: the records are neither as before nor as planned"});
  end(report, std::move(error));
}

void ZoneTask::settle(const Member& member, const Attempt& attempt) const {
  if (was_changed(attempt.outcome)) return settle_changed(member, attempt.replan);
  if (!attempt.outcome) return settle_failed(member, attempt);
  const bool goes_on = attempt.outcome->is_partial && !share_of(member).changes.empty();
  if (goes_on && !attempt.is_last && is_rest_of_shown(member)) return;
  settle_written(member);
}

Error ZoneTask::unread(const Attempt& attempt, Error why) const {
  if (was_changed(attempt.outcome)) return why;
  if (!attempt.outcome) {
    auto error = attempt.outcome.error();
    error.notes.push_back(
        {"it is not known whether anything was written: reading the zone again failed: " +
         why.message});
    return error;
  }
  why.message = fmt::format("zone {}: written, but reading it back failed: {}",
                            zone_.apex.display(), why.message);
  why.context.clear();
  return why;
}

std::string ZoneTask::text(std::string_view doing) const {
  return fmt::format("{} zone {}", doing, zone_.apex.display());
}

}  // namespace dnsward
