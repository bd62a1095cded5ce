#include "app/text_layout.h"
#include "cli/help.h"
#include "providers/registry.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <string>
#include <string_view>

namespace dnsward {
namespace {

/// Text for a Markdown table cell.
std::string cell(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '|' || c == '*' || c == '<') out += '\\';
    out += c;
  }
  return out;
}

std::string option_row(const OptionSpec& option) {
  auto spelled = option.letter == 0 ? fmt::format("--{}", option.name)
                                    : fmt::format("-{}, --{}", option.letter, option.name);
  if (!option.value.empty()) spelled += fmt::format(" {}", option.value);
  const auto bar = spelled.find('|') == std::string::npos ? spelled : cell(spelled);
  return fmt::format("| `{}` | {} | {} |\n", bar,
                     option.default_value.empty() ? "" : fmt::format("`{}`", option.default_value),
                     cell(option.help));
}

std::string command_section(const CommandSpec& command) {
  auto text = fmt::format("\n## dnsward {}\n\n```\ndnsward {}{}{} [OPTION...]\n```\n\n{}\n",
                          command.name, command.name, command.arguments.empty() ? "" : " ",
                          command.arguments, command.description);
  if (!command.argument_help.empty()) {
    text += fmt::format("\n`{}`: {}.\n", command.arguments, command.argument_help);
  }
  text += "\n| option | default | |\n| --- | --- | --- |\n";
  for (const auto* option : options_of(command.id)) text += option_row(*option);
  text += "\n| exit code | |\n| --- | --- |\n";
  for (const auto& [code, meaning, of] : exit_code_table()) {
    if ((of & set_of(command.id)) != 0) text += fmt::format("| {} | {} |\n", code, cell(meaning));
  }
  text += "\n```sh\n";
  for (const auto& example : command.examples) text += fmt::format("{}\n", example);
  return text + "```\n";
}

std::string setting_text(const SettingSpec& setting) {
  constexpr std::size_t column = 18;
  auto line = "  " + std::string(setting.key);
  if (line.size() + 2 > column)
    line += '\n' + std::string(column, ' ');
  else
    line.resize(column, ' ');
  std::string kind = setting.kind == SettingSpec::Kind::path ? "a path, " : "";
  for (const auto choice : setting.choices) kind += fmt::format("{}, ", choice);
  const auto meaning =
      fmt::format("{} ({}{})", setting.help, kind, setting.required ? "required" : "optional");
  return line + wrapped(meaning, column, column, 80) + '\n';
}

std::string names_of(std::span<const std::string_view> variables) {
  std::string text;
  for (const auto variable : variables) text += fmt::format(", {}", variable);
  return text;
}

/// "Permissions: ...", wrapped below its first word.
std::string paragraph(std::string_view title, std::string_view text) {
  auto line = fmt::format("{}: ", title);
  const auto column = line.size();
  return line + wrapped(text, column, 2, 80) + '\n';
}

std::string api_text(const ApiSpec& api) {
  auto text =
      !api.keys.empty()
          ? paragraph("Keys", api.keys)
          : paragraph(
                "Token",
                fmt::format("the first of DNSWARD_NAME_TOKEN, DNSWARD_NAME_TOKEN_FILE, the systemd "
                            "credential NAME{}; NAME is the block's name in upper case, _ for -",
                            names_of(api.token_variables)));
  text += paragraph("Permissions", api.permissions);
  text += paragraph("API", fmt::format("{}, or the first of DNSWARD_NAME_ENDPOINT{}", api.endpoint,
                                       names_of(api.endpoint_variables)));
  text += paragraph("Budget", fmt::format("{} requests at once, then {} each second",
                                          api.budget.burst, api.budget.per_second));
  return text;
}

}  // namespace

std::string commands_markdown() {
  std::string text =
      "# Commands\n"
      "\n"
      "Made by `dnsward --help-markdown`; a test keeps it in step with the program.\n"
      "\n"
      "Options may stand before or after the command. `--name=value` and `--name value` are the\n"
      "same; of an option given twice the last counts; `--` ends the options.\n"
      "\n"
      "| command | |\n"
      "| --- | --- |\n";
  for (const auto& command : command_table()) {
    text += fmt::format("| [`{0}`](#dnsward-{0}) | {1} |\n", command.name, cell(command.summary));
  }
  for (const auto& command : command_table()) text += command_section(command);
  return text;
}

std::string providers_text() {
  std::string text;
  for (const auto& type : provider_types()) {
    text += fmt::format("{:<12}  {}\n", type.name, type.title);
  }
  return text + "\ndnsward providers TYPE tells the settings and limits of one.\n";
}

std::string provider_text(std::string_view name) {
  const auto types = provider_types();
  const auto found =
      std::find_if(types.begin(), types.end(), [&](const auto& type) { return type.name == name; });
  if (found == types.end()) return {};
  auto text =
      fmt::format("{}: {}\n\n{}\n\nSettings of a [provider.NAME] block with type = \"{}\":\n",
                  found->name, found->title, wrapped(found->description, 0, 0, 80), found->name);
  for (const auto& setting : found->settings) text += setting_text(setting);
  if (found->settings.empty()) text += "  none\n";
  text += '\n' + paragraph("Credentials", found->credentials);
  if (found->api != nullptr) text += api_text(*found->api);
  return text +
         fmt::format("TTL: {} to {} seconds\n", found->limits.min_ttl, found->limits.max_ttl);
}

}  // namespace dnsward
