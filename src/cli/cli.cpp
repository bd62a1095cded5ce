#include "cli/cli.h"

#include "app/exit_code.h"
#include "cli/app_options.h"
#include "cli/completion.h"
#include "cli/console.h"
#include "cli/convert_command.h"
#include "cli/findings_text.h"
#include "cli/help.h"
#include "cli/import_command.h"
#include "cli/lint_command.h"
#include "cli/run_command.h"
#include "cli/validate_command.h"

namespace dnsward {
namespace {

ExitCode print(Console& console, const std::string& text) {
  console.out.write(text);
  return ExitCode::ok;
}

std::string explanation(const Options& options) {
  if (options.markdown) return findings_markdown();
  const auto* spec = find_finding(options.argument);
  return spec == nullptr ? findings_text() : finding_text(*spec);
}

ExitCode run(const Options& options, Console& console) {
  switch (options.command) {
    case CommandId::validate: return validate(options, console);
    case CommandId::plan:
    case CommandId::drift:
    case CommandId::apply: return run_on_zones(options, console);
    case CommandId::import_domain: return run_import(options, console);
    case CommandId::lint: return run_lint(options, console);
    case CommandId::convert: return run_convert(options, console);
    case CommandId::explain: return print(console, explanation(options));
    case CommandId::providers:
      return print(console,
                   options.argument.empty() ? providers_text() : provider_text(options.argument));
    case CommandId::completion: break;
  }
  return print(console, completion_script(options.argument));
}

ExitCode answer(const Invocation& request, Console& console) {
  switch (request.kind) {
    case Invocation::Kind::run: return run(request.options, console);
    case Invocation::Kind::overview: return print(console, overview_help());
    case Invocation::Kind::command_help:
      return print(console, command_help(spec_of(request.options.command)));
    case Invocation::Kind::version: return print(console, version_text());
    case Invocation::Kind::markdown: return print(console, commands_markdown());
    case Invocation::Kind::nothing: break;
  }
  console.err.write(short_help());
  return ExitCode::usage;
}

}  // namespace

int run_program(int argc, const char* const* argv) {
  prepare_standard_streams();
  const auto request = parse_command_line(argc, argv);
  if (!request) {
    auto console = Console::open(ColourMode::automatic, false);
    console.tell(request.error());
    return static_cast<int>(ExitCode::usage);
  }
  auto console = Console::open(request->options.colour, request->options.verbose);
  auto code = answer(*request, console);
  if (const auto& failure = console.out.failure()) {
    console.tell(*failure);
    if (code == ExitCode::ok || code == ExitCode::changes) code = ExitCode::failed;
  }
  return static_cast<int>(code);
}

}  // namespace dnsward
