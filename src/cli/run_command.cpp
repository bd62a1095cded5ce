#include "cli/run_command.h"

#include "app/engine.h"
#include "app/report_json.h"
#include "app/report_text.h"
#include "base/clock.h"
#include "base/environment.h"
#include "cli/accounts.h"
#include "cli/progress.h"
#include "cli/question.h"
#include "cli/report_file.h"
#include "cli/selection.h"
#include "cli/signals.h"
#include "cli/tell_config.h"
#include "config/config.h"
#include "providers/registry.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <string_view>
#include <unistd.h>
#include <utility>
#include <vector>

namespace dnsward {
namespace {

RunKind kind_of(const Options& options) {
  if (options.command == CommandId::plan) return RunKind::plan;
  if (options.command == CommandId::apply) return RunKind::apply;
  return options.correct ? RunKind::correct : RunKind::drift;
}

bool writes(const Options& options) {
  const bool may_write = options.command == CommandId::apply || options.correct;
  return may_write && !options.dry_run;
}

bool has_pending(const RunReport& report) {
  return std::any_of(report.domains.begin(), report.domains.end(),
                     [](const auto& domain) { return domain.status == DomainStatus::pending; });
}

class Run {
 public:
  Run(const Options& options, Console& console) : options_(options), console_(console) {}

  ExitCode operator()() {
    auto report = work();
    if (report.stop_signal == 0) report.stop_signal = watch_.signal();
    auto code =
        wrong_command_line_ ? ExitCode::usage : exit_code_of(report, options_.detailed_exitcode);
    show_outcome(report, code);
    if (!save(report) && (code == ExitCode::ok || code == ExitCode::changes)) {
      code = ExitCode::failed;
    }
    return code;
  }

 private:
  RunReport work();
  RunReport work_on(const Config& config, const std::vector<std::size_t>& domains);
  RunReport write(Engine& engine, RunReport planned);

  [[nodiscard]] bool asks() const { return writes(options_) && !options_.yes; }

  void show_preview(const RunReport& planned);
  void show_outcome(const RunReport& report, ExitCode code);
  bool save(const RunReport& report);
  std::unique_ptr<ProgressBar> make_bar(std::string_view verb);

  const Options& options_;
  Console& console_;
  SignalWatch watch_;
  std::unique_ptr<ProgressBar> bar_;  // while the engine is at work
  bool wrong_command_line_ = false;
  bool previewed_ = false;
};

RunReport Run::work() {
  RunReport report;
  report.kind = kind_of(options_);
  auto loaded = load_config(options_.config, provider_types());
  if (!loaded.errors.empty()) {
    tell_config_errors(loaded.errors, options_.config, console_);
    report.errors = std::move(loaded.errors);
    return report;
  }
  auto selection = select_domains(loaded.config, options_);
  if (!selection.errors.empty()) {
    console_.tell(selection.errors);
    wrong_command_line_ = true;
    report.errors = std::move(selection.errors);
    return report;
  }
  return work_on(loaded.config, selection.domains);
}

RunReport Run::work_on(const Config& config, const std::vector<std::size_t>& domains) {
  const RunLimits limits{system_clock(), watch_.token(),
                         system_clock().steady_now() + options_.timeout};
  auto made = make_accounts(config, domains, process_environment(), limits,
                            trace_to(console_, options_.verbose));
  if (!made.errors.empty()) {
    RunReport report;
    report.kind = kind_of(options_);
    report.errors = std::move(made.errors);
    console_.tell(report.errors);
    return report;
  }
  EngineOptions engine_options{options_.jobs, limits.deadline, limits.stop,
                               [this](std::size_t done, std::size_t all) {
                                 if (bar_) bar_->update(done, all);
                               }};
  Engine engine(config, std::move(made.accounts.providers), system_clock(),
                std::move(engine_options));
  bar_ = make_bar("reading");
  auto planned = engine.plan(kind_of(options_), domains);
  bar_.reset();
  if (!writes(options_) || !has_pending(planned)) return planned;
  return write(engine, std::move(planned));
}

RunReport Run::write(Engine& engine, RunReport planned) {
  const auto give_up = [&](DomainStatus status, const std::vector<Error>& errors) {
    for (auto& domain : planned.domains) {
      if (domain.status != DomainStatus::pending) continue;
      domain.status = status;
      domain.errors = errors;
    }
    return std::move(planned);
  };
  show_preview(planned);
  if (asks() && !watch_.token().stop_requested()) {
    auto& output = console_.err.is_terminal() ? console_.err : console_.out;
    const auto answer =
        ask(output, "\nApply these changes? [y/N] ", STDIN_FILENO, watch_.stop_fd());
    if (answer == Answer::no) return give_up(DomainStatus::refused, {});
    if (answer == Answer::stopped) {
      return give_up(DomainStatus::not_attempted,
                     {{ErrorKind::stopped, "the run was stopped", "run it again"}});
    }
  }
  bar_ = make_bar("writing");
  // Who was asked gets what was shown; with --yes nobody looked at it, so a newer plan is as good.
  auto report = engine.apply(std::move(planned), options_.yes);
  bar_.reset();
  if (options_.no_wait) return report;
  bar_ = make_bar("waiting");
  report = engine.await_servers(std::move(report));
  bar_.reset();
  return report;
}

std::unique_ptr<ProgressBar> Run::make_bar(std::string_view verb) {
  // A bar and the lines of -v would write over each other.
  if (options_.quiet || options_.verbose || !console_.err.is_terminal() ||
      !console_.err_style.colour)
    return nullptr;
  return std::make_unique<ProgressBar>(console_.err, system_clock(), std::string(verb));
}

void Run::show_preview(const RunReport& planned) {
  const bool on_out = options_.format == Format::text && (!options_.quiet || asks());
  if (on_out) console_.out.write(report_text(planned, console_.out_style));
  previewed_ = on_out;
  const bool is_seen = on_out && console_.out.is_terminal();
  if (asks() && !is_seen) console_.err.write(report_text(planned, console_.err_style));
}

void Run::show_outcome(const RunReport& report, ExitCode code) {
  if (options_.format == Format::json) return console_.out.write(report_json(report));
  const bool is_good = code == ExitCode::ok || code == ExitCode::changes;
  if (report.domains.empty() && !report.errors.empty()) return;
  if (options_.quiet && is_good) return;
  auto shown = report;
  if (previewed_) {
    console_.out.write("\n");
    for (auto& domain : shown.domains) {
      const bool is_told = domain.status == DomainStatus::applied && !domain.is_unpublished;
      if (is_told) domain.warnings.clear();
    }
  }
  console_.out.write(report_text(shown, console_.out_style));
}

bool Run::save(const RunReport& report) {
  if (!options_.report) return true;
  const auto saved = write_report_file(*options_.report, report_json(report));
  if (!saved) console_.tell(saved.error());
  return saved.has_value();
}

std::optional<Error> problem_with(const Options& options, const Console& console) {
  if (writes(options) && !options.yes && !can_ask(console, options.format)) {
    return Error{ErrorKind::config,
                 fmt::format("{} asks before it writes, and there is no terminal to ask at",
                             options.command == CommandId::apply ? "apply" : "drift --correct"),
                 "give --yes to write without being asked, or --dry-run to only look"};
  }
  if (options.report) {
    auto writable = check_report_file(*options.report);
    if (!writable) return std::move(writable.error());
  }
  return std::nullopt;
}

}  // namespace

ExitCode run_on_zones(const Options& options, Console& console) {
  if (const auto problem = problem_with(options, console)) {
    console.tell(*problem);
    return ExitCode::usage;
  }
  return Run(options, console)();
}

}  // namespace dnsward
