#include "cli/command_table.h"

#include "base/text.h"
#include "mail/finding.h"
#include "providers/registry.h"

#include <algorithm>
#include <array>

namespace dnsward {
namespace {

using std::string_view;

constexpr CommandSet validate = set_of(CommandId::validate);
constexpr CommandSet plan = set_of(CommandId::plan);
constexpr CommandSet apply = set_of(CommandId::apply);
constexpr CommandSet drift = set_of(CommandId::drift);
constexpr CommandSet import_alone = set_of(CommandId::import_domain);
constexpr CommandSet lint_alone = set_of(CommandId::lint);
constexpr CommandSet convert_alone = set_of(CommandId::convert);
constexpr CommandSet runs = plan | apply | drift;
constexpr CommandSet explain = set_of(CommandId::explain);
constexpr CommandSet every = validate | runs | import_alone | lint_alone | convert_alone | explain |
                             set_of(CommandId::providers) | set_of(CommandId::completion);

constexpr std::array<string_view, 2> validate_examples{
    "dnsward validate",
    "dnsward validate -c customers/",
};
constexpr std::array<string_view, 3> plan_examples{
    "dnsward plan",
    "dnsward plan example.com -v",
    "dnsward plan --detailed-exitcode --report plan.json",
};
constexpr std::array<string_view, 3> drift_examples{
    "dnsward drift --detailed-exitcode",
    "dnsward drift --correct --yes -q",
    "dnsward drift --shard 0/4",
};
constexpr std::array<string_view, 3> apply_examples{
    "dnsward apply",
    "dnsward apply example.com --dry-run",
    "dnsward apply --yes --format json --report apply.json",
};
constexpr std::array<string_view, 2> import_examples{
    "dnsward import example.com --provider cf",
    "dnsward import example.com --provider cf -c zones/ >zones/example.com.toml",
};
constexpr std::array<string_view, 3> lint_examples{
    "dnsward lint page.txt",
    "dig +noall +answer TXT example.com | dnsward lint",
    "dnsward lint page.txt >>senders.toml",
};
constexpr std::array<string_view, 2> convert_examples{
    "dnsward convert brevo.com.domain-authentication.json --group code,dkim >>senders.toml",
    "curl -s https://example.com/template.json | dnsward convert -",
};
constexpr std::array<string_view, 2> explain_examples{
    "dnsward explain",
    "dnsward explain DKIM007",
};
constexpr std::array<string_view, 2> providers_examples{
    "dnsward providers",
    "dnsward providers zonefile",
};
constexpr std::array<string_view, 3> completion_examples{
    "source <(dnsward completion bash)",
    "source <(dnsward completion zsh)",
    "dnsward completion fish | source",
};

constexpr string_view looking = "Look, and write nothing";
constexpr string_view writing = "Write";
constexpr string_view composing = "Write parts of the file";
constexpr string_view about = "About dnsward";

constexpr string_view domain_help =
    "only these domains of the file, Unicode or A-labels; without one, all of them";

constexpr std::array all_commands{
    CommandSpec{CommandId::validate, looking, "validate", "", "", 0, 0,
                "check the file alone: no network, no credentials",
                "Reads the desired-state file and checks everything that can be checked without a "
                "provider. All errors are told at once, each with its place, the line and the next "
                "step.",
                validate_examples},
    CommandSpec{CommandId::plan, looking, "plan", "[DOMAIN...]", domain_help, 100'000, 0,
                "show what would change, and why",
                "Reads the zones and shows, for each RRset that would change, the values that are "
                "added, replaced, removed and kept, and which requirement wants it. Only reads.",
                plan_examples},
    CommandSpec{CommandId::drift, looking, "drift", "[DOMAIN...]", domain_help, 100'000, 0,
                "tell whether the zones still meet the file",
                "Reads the zones and shows what no longer meets the file. Only reads, unless "
                "--correct is given: then it writes what is missing, as apply does.",
                drift_examples},
    CommandSpec{CommandId::apply, writing, "apply", "[DOMAIN...]", domain_help, 100'000, 0,
                "write what plan shows, then read it back",
                "Shows what would change, asks, writes it, and reads it back. Values that the file "
                "does not speak of stay as they are, byte for byte. A zone whose records changed "
                "since they were shown is left alone; with --yes, what it needs now is written.",
                apply_examples},
    CommandSpec{
        CommandId::import_domain, composing, "import", "DOMAIN",
        "the domain whose records are read, Unicode or A-labels", 1, 1,
        "write the mail records that a domain has as TOML to start from",
        "Reads the domain's zone by the provider's own API and writes a [[domains]] entry with "
        "sender blocks for the SPF terms, tokens, DKIM keys, DMARC tags and MX records that stand "
        "there, so that plan has nothing to change. Senders that are known by their records get "
        "blocks of their own. What is wrong with the records goes to standard error. Only reads.",
        import_examples},
    CommandSpec{
        CommandId::lint, composing, "lint", "[FILE]",
        "text with records in it; without one, or with -, standard input", 1, 0,
        "check records as people paste them, and write the TOML for them",
        "Reads the lines of a support page, of a zone file, of dig or of a table, finds the "
        "records of mail senders in them, and tells what is wrong with each: a code, the "
        "place, the line, the next step. The sender block that asks for what can be used "
        "goes to standard output. No network, no credentials.",
        lint_examples, ArgumentKind::path},
    CommandSpec{
        CommandId::convert, composing, "convert", "TEMPLATE.json",
        "the template; with -, standard input", 1, 1,
        "write a Domain Connect template as a sender block",
        "Reads a Domain Connect template and writes its TXT, CNAME, MX and SPFM records as a "
        "sender "
        "block whose variables are those of the template. What the file does not say, and what "
        "would delete or weaken foreign records, is left out and told, with its place in the "
        "template. No network, no credentials.",
        convert_examples, ArgumentKind::path},
    CommandSpec{CommandId::explain, about, "explain", "[CODE]",
                "the code of a finding; without one, all are listed", 1, 0,
                "tell why a finding matters and how to mend it",
                "Findings are what plan, validate and lint say about mail records, each with a "
                "code. With CODE: what becomes of mail, the next step, and where it is written "
                "down.",
                explain_examples, ArgumentKind::choice},
    CommandSpec{CommandId::providers, about, "providers", "[TYPE]",
                "the type to describe; without one, all are listed", 1, 0,
                "list the provider types, their settings and limits",
                "Without TYPE, one line for each provider type. With TYPE, its settings, "
                "credentials and limits.",
                providers_examples, ArgumentKind::choice},
    CommandSpec{CommandId::completion, about, "completion", "bash|zsh|fish",
                "the shell to write the script for", 1, 1, "write a completion script for a shell",
                "Writes a script that completes commands, options and their values to standard "
                "output.",
                completion_examples, ArgumentKind::choice},
};

constexpr string_view work = "What to work on";
constexpr string_view safety = "Writing";
constexpr string_view printing = "Output";
constexpr string_view pace = "Pace";
constexpr string_view other = "Other";

constexpr std::array all_options{
    OptionSpec{OptionId::config, work, "config", 'c', ValueKind::path, "PATH", "dnsward.toml",
               "the desired-state file, or a folder whose *.toml are read in name order as one",
               validate | runs | import_alone},
    OptionSpec{OptionId::provider, work, "provider", 0, ValueKind::text, "NAME", "",
               "the provider block of the file that has the domain's zone", import_alone},
    OptionSpec{
        OptionId::group, work, "group", 0, ValueKind::text, "LIST", "",
        "only these groups of the template, separated by commas, and the records without one",
        convert_alone},
    OptionSpec{OptionId::shard, work, "shard", 0, ValueKind::text, "I/N", "",
               "only share I of N, 0 <= I < N. The share of a domain is the FNV-1a 64-bit hash of "
               "its name (lower-case A-labels, no final dot) modulo N, so it never moves",
               runs},
    OptionSpec{OptionId::correct, safety, "correct", 0, ValueKind::none, "", "",
               "write what is missing, as apply does", drift},
    OptionSpec{OptionId::yes, safety, "yes", 0, ValueKind::none, "", "",
               "write without asking; needed when standard input is not a terminal", apply | drift},
    OptionSpec{OptionId::dry_run, safety, "dry-run", 0, ValueKind::none, "", "",
               "show what would be written, and write nothing", apply | drift},
    OptionSpec{OptionId::no_wait, safety, "no-wait", 0, ValueKind::none, "", "",
               "end when everything is written, without waiting for the provider's name servers "
               "(where it tells: route53)",
               apply | drift},
    OptionSpec{OptionId::format, printing, "format", 0, ValueKind::choice, "text|json", "text",
               "how the outcome is written to standard output", runs},
    OptionSpec{OptionId::report, printing, "report", 0, ValueKind::path, "FILE", "",
               "also write the outcome to FILE as JSON, whatever happened", runs},
    OptionSpec{OptionId::detailed_exitcode, printing, "detailed-exitcode", 0, ValueKind::none, "",
               "", "end with 2 when changes are pending", plan | drift},
    OptionSpec{OptionId::color, printing, "color", 0, ValueKind::choice, "auto|always|never",
               "auto", "auto: on a terminal, unless NO_COLOR is set or TERM is dumb",
               validate | runs | import_alone | lint_alone | convert_alone},
    OptionSpec{OptionId::quiet, printing, "quiet", 'q', ValueKind::none, "", "",
               "no text unless something went wrong, and no progress bar", validate | runs},
    OptionSpec{OptionId::verbose, printing, "verbose", 'v', ValueKind::none, "", "",
               "values whole, and the domains that are in order too",
               validate | runs | import_alone},
    OptionSpec{OptionId::jobs, pace, "jobs", 0, ValueKind::text, "N", "16",
               "zones worked on at once, 1 to 256", runs},
    OptionSpec{OptionId::timeout, pace, "timeout", 0, ValueKind::text, "DURATION", "15m",
               "time for the whole run (90s, 15m, 1h30m); what is not done by then is reported as "
               "not attempted",
               runs | import_alone},
    OptionSpec{OptionId::help, other, "help", 'h', ValueKind::none, "", "",
               "show this help, or that of a command", every},
    OptionSpec{OptionId::version, other, "version", 0, ValueKind::none, "", "",
               "show the version and what it was built with", every},
    OptionSpec{OptionId::markdown, printing, "markdown", 0, ValueKind::none, "", "",
               "write the reference of all findings as Markdown", explain},
    OptionSpec{OptionId::help_markdown, "", "help-markdown", 0, ValueKind::none, "", "",
               "write the reference of all commands as Markdown", every},
};
static_assert(all_options.size() == option_count);

constexpr std::array exit_codes{
    ExitCodeSpec{0, "done, or nothing to do", every},
    ExitCodeSpec{1, "every domain asked for failed or has a conflict", runs},
    ExitCodeSpec{1, "the zone can't be read, or has no mail records of the domain", import_alone},
    ExitCodeSpec{1, "a record has an error, or none was found that can be asked for", lint_alone},
    ExitCodeSpec{1, "the output could not be written", every & ~runs},
    ExitCodeSpec{2, "changes are pending (with --detailed-exitcode)", plan | drift},
    ExitCodeSpec{3, "some domains failed or have conflicts, the others are fine", runs},
    ExitCodeSpec{4, "the answer was no", apply | drift},
    ExitCodeSpec{5, "written, but not at all name servers in time", apply | drift},
    ExitCodeSpec{64, "wrong command line", every},
    ExitCodeSpec{78, "the file or a provider's setting is wrong; nothing was written",
                 validate | runs | import_alone},
    ExitCodeSpec{78, "FILE can't be read as text", lint_alone},
    ExitCodeSpec{78, "the template is wrong, or has nothing to convert", convert_alone},
    ExitCodeSpec{130, "stopped by SIGINT, after a clean end", runs | import_alone},
    ExitCodeSpec{143, "stopped by SIGTERM or SIGHUP, after a clean end", runs | import_alone},
};

constexpr std::array<string_view, 3> shells{"bash", "zsh", "fish"};

}  // namespace

std::span<const CommandSpec> command_table() {
  return all_commands;
}

std::span<const OptionSpec> option_table() {
  return all_options;
}

std::span<const ExitCodeSpec> exit_code_table() {
  return exit_codes;
}

const CommandSpec& spec_of(CommandId command) {
  return all_commands.at(static_cast<std::size_t>(command));
}

const OptionSpec& spec_of(OptionId option) {
  return all_options.at(static_cast<std::size_t>(option));
}

const CommandSpec* find_command(std::string_view name) {
  const auto* const found = std::find_if(all_commands.begin(), all_commands.end(),
                                         [&](const auto& command) { return command.name == name; });
  return found == all_commands.end() ? nullptr : found;
}

std::vector<std::string_view> argument_choices(CommandId command) {
  if (command == CommandId::completion) return {shells.begin(), shells.end()};
  std::vector<std::string_view> names;
  if (command == CommandId::explain) {
    for (const auto& family : finding_families()) {
      for (const auto& spec : family.findings) names.push_back(spec.code);
    }
  }
  if (command != CommandId::providers) return names;
  for (const auto& type : provider_types()) names.push_back(type.name);
  return names;
}

std::vector<std::string_view> choices_of(const OptionSpec& option) {
  if (option.kind != ValueKind::choice) return {};
  return split(option.value, '|');
}

std::vector<const OptionSpec*> shown_options() {
  std::vector<const OptionSpec*> list;
  for (const auto& option : all_options) {
    if (!option.group.empty()) list.push_back(&option);
  }
  return list;
}

std::vector<const OptionSpec*> options_of(CommandId command) {
  auto list = shown_options();
  std::erase_if(list,
                [&](const auto* option) { return (option->commands & set_of(command)) == 0; });
  return list;
}

}  // namespace dnsward
