#include "cli/lint_command.h"

#include "base/printable.h"
#include "cli/input_file.h"
#include "cli/tell_config.h"
#include "compose/lint.h"
#include "compose/paste_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <unistd.h>
#include <vector>

namespace dnsward {
namespace {

constexpr std::size_t most_findings = 100;

/// Lines longer than this are no lines that somebody could look at.
constexpr std::size_t longest_excerpt = 16384;

Error placed_error(const PlacedFinding& placed, const LinePlace& place, const std::string& file) {
  auto error = to_error(placed.finding);
  error.where = SourcePos{file, place.line, place.column};
  if (place.text.size() <= longest_excerpt) error.source_line = place.text;
  return error;
}

void tell_findings(const Lint& outcome, std::string_view text, const std::string& file,
                   Console& console) {
  const auto count = std::min(outcome.findings.size(), most_findings);
  std::vector<std::size_t> octets;
  for (std::size_t i = 0; i < count; ++i) octets.push_back(outcome.findings[i].octet);
  const auto places = places_of(text, octets);
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) console.err.write("\n");
    console.tell(placed_error(outcome.findings[i], places[i], file),
                 to_text(outcome.findings[i].finding.spec->severity));
  }
  if (outcome.findings.size() > count) {
    console.err.write(fmt::format("\n{} more are not shown\n",
                                  counted(outcome.findings.size() - count, "finding")));
  }
}

void tell_left_out(const Lint& outcome, Console& console) {
  for (std::size_t i = 0; i < std::min(outcome.left_out.size(), most_findings); ++i) {
    console.err.write(fmt::format("left out: {}\n", printable(outcome.left_out[i])));
  }
}

std::size_t count_of(const Lint& outcome, Severity severity) {
  return static_cast<std::size_t>(
      std::count_if(outcome.findings.begin(), outcome.findings.end(),
                    [&](const auto& placed) { return placed.finding.spec->severity == severity; }));
}

std::string lint_totals(const Lint& outcome) {
  std::string text = counted(outcome.records, "record");
  for (const auto severity : {Severity::error, Severity::warning, Severity::note}) {
    const auto count = count_of(outcome, severity);
    if (count > 0) text += ", " + counted(count, to_text(severity));
  }
  return text;
}

}  // namespace

ExitCode run_lint(const Options& options, Console& console) {
  const std::string path = options.argument.empty() ? "-" : options.argument;
  const std::string file = path == "-" ? "<stdin>" : path;
  if (path == "-" && isatty(STDIN_FILENO) != 0) {
    console.err.write("Paste the records, and end them with Ctrl-D on a line of its own.\n");
  }
  const auto text = read_input(path, file, most_paste_octets);
  if (!text) {
    console.tell(text.error());
    return ExitCode::config;
  }
  const auto outcome = lint_paste(*text);
  if (outcome.records == 0) {
    console.tell(Error{ErrorKind::not_found, "no record of a mail sender was found",
                       "paste the lines with the records themselves, such as: "
                       "mail._domainkey TXT \"v=DKIM1; k=rsa; p=...\"",
                       SourcePos{file}});
    return ExitCode::failed;
  }
  tell_findings(outcome, *text, file, console);
  if (!outcome.findings.empty()) console.err.write("\n");
  console.err.write(fmt::format("{}: {}\n", printable(file), lint_totals(outcome)));
  tell_left_out(outcome, console);
  if (!outcome.draft) return ExitCode::failed;
  console.out.write(sender_toml(*outcome.draft));
  return count_of(outcome, Severity::error) > 0 ? ExitCode::failed : ExitCode::ok;
}

}  // namespace dnsward
