#include "cli/help.h"

#include "app/report_json.h"
#include "app/text_layout.h"
#include "base/text.h"

#include <fmt/format.h>

#include <array>
#include <utility>
#include <vector>

namespace dnsward {
namespace {

constexpr std::string_view promise =
    "dnsward keeps the DNS records that e-mail senders need in place, and never\n"
    "touches anything else.\n";

constexpr std::size_t width = 80;
constexpr std::size_t term_column = 2;

/// A term on the left, what it means on the right.
struct Row {
  std::string term;
  std::string meaning;
};

std::string rows_text(const std::vector<Row>& rows, std::size_t meaning_column) {
  std::string text;
  for (const auto& [term, meaning] : rows) {
    auto line = std::string(term_column, ' ') + term;
    if (line.size() + 2 > meaning_column) {
      text += line + '\n';
      line.clear();
    }
    line.resize(meaning_column, ' ');
    text += line + wrapped(meaning, meaning_column, meaning_column, width) + '\n';
  }
  return text;
}

std::string option_term(const OptionSpec& option) {
  auto term = option.letter == 0 ? std::string("    ") : fmt::format("-{}, ", option.letter);
  term += fmt::format("--{}", option.name);
  return option.value.empty() ? term : fmt::format("{} {}", term, option.value);
}

std::string option_meaning(const OptionSpec& option) {
  if (option.default_value.empty()) return std::string(option.help);
  return fmt::format("{} (default: {})", option.help, option.default_value);
}

constexpr std::size_t option_column = 30;
constexpr std::size_t command_column = 26;
constexpr std::size_t code_column = 8;

std::string options_text(const std::vector<const OptionSpec*>& options) {
  std::string text;
  std::string_view group;
  std::vector<Row> rows;
  const auto flush = [&] {
    if (!rows.empty()) text += fmt::format("\n{}:\n{}", group, rows_text(rows, option_column));
    rows.clear();
  };
  for (const auto* option : options) {
    if (option->group != group) {
      flush();
      group = option->group;
    }
    rows.push_back({option_term(*option), option_meaning(*option)});
  }
  flush();
  return text;
}

std::string exit_codes_text(CommandSet commands) {
  std::vector<Row> rows;
  for (const auto& [code, meaning, of] : exit_code_table()) {
    if ((of & commands) != 0) rows.push_back({std::to_string(code), std::string(meaning)});
  }
  return "\nExit codes:\n" + rows_text(rows, code_column);
}

std::string usage_of(const CommandSpec& command) {
  return command.arguments.empty()
             ? fmt::format("dnsward {} [OPTION...]", command.name)
             : fmt::format("dnsward {} {} [OPTION...]", command.name, command.arguments);
}

std::string commands_text() {
  std::string text;
  std::string_view group;
  for (const auto& command : command_table()) {
    if (command.group != group) text += fmt::format("\n{}:\n", command.group);
    group = command.group;
    const auto term = fmt::format("{} {}", command.name, command.arguments);
    text += rows_text({{std::string(trim(term)), std::string(command.summary)}}, command_column);
  }
  return text;
}

}  // namespace

std::string short_help() {
  return std::string(promise) + "\nUsage: dnsward COMMAND [ARGUMENT...] [OPTION...]\n" +
         commands_text() +
         "\ndnsward COMMAND --help tells more about one, dnsward --help lists all options.\n";
}

std::string overview_help() {
  return std::string(promise) + "\nUsage: dnsward COMMAND [ARGUMENT...] [OPTION...]\n" +
         commands_text() +
         "\n"
         "Options may stand before or after the command. Not every command takes all;\n"
         "dnsward COMMAND --help lists its own.\n" +
         options_text(shown_options()) +
         "\n"
         "Examples:\n"
         "  dnsward validate          is the file in order?\n"
         "  dnsward plan              what would change?\n"
         "  dnsward apply             show it, ask, write it, read it back\n"
         "  dnsward plan --help       more about one command, and its exit codes\n";
}

std::string command_help(const CommandSpec& command) {
  auto text = fmt::format("Usage: {}\n\n{}\n", usage_of(command),
                          wrapped(command.description, 0, 0, width));
  if (!command.argument_help.empty()) {
    text += "\nArguments:\n" +
            rows_text({{std::string(command.arguments), std::string(command.argument_help)}},
                      option_column);
  }
  text += options_text(options_of(command.id));
  text += exit_codes_text(set_of(command.id));
  text += "\nExamples:\n";
  for (const auto& example : command.examples) text += fmt::format("  {}\n", example);
  return text;
}

std::string version_text() {
  return fmt::format("dnsward {}\nreport format {}\n{}\n", DNSWARD_VERSION, report_format_version,
                     wrapped("built with " DNSWARD_BUILT_WITH, 0, 2, width));
}

}  // namespace dnsward
