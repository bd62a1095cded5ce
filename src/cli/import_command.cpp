#include "cli/import_command.h"

#include "app/zone_read.h"
#include "base/environment.h"
#include "base/text.h"
#include "cli/accounts.h"
#include "cli/signals.h"
#include "cli/tell_config.h"
#include "compose/import.h"
#include "config/spec.h"
#include "mail/record_check.h"
#include "providers/registry.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace dnsward {
namespace {

class ImportRun {
 public:
  ImportRun(const Options& options, Console& console) : options_(options), console_(console) {}

  ExitCode operator()() {
    const auto& asked = options_.domains.front();
    if (const auto fine = check_mail_domain(asked, asked.display()); !fine) {
      console_.tell(fine.error());
      return ExitCode::usage;
    }
    auto loaded = load_config(options_.config, provider_types(), DomainNeed::none);
    if (!loaded.errors.empty()) {
      tell_config_errors(loaded.errors, options_.config, console_);
      return ExitCode::config;
    }
    config_ = std::move(loaded.config);
    const auto block = find_block();
    if (!block) return ExitCode::usage;
    warn_if_known();
    const auto domain = wished_domain(*block);
    config_.domains = {domain};
    const RunLimits limits{system_clock(), watch_.token(),
                           system_clock().steady_now() + options_.timeout};
    auto made = make_accounts(config_, {0}, process_environment(), limits,
                              trace_to(console_, options_.verbose));
    if (!made.errors.empty()) {
      console_.tell(made.errors);
      return ExitCode::config;
    }
    const auto& provider = *made.accounts.providers.at(*block);
    auto zone = read_whole_zone(config_.providers[*block], provider, domain);
    if (watch_.signal() != 0) {
      return watch_.signal() == SIGINT ? ExitCode::interrupted : ExitCode::terminated;
    }
    if (!zone) {
      zone.error().where.reset();  // the domain comes from the command line
      console_.tell(zone.error());
      return ExitCode::failed;
    }
    return show(config_.providers[*block], *zone);
  }

 private:
  std::optional<std::size_t> find_block() {
    std::vector<std::string_view> names;
    for (std::size_t i = 0; i < config_.providers.size(); ++i) {
      const auto& name = config_.providers[i].settings.name;
      if (name == options_.provider) return i;
      names.emplace_back(name);
    }
    const auto guess = suggest(options_.provider, names);
    console_.tell(
        Error{ErrorKind::config,
              fmt::format("{} has no provider \"{}\"", options_.config, options_.provider),
              guess           ? fmt::format("did you mean \"{}\"?", *guess)
              : names.empty() ? fmt::format("define it: [provider.{}]", options_.provider)
                              : fmt::format("the providers are {}", joined_names(names))});
    return {};
  }

  static std::string joined_names(const std::vector<std::string_view>& names) {
    return join(std::vector<std::string>(names.begin(), names.end()), ", ");
  }

  void warn_if_known() {
    const auto known = std::find_if(
        config_.domains.begin(), config_.domains.end(),
        [&](const DomainSpec& domain) { return domain.name == options_.domains.front(); });
    if (known == config_.domains.end()) return;
    Error warning{
        ErrorKind::config,
        fmt::format("\"{}\" is a domain of {} already", known->name.display(), options_.config),
        "merge by hand: a domain can't be listed twice", known->where};
    config_.sources.attach(warning);
    console_.tell(warning, "warning");
  }

  [[nodiscard]] DomainSpec wished_domain(std::size_t block) const {
    DomainSpec domain;
    domain.name = options_.domains.front();
    domain.provider = block;
    return domain;
  }

  ExitCode show(const ProviderBlock& block, const ReadZone& zone) {
    const auto& name = options_.domains.front();
    ImportWish wish{name, zone.zone.apex, block.settings.name,
                    fmt::format("{}/{}", block.type->name, block.settings.name)};
    for (const auto& sender : config_.senders) wish.taken_names.insert(sender->name);
    const auto imported = import_domain(wish, zone.rrsets);
    for (const auto& warning : zone.zone.warnings) {
      console_.tell(Error{ErrorKind::unsupported,
                          fmt::format("zone {}: {}", zone.zone.apex.display(), warning)},
                    "warning");
    }
    for (const auto& finding : check_zone(zone.zone.apex, zone.rrsets)) {
      if (!finding.owner.is_within(name) && finding.owner != zone.zone.apex) continue;
      auto error = to_error(finding);
      error.where = SourcePos{finding.owner.display()};
      console_.tell(error, to_text(finding.spec->severity));
    }
    for (const auto& sentence : imported.left_out) {
      console_.tell(
          Error{ErrorKind::unsupported, sentence, "it stays as it is; look at it by hand"},
          "warning");
    }
    if (imported.kept == 0) {
      console_.tell(
          Error{ErrorKind::not_found,
                fmt::format("zone {} has no mail records of \"{}\" that the file can keep",
                            zone.zone.apex.display(), name.display()),
                "start with a sender instead: dnsward lint writes its block"});
      return ExitCode::failed;
    }
    console_.out.write(imported.toml);
    return ExitCode::ok;
  }

  const Options& options_;
  Console& console_;
  SignalWatch watch_;
  Config config_;
};

}  // namespace

ExitCode run_import(const Options& options, Console& console) {
  return ImportRun(options, console)();
}

}  // namespace dnsward
