#include "cli/raw_words.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <string_view>
#include <utility>

namespace dnsward {
namespace {

/// A CLI11 parser made from the table. CLI11 splits the line; everything that a user reads is ours.
class Parser {
 public:
  Parser() {
    app_.set_help_flag();
    app_.allow_extras();
    app_.require_subcommand(0, 1);
    for (const auto& option : option_table()) add(option);
    for (const auto& command : command_table()) {
      auto* const sub = app_.add_subcommand(std::string(command.name));
      sub->fallthrough();
      sub->add_option("arguments", arguments_)->expected(0, -1);
    }
  }

  void parse(int argc, const char* const* argv) { app_.parse(argc, argv); }

  [[nodiscard]] RawWords words() {
    RawWords words;
    for (const auto* sub : app_.get_subcommands()) words.command = find_command(sub->get_name());
    for (std::size_t i = 0; i < option_count; ++i) {
      if (options_.at(i)->count() != 0) words.values.at(i) = values_.at(i);
    }
    words.arguments = std::move(arguments_);
    words.unknown = app_.remaining(true);
    return words;
  }

 private:
  void add(const OptionSpec& option) {
    const auto i = static_cast<std::size_t>(option.id);
    const auto name = option.letter == 0 ? fmt::format("--{}", option.name)
                                         : fmt::format("-{},--{}", option.letter, option.name);
    if (option.kind == ValueKind::none) {
      options_.at(i) = app_.add_flag(name)->disable_flag_override();
    } else {
      options_.at(i) = app_.add_option(name, values_.at(i));
      options_.at(i)->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
    }
  }

  CLI::App app_;
  std::array<CLI::Option*, option_count> options_ = {};
  std::array<std::string, option_count> values_ = {};
  std::vector<std::string> arguments_;
};

const OptionSpec* find_option(std::string_view word) {
  for (const auto& option : option_table()) {
    const bool is_short = word.size() == 2 && word[0] == '-' && word[1] == option.letter;
    if (is_short || word == fmt::format("--{}", option.name)) return &option;
  }
  return nullptr;
}

std::optional<Error> problem_of(const OptionSpec& option, std::string_view word,
                                std::optional<std::string_view> value) {
  if (option.kind == ValueKind::none) {
    if (!value) return std::nullopt;
    return Error{ErrorKind::config, fmt::format("{} takes no value", word)};
  }
  if (value && !value->empty() && !value->starts_with("--")) return std::nullopt;
  return Error{ErrorKind::config, fmt::format("{} needs a value", word),
               fmt::format("write {}{}{}", word, word.starts_with("--") ? "=" : " ", option.value)};
}

/// The index of the "--" that ends the options, or argc. Errors are what CLI11 gets wrong: it takes
/// the next option for a missing value, the next word for the empty one of `--name=`, and lets
/// `--flag=false` pass.
Result<int> end_of_options(int argc, const char* const* argv) {
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == "--") return i;
    const auto equals = word.starts_with("--") ? word.find('=') : std::string_view::npos;
    const auto name = word.substr(0, equals);
    const auto* const option = find_option(name);
    if (option == nullptr) continue;
    std::optional<std::string_view> value;
    if (equals != std::string_view::npos) {
      value = word.substr(equals + 1);
    } else if (option->kind != ValueKind::none && i + 1 < argc) {
      value = argv[++i];
    }
    if (auto problem = problem_of(*option, name, value)) return fail(std::move(*problem));
  }
  return argc;
}

}  // namespace

Result<RawWords> split_command_line(int argc, const char* const* argv) {
  const auto end = end_of_options(argc, argv);
  if (!end) return fail(end.error());
  try {
    Parser parser;
    parser.parse(*end, argv);
    auto words = parser.words();
    // CLI11 forgets the "--" where a command takes any number of words.
    auto& rest = words.command == nullptr ? words.unknown : words.arguments;
    for (int i = *end + 1; i < argc; ++i) rest.emplace_back(argv[i]);
    return words;
  } catch (const CLI::Error& error) {
    return fail(ErrorKind::config, error.what(), "See dnsward --help");
  }
}

}  // namespace dnsward
