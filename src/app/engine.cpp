#include "app/engine.h"

#include "app/guarded.h"
#include "app/zone_choice.h"
#include "app/zone_task.h"
#include "base/worker_pool.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <utility>

namespace dnsward {
namespace {

using std::chrono::duration_cast;
using std::chrono::seconds;

/// Tells the caller how many domains are done, one call at a time.
class Progress {
 public:
  Progress(const EngineOptions& options, std::size_t all) : tell_(options.progress), all_(all) {}

  void add(std::size_t count) {
    if (!tell_ || count == 0) return;
    const std::lock_guard lock(mutex_);
    done_ += count;
    tell_(done_, all_);
  }

 private:
  const std::function<void(std::size_t, std::size_t)>& tell_;
  std::size_t all_;
  std::size_t done_ = 0;
  std::mutex mutex_;
};

// The domains asked for, each once, in the file's order.
std::vector<std::size_t> in_file_order(std::vector<std::size_t> domains) {
  std::sort(domains.begin(), domains.end());
  domains.erase(std::unique(domains.begin(), domains.end()), domains.end());
  return domains;
}

}  // namespace

struct Engine::State {
  const Config& config;
  std::vector<std::unique_ptr<Provider>> providers;
  const Clock& clock;
  EngineOptions options;
  StopReason stop_reason;
  std::deque<ZoneTask> tasks = {};  // of the last plan(), in the order of their first domain

  State(const Config& the_config, std::vector<std::unique_ptr<Provider>> the_providers,
        const Clock& the_clock, EngineOptions the_options);

  using Listing = std::optional<Result<ZoneChoice>>;

  [[nodiscard]] RunReport blank_report(RunKind kind, const std::vector<std::size_t>& domains) const;
  [[nodiscard]] Listing list(std::size_t provider, const std::vector<std::size_t>& domains) const;
  /// Fills `tasks`; a domain without a zone has its error in the report then.
  void choose_zones(RunReport& report, const std::vector<std::size_t>& domains);
  void run(RunReport& report, const std::function<void(ZoneTask&, std::span<const Member>)>& work);
  [[nodiscard]] bool is_publishing() const;
  /// Until `moment`; false when the run ends first.
  [[nodiscard]] bool sleep_until(std::chrono::steady_clock::time_point moment) const;
};

Engine::State::State(const Config& the_config, std::vector<std::unique_ptr<Provider>> the_providers,
                     const Clock& the_clock, EngineOptions the_options)
    : config(the_config),
      providers(std::move(the_providers)),
      clock(the_clock),
      options(std::move(the_options)),
      stop_reason([this]() -> std::optional<Error> {
        if (options.stop.stop_requested()) {
          return Error{ErrorKind::stopped, "the run was stopped", "run it again"};
        }
        if (clock.steady_now() < options.deadline) return std::nullopt;
        return Error{ErrorKind::stopped, "the time limit was reached",
                     "run it again, or give it more time with --timeout"};
      }) {}

RunReport Engine::State::blank_report(RunKind kind, const std::vector<std::size_t>& domains) const {
  RunReport report;
  report.kind = kind;
  report.domains.reserve(domains.size());
  for (const auto index : domains) {
    const auto& domain = config.domains.at(index);
    const auto& block = config.providers.at(domain.provider);
    auto& row = report.domains.emplace_back();
    row.domain = domain.name;
    row.provider = block.settings.name;
    row.provider_type = block.type->name;
  }
  return report;
}

Engine::State::Listing Engine::State::list(std::size_t provider,
                                           const std::vector<std::size_t>& domains) const {
  ZoneQuery query;
  for (const auto index : domains) {
    const auto& domain = config.domains.at(index);
    if (domain.provider != provider) continue;
    query.wishes.push_back({domain.name, domain.zone, domain.zone_id});
  }
  if (query.wishes.empty()) return std::nullopt;
  if (auto reason = stop_reason()) return Result<ZoneChoice>(fail(std::move(*reason)));
  std::sort(query.wishes.begin(), query.wishes.end());
  const auto& block = config.providers.at(provider);
  auto zones = guarded(block, [&] { return providers.at(provider)->zones(query); });
  if (!zones) {
    return Result<ZoneChoice>(
        fail(std::move(zones.error()).within("listing the zones of " + provider_label(block))));
  }
  return ZoneChoice(block, std::move(*zones));
}

void Engine::State::choose_zones(RunReport& report, const std::vector<std::size_t>& domains) {
  std::vector<Listing> listings(providers.size());
  run_side_by_side(providers.size(), options.jobs,
                   [&](std::size_t i) { listings[i] = list(i, domains); });
  std::map<std::pair<std::size_t, Zone>, ZoneTask*> known;
  for (std::size_t row = 0; row < domains.size(); ++row) {
    const auto& domain = config.domains.at(domains[row]);
    const auto& listing = *listings.at(domain.provider);
    auto zone = listing.and_then([&](const ZoneChoice& choice) { return choice.zone_of(domain); });
    if (!zone) {
      auto& to = report.domains[row];
      config.sources.attach(zone.error());
      to.status = zone.error().kind == ErrorKind::stopped ? DomainStatus::not_attempted
                                                          : DomainStatus::failed;
      to.errors.push_back(std::move(zone.error()));
      continue;
    }
    auto& task = known[{domain.provider, *zone}];
    if (task == nullptr) {
      const ZoneTask::World world{config, config.providers.at(domain.provider),
                                  *providers.at(domain.provider), stop_reason, clock};
      task = &tasks.emplace_back(world, std::move(*zone));
    }
    task->add(domain);
  }
}

void Engine::State::run(RunReport& report,
                        const std::function<void(ZoneTask&, std::span<const Member>)>& work) {
  std::map<DomainName, DomainReport*> rows;
  for (auto& row : report.domains) rows.emplace(row.domain, &row);
  Progress progress(options, report.domains.size());
  std::vector<std::vector<Member>> members(tasks.size());
  std::size_t shared = 0;
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    for (const auto* domain : tasks[i].domains()) {
      const auto row = rows.find(domain->name);
      if (row != rows.end()) members[i].push_back({domain, row->second});
    }
    shared += members[i].size();
  }
  progress.add(report.domains.size() - shared);
  run_side_by_side(tasks.size(), options.jobs, [&](std::size_t i) {
    work(tasks[i], members[i]);
    progress.add(members[i].size());
  });
}

Engine::Engine(const Config& config, std::vector<std::unique_ptr<Provider>> providers,
               const Clock& clock, EngineOptions options)
    : state_(std::make_unique<State>(config, std::move(providers), clock, std::move(options))) {}

Engine::~Engine() = default;

RunReport Engine::plan(RunKind kind, const std::vector<std::size_t>& domains) {
  const auto wanted = in_file_order(domains);
  auto report = state_->blank_report(kind, wanted);
  state_->tasks.clear();
  state_->choose_zones(report, wanted);
  state_->run(report, [](ZoneTask& task, std::span<const Member> members) { task.plan(members); });
  return report;
}

RunReport Engine::apply(RunReport planned, bool replan) {
  state_->run(planned, [replan](ZoneTask& task, std::span<const Member> members) {
    task.apply(members, replan);
  });
  return planned;
}

bool Engine::State::is_publishing() const {
  return std::any_of(tasks.begin(), tasks.end(),
                     [](const ZoneTask& task) { return task.is_publishing(); });
}

bool Engine::State::sleep_until(std::chrono::steady_clock::time_point moment) const {
  return moment <= options.deadline && clock.sleep_until(moment, options.stop);
}

RunReport Engine::await_servers(RunReport applied) {
  constexpr std::array looks{seconds(5), seconds(10), seconds(15)};
  const auto start = state_->clock.steady_now();
  for (std::size_t turn = 0; state_->is_publishing(); ++turn) {
    const auto next = state_->clock.steady_now() + looks.at(std::min(turn, looks.size() - 1));
    const bool is_time = state_->sleep_until(next);
    const auto waited = duration_cast<seconds>(state_->clock.steady_now() - start);
    state_->run(applied, [&](ZoneTask& task, std::span<const Member> members) {
      if (!task.is_publishing()) return;
      if (is_time) return task.look_at_publishing(members);
      task.give_up_publishing(members, waited);
    });
  }
  return applied;
}

}  // namespace dnsward
