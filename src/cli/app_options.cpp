#include "cli/app_options.h"

#include "base/text.h"
#include "cli/raw_words.h"
#include "mail/finding.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace dnsward {
namespace {

tl::unexpected<Error> wrong(std::string message, std::string hint = {}) {
  return fail(ErrorKind::config, std::move(message), std::move(hint));
}

std::string spelling(const OptionSpec& option) {
  return "--" + std::string(option.name);
}

std::string with_suggestion(std::string_view word, const std::vector<std::string_view>& candidates,
                            std::string see) {
  const auto guess = suggest(word, candidates);
  return guess ? fmt::format("did you mean \"{}\"? {}", *guess, see) : std::move(see);
}

Result<void> check_unknown_option(const RawWords& words) {
  std::vector<std::string> known;
  for (const auto& option : option_table()) {
    const bool fits = !words.command || (option.commands & set_of(words.command->id)) != 0;
    if (fits && !option.group.empty()) known.push_back(spelling(option));
  }
  for (const auto& word : words.unknown) {
    if (!word.starts_with('-') || word == "-") continue;
    const auto name = word.substr(0, word.find('='));
    const auto see = words.command ? fmt::format("See dnsward {} --help", words.command->name)
                                   : std::string("See dnsward --help");
    return wrong(fmt::format("unknown option \"{}\"", name),
                 with_suggestion(name, {known.begin(), known.end()}, see));
  }
  return {};
}

Result<void> check_unknown_word(const RawWords& words) {
  if (words.unknown.empty()) return {};
  const auto& word = words.unknown.front();
  if (find_command(word) != nullptr) {
    return wrong(fmt::format(R"(the command "{}" stands behind "--")", word), "write it in front");
  }
  std::vector<std::string_view> known;
  for (const auto& command : command_table()) known.push_back(command.name);
  return wrong(fmt::format("unknown command \"{}\"", word),
               with_suggestion(word, known, "See dnsward --help"));
}

std::string names_of(CommandSet set) {
  std::vector<std::string> names;
  for (const auto& command : command_table()) {
    if ((set & set_of(command.id)) != 0) names.emplace_back(command.name);
  }
  const auto last = names.back();
  names.pop_back();
  return names.empty() ? last : join(names, ", ") + " and " + last;
}

Result<void> check_belonging(const RawWords& words) {
  for (const auto& option : option_table()) {
    if (!words.has(option.id) || (option.commands & set_of(words.command->id)) != 0) continue;
    return wrong(fmt::format("{} has no option \"{}\"", words.command->name, spelling(option)),
                 fmt::format("it is an option of {}", names_of(option.commands)));
  }
  return {};
}

/// The value as given, or the default of the table.
std::string value_of(const RawWords& words, OptionId id) {
  const auto& given = words.values.at(static_cast<std::size_t>(id));
  return given ? *given : std::string(spec_of(id).default_value);
}

tl::unexpected<Error> wrong_value(const RawWords& words, OptionId id, std::string_view takes) {
  return wrong(
      fmt::format("{} takes {}, not \"{}\"", spelling(spec_of(id)), takes, value_of(words, id)));
}

/// The index of the value among the choices.
Result<std::size_t> choice_of(const RawWords& words, OptionId id) {
  const auto choices = choices_of(spec_of(id));
  const auto value = value_of(words, id);
  const auto found = std::find(choices.begin(), choices.end(), value);
  if (found != choices.end()) return static_cast<std::size_t>(found - choices.begin());
  std::vector<std::string> names(choices.begin(), choices.end() - 1);
  auto error = wrong_value(words, id, fmt::format("{} or {}", join(names, ", "), choices.back()));
  if (const auto guess = suggest(value, choices)) {
    error.value().hint = fmt::format("did you mean \"{}\"?", *guess);
  }
  return error;
}

tl::unexpected<Error> wrong_timeout(const RawWords& words) {
  const auto given = value_of(words, OptionId::timeout);
  auto error = wrong_value(words, OptionId::timeout, "a duration such as 90s, 15m or 1h30m");
  error.value().hint = parse_duration(given + 's')
                           ? fmt::format("add a unit: {0}s or {0}m", given)
                           : "hours, minutes and seconds in that order, 1s to 1000h";
  return error;
}

Result<void> read_values(const RawWords& words, Options& options) {
  const auto jobs = parse_number(value_of(words, OptionId::jobs), 1, 256);
  if (!jobs) return wrong_value(words, OptionId::jobs, "a number from 1 to 256");
  const auto timeout = parse_duration(value_of(words, OptionId::timeout));
  if (!timeout) return wrong_timeout(words);
  if (words.has(OptionId::shard)) {
    options.shard = parse_shard(value_of(words, OptionId::shard));
    if (!options.shard) {
      return wrong_value(words, OptionId::shard, "I/N with 0 <= I < N such as 0/4");
    }
  }
  const auto format = choice_of(words, OptionId::format);
  if (!format) return fail(format.error());
  const auto colour = choice_of(words, OptionId::color);
  if (!colour) return fail(colour.error());
  options.jobs = *jobs;
  options.timeout = *timeout;
  options.format = std::array{Format::text, Format::json}.at(*format);
  options.colour =
      std::array{ColourMode::automatic, ColourMode::always, ColourMode::never}.at(*colour);
  options.config = value_of(words, OptionId::config);
  if (words.has(OptionId::report)) options.report = value_of(words, OptionId::report);
  return {};
}

Result<void> read_flags(const RawWords& words, Options& options) {
  options.correct = words.has(OptionId::correct);
  options.yes = words.has(OptionId::yes);
  options.dry_run = words.has(OptionId::dry_run);
  options.markdown = words.has(OptionId::markdown);
  options.no_wait = words.has(OptionId::no_wait);
  options.detailed_exitcode = words.has(OptionId::detailed_exitcode);
  options.quiet = words.has(OptionId::quiet);
  options.verbose = words.has(OptionId::verbose);
  if (options.quiet && options.verbose) {
    return wrong("--quiet and --verbose contradict each other", "give one of them");
  }
  if (options.command != CommandId::drift) return {};
  for (const auto id : {OptionId::yes, OptionId::dry_run, OptionId::no_wait}) {
    if (options.correct || !words.has(id)) continue;
    return wrong(
        fmt::format("{} without --correct: drift alone writes nothing", spelling(spec_of(id))),
        "add --correct, or leave it out");
  }
  if (options.correct && options.detailed_exitcode) {
    return wrong("--detailed-exitcode with --correct: no changes are pending after they are made",
                 "leave one of them out");
  }
  return {};
}

Result<void> read_provider(const RawWords& words, Options& options) {
  if (options.command != CommandId::import_domain) return {};
  options.provider = value_of(words, OptionId::provider);
  if (!options.provider.empty()) return {};
  return wrong("import needs --provider NAME", "name the provider block that has the zone");
}

Result<void> read_groups(const RawWords& words, Options& options) {
  if (!words.has(OptionId::group)) return {};
  const auto list = value_of(words, OptionId::group);
  for (const auto group : split(list, ',')) {
    if (group.empty()) return wrong_value(words, OptionId::group, "names separated by commas");
    options.groups.emplace_back(group);
  }
  return {};
}

Result<void> read_domains(const RawWords& words, Options& options) {
  if (auto named = read_provider(words, options); !named) return named;
  for (const auto& word : words.arguments) {
    auto name = DomainName::parse(word);
    if (!name) return fail(std::move(name.error()));
    options.domains.push_back(std::move(*name));
  }
  return {};
}

Result<void> read_arguments(const RawWords& words, Options& options) {
  const auto& command = *words.command;
  if (words.arguments.size() < command.min_arguments) {
    return wrong(fmt::format("{} needs {}", command.name, command.arguments),
                 fmt::format("See dnsward {} --help", command.name));
  }
  if (words.arguments.size() > command.max_arguments) {
    return wrong(fmt::format("{} takes no argument \"{}\"", command.name,
                             words.arguments.at(command.max_arguments)),
                 fmt::format("See dnsward {} --help", command.name));
  }
  if (command.argument_kind == ArgumentKind::domain) return read_domains(words, options);
  if (words.arguments.empty()) return {};
  if (command.argument_kind == ArgumentKind::path) {
    options.argument = words.arguments.front();
    return read_groups(words, options);
  }
  const auto choices = argument_choices(command.id);
  const auto& word = words.arguments.front();
  if (command.id == CommandId::explain) {
    const auto* spec = find_finding(word);
    if (spec == nullptr) {
      return wrong(fmt::format("no finding has the code \"{}\"", word),
                   with_suggestion(word, choices, "`dnsward explain` lists them"));
    }
    options.argument = spec->code;
    return {};
  }
  if (std::find(choices.begin(), choices.end(), word) == choices.end()) {
    const bool is_shell = command.id == CommandId::completion;
    const std::vector<std::string> names(choices.begin(), choices.end());
    return wrong(fmt::format("unknown {} \"{}\"", is_shell ? "shell" : "provider type", word),
                 with_suggestion(word, choices, fmt::format("known: {}", join(names, ", "))));
  }
  options.argument = word;
  return {};
}

Result<Invocation> read_run(const RawWords& words) {
  Invocation request{Invocation::Kind::run, {}};
  request.options.command = words.command->id;
  auto& options = request.options;
  for (auto* const step : {&check_belonging}) {
    if (auto done = step(words); !done) return fail(std::move(done.error()));
  }
  for (auto* const step : {&read_values, &read_flags, &read_arguments}) {
    if (auto done = step(words, options); !done) return fail(std::move(done.error()));
  }
  return request;
}

}  // namespace

Result<Invocation> parse_command_line(int argc, const char* const* argv) {
  const auto words = split_command_line(argc, argv);
  if (!words) return fail(words.error());
  for (auto* const step : {&check_unknown_option, &check_unknown_word}) {
    if (auto done = step(*words); !done) return fail(std::move(done.error()));
  }
  Invocation request;
  if (words->has(OptionId::help_markdown)) {
    request.kind = Invocation::Kind::markdown;
  } else if (words->has(OptionId::help)) {
    request.kind = words->command ? Invocation::Kind::command_help : Invocation::Kind::overview;
    if (words->command) request.options.command = words->command->id;
  } else if (words->has(OptionId::version)) {
    request.kind = Invocation::Kind::version;
  } else if (words->command) {
    return read_run(*words);
  }
  return request;
}

}  // namespace dnsward
