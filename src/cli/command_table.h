// Every command and option as one table: the parser, the help, the completion scripts and
// docs/commands.md read it.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dnsward {

enum class CommandId {
  validate,
  plan,
  drift,
  apply,
  import_domain,
  lint,
  convert,
  explain,
  providers,
  completion
};

/// A set of commands, one bit each.
using CommandSet = unsigned;

[[nodiscard]] constexpr CommandSet set_of(CommandId command) {
  return 1U << static_cast<unsigned>(command);
}

/// What the words after a command are.
enum class ArgumentKind {
  domain,
  choice,  ///< one of argument_choices()
  path,    ///< a file
};

struct CommandSpec {
  CommandId id;
  std::string_view group;      ///< heading in the help
  std::string_view name;       ///< the word
  std::string_view arguments;  ///< as shown: "[DOMAIN...]"
  std::string_view argument_help;
  std::size_t max_arguments = 0;
  std::size_t min_arguments = 0;
  std::string_view summary;      ///< one line, lower case, no final dot
  std::string_view description;  ///< a paragraph
  std::span<const std::string_view> examples;
  ArgumentKind argument_kind = ArgumentKind::domain;
};

enum class OptionId {
  config,
  provider,
  group,
  shard,
  correct,
  yes,
  dry_run,
  no_wait,
  format,
  report,
  detailed_exitcode,
  color,
  quiet,
  verbose,
  jobs,
  timeout,
  help,
  version,
  markdown,
  help_markdown,
};

inline constexpr std::size_t option_count = static_cast<std::size_t>(OptionId::help_markdown) + 1;

enum class ValueKind { none, text, path, choice };

struct OptionSpec {
  OptionId id;
  std::string_view group;  ///< heading in the help; empty: hidden
  std::string_view name;   ///< "config", spelled --config
  char letter = 0;         ///< 'c', spelled -c; 0: none
  ValueKind kind = ValueKind::none;
  std::string_view value;          ///< as shown: "PATH"; of a choice "text|json"
  std::string_view default_value;  ///< as the user would write it; empty: none
  std::string_view help;           ///< a sentence without its final dot
  CommandSet commands = 0;         ///< that take it
};

struct ExitCodeSpec {
  int code;
  std::string_view meaning;
  CommandSet commands;
};

/// Each in the order of the help. Options are in the order of OptionId.
[[nodiscard]] std::span<const CommandSpec> command_table();
[[nodiscard]] std::span<const OptionSpec> option_table();
[[nodiscard]] std::span<const ExitCodeSpec> exit_code_table();

[[nodiscard]] const CommandSpec& spec_of(CommandId command);
[[nodiscard]] const OptionSpec& spec_of(OptionId option);
[[nodiscard]] const CommandSpec* find_command(std::string_view name);

/// Words that the argument of a command may be: provider types, codes, shells; none for domains.
[[nodiscard]] std::vector<std::string_view> argument_choices(CommandId command);

/// "text", "json" of "text|json".
[[nodiscard]] std::vector<std::string_view> choices_of(const OptionSpec& option);

/// The options that help and completion show, of all commands or of one.
[[nodiscard]] std::vector<const OptionSpec*> shown_options();
[[nodiscard]] std::vector<const OptionSpec*> options_of(CommandId command);

}  // namespace dnsward
