#include "cli/completion.h"

#include "base/text.h"
#include "cli/command_table.h"

#include <fmt/format.h>

#include <vector>

namespace dnsward {
namespace {

std::string joined(const std::vector<std::string_view>& words, std::string_view separator = " ") {
  const std::vector<std::string> copies(words.begin(), words.end());
  return join(copies, separator);
}

std::string command_names() {
  std::vector<std::string_view> names;
  for (const auto& command : command_table()) names.push_back(command.name);
  return joined(names);
}

/// "-c --config" with any separator.
std::string spellings(const OptionSpec& option, std::string_view separator) {
  const auto name = fmt::format("--{}", option.name);
  return option.letter == 0 ? name : fmt::format("-{}{}{}", option.letter, separator, name);
}

std::string words_of(const std::vector<const OptionSpec*>& options) {
  std::vector<std::string> words;
  words.reserve(options.size());
  for (const auto* option : options) words.push_back(spellings(*option, " "));
  return join(words, " ");
}

// ---- bash

std::string bash_values() {
  std::string valued;
  std::string cases;
  for (const auto* option : shown_options()) {
    if (option->kind == ValueKind::none) continue;
    const auto pattern = spellings(*option, "|");
    valued += valued.empty() ? pattern : '|' + pattern;
    if (option->kind == ValueKind::path) {
      cases += fmt::format(
          "    {}) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- \"$cur\")); return"
          " ;;\n",
          pattern);
    } else if (option->kind == ValueKind::choice) {
      cases += fmt::format("    {}) COMPREPLY=($(compgen -W '{}' -- \"$cur\")); return ;;\n",
                           pattern, joined(choices_of(*option)));
    } else {
      cases += fmt::format("    {}) return ;;\n", pattern);
    }
  }
  return fmt::format(
      "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
      "    case ${{COMP_WORDS[i]}} in\n"
      "      {}) ((i++)); [[ ${{COMP_WORDS[i]}} == = ]] && ((i++)) ;;\n"
      "      -*|=) ;;\n"
      "      *) [[ $command ]] || command=${{COMP_WORDS[i]}} ;;\n"
      "    esac\n"
      "  done\n"
      "  case $prev in\n{}  esac\n",
      valued, cases);
}

std::string bash_words() {
  std::string cases;
  for (const auto& command : command_table()) {
    const std::string_view files = command.argument_kind == ArgumentKind::path ? " files=1" : "";
    cases +=
        fmt::format("    {}) options='{}' words='{}'{} ;;\n", command.name,
                    words_of(options_of(command.id)), joined(argument_choices(command.id)), files);
  }
  return fmt::format(
      "  case $command in\n"
      "    '') options='{}' words='{}' ;;\n"
      "{}"
      "  esac\n"
      "  if [[ $cur == -* ]]; then words=$options\n"
      "  elif [[ $files ]]; then\n"
      "    compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- \"$cur\")); return\n"
      "  fi\n"
      "  COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n",
      words_of(shown_options()), command_names(), cases);
}

std::string bash_script() {
  return "# bash completion for dnsward. Load it with: source <(dnsward completion bash)\n"
         "# or install it as share/bash-completion/completions/dnsward\n"
         "_dnsward() {\n"
         "  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n"
         "  local command= options= words= files= i\n"
         "  COMPREPLY=()\n"
         "  # bash makes three words of --name=value\n"
         "  if [[ $cur == = ]]; then\n"
         "    cur=\n"
         "  elif [[ $prev == = ]]; then\n"
         "    prev=${COMP_WORDS[COMP_CWORD-2]}\n"
         "  fi\n" +
         bash_values() + bash_words() + "}\ncomplete -F _dnsward dnsward\n";
}

// ---- zsh

/// Text inside '...' and inside the [...] or :...: of an _arguments specification.
std::string zsh_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == ':') out += '\\';
    out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  }
  return out;
}

std::string zsh_option(const OptionSpec& option) {
  std::string value;
  if (option.kind == ValueKind::path) value = fmt::format(":{}:_files", option.value);
  if (option.kind == ValueKind::text) value = fmt::format(":{}: ", option.value);
  if (option.kind == ValueKind::choice) {
    value = fmt::format(":{}:({})", option.name, joined(choices_of(option)));
  }
  const auto name = fmt::format("--{}{}", option.name, value.empty() ? "" : "=");
  const auto rest = fmt::format("[{}]{}", zsh_text(option.help), value);
  if (option.letter == 0) return fmt::format("'{}{}'", name, rest);
  return fmt::format("'(-{0} --{1})'{{-{0}{2},{3}}}'{4}'", option.letter, option.name,
                     value.empty() ? "" : "+", name, rest);
}

std::string zsh_arguments(const std::vector<const OptionSpec*>& options) {
  std::string text;
  for (const auto* option : options) text += fmt::format(" \\\n        {}", zsh_option(*option));
  return text;
}

std::string zsh_script() {
  std::string cases;
  std::string described;
  for (const auto& command : command_table()) {
    described += fmt::format("    '{}:{}'\n", command.name, zsh_text(command.summary));
    const auto choices = argument_choices(command.id);
    std::string argument;
    if (!choices.empty()) {
      argument = fmt::format("'1:{}:({})'", command.name, joined(choices));
    } else if (command.argument_kind == ArgumentKind::path) {
      argument = "'1:file:_files'";
    } else if (command.max_arguments > 0) {
      argument = "'*:domain: '";
    }
    cases += fmt::format("    {})\n      _arguments -s {}{} ;;\n", command.name, argument,
                         zsh_arguments(options_of(command.id)));
  }
  return fmt::format(
      "#compdef dnsward\n"
      "# zsh completion for dnsward. Load it with: source <(dnsward completion zsh)\n"
      "# or install it as _dnsward in a folder of $fpath\n"
      "_dnsward() {{\n"
      "  local curcontext=$curcontext state line\n"
      "  typeset -A opt_args\n"
      "  local -a commands=(\n{}  )\n"
      "  _arguments -C -s '1:command:->command' '*::argument:->argument'{}\n"
      "  case $state in\n"
      "    command) _describe command commands; return ;;\n"
      "    argument) ;;\n"
      "    *) return ;;\n"
      "  esac\n"
      "  case $line[1] in\n{}  esac\n"
      "}}\n"
      "if [[ $funcstack[1] == _dnsward ]]; then _dnsward \"$@\"; else compdef _dnsward dnsward; "
      "fi\n",
      described, zsh_arguments(shown_options()), cases);
}

// ---- fish

std::string fish_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

std::string fish_option(const OptionSpec& option) {
  std::vector<std::string_view> commands;
  for (const auto& command : command_table()) {
    if ((option.commands & set_of(command.id)) != 0) commands.push_back(command.name);
  }
  auto line = fmt::format("complete -c dnsward -n '__fish_seen_subcommand_from {}' -l {}",
                          joined(commands), option.name);
  if (option.letter != 0) line += fmt::format(" -s {}", option.letter);
  if (option.kind == ValueKind::path) line += " -r -F";
  if (option.kind == ValueKind::text) line += " -x";
  if (option.kind == ValueKind::choice) {
    line += fmt::format(" -x -a '{}'", joined(choices_of(option)));
  }
  return fmt::format("{} -d '{}'\n", line, fish_text(option.help));
}

std::string fish_script() {
  std::string text =
      "# fish completion for dnsward. Load it with: dnsward completion fish | source\n"
      "# or install it as share/fish/vendor_completions.d/dnsward.fish\n"
      "complete -c dnsward -f\n";
  for (const auto& command : command_table()) {
    text += fmt::format("complete -c dnsward -n __fish_use_subcommand -a {} -d '{}'\n",
                        command.name, fish_text(command.summary));
    if (command.argument_kind == ArgumentKind::path) {
      text +=
          fmt::format("complete -c dnsward -n '__fish_seen_subcommand_from {}' -F\n", command.name);
    }
    const auto choices = argument_choices(command.id);
    if (choices.empty()) continue;
    text += fmt::format(
        "complete -c dnsward -n '__fish_seen_subcommand_from {0}; and not "
        "__fish_seen_subcommand_from {1}' -a '{1}'\n",
        command.name, joined(choices));
  }
  for (const auto* option : shown_options()) text += fish_option(*option);
  return text + "complete -c dnsward -n __fish_use_subcommand -l help -s h -l version\n";
}

}  // namespace

std::string completion_script(std::string_view shell) {
  if (shell == "bash") return bash_script();
  return shell == "zsh" ? zsh_script() : fish_script();
}

}  // namespace dnsward
