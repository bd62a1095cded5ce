#include "cli/accounts.h"

#include "http/ca_file.h"
#include "http/curl_transport.h"

#include <map>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace dnsward {
namespace {

std::set<std::size_t> used_blocks(const Config& config, const std::vector<std::size_t>& domains) {
  std::set<std::size_t> used;
  for (const auto index : domains) used.insert(config.domains.at(index).provider);
  return used;
}

Result<std::unique_ptr<Transport>> make_wire(const Environment& environment,
                                             const RunLimits& limits) {
  auto ca_file = find_ca_file(environment);
  if (!ca_file) return fail(std::move(ca_file.error()));
  CurlOptions options;
  options.ca_file = std::move(*ca_file);
  options.user_agent = "dnsward/" DNSWARD_VERSION;
  options.deadline = limits.deadline;
  return curl_transport(std::move(options));
}

/// The way of each account's requests, one for all blocks of the account: they share its budget.
class Ways {
 public:
  Ways(Accounts& accounts, const Environment& environment, const RunLimits& limits,
       const TraceSink& trace)
      : accounts_(accounts), environment_(environment), limits_(limits), trace_(trace) {}

  [[nodiscard]] const Transport& of(const ProviderBlock& block) {
    const auto& api = *block.type->api;
    const auto account = api.account == nullptr ? "block " + block.settings.name
                                                : api.account(block.settings, environment_);
    auto& way = known_[{block.type->name, account}];
    if (way != nullptr) return *way;
    AccountOptions options{limits_};
    options.label = std::string(block.type->name) + '/' + block.settings.name;
    options.budget = api.budget;
    options.says_later = api.says_later;
    // Two runs that start together must not wait in step.
    options.seed = std::random_device{}();
    options.trace = trace_;
    accounts_.transports.push_back(account_transport(*accounts_.wire, std::move(options)));
    way = accounts_.transports.back().get();
    return *way;
  }

 private:
  Accounts& accounts_;
  const Environment& environment_;
  const RunLimits& limits_;
  const TraceSink& trace_;
  std::map<std::pair<std::string_view, std::string>, const Transport*> known_;
};

}  // namespace

MadeAccounts make_accounts(const Config& config, const std::vector<std::size_t>& domains,
                           const Environment& environment, const RunLimits& limits,
                           const TraceSink& trace) {
  MadeAccounts made;
  auto& [accounts, errors] = made;
  accounts.providers.resize(config.providers.size());
  Ways ways(accounts, environment, limits, trace);
  for (const auto index : used_blocks(config, domains)) {
    const auto& block = config.providers.at(index);
    ProviderContext context{limits.clock, environment, nullptr, nullptr};
    if (block.type->api != nullptr) {
      if (accounts.wire == nullptr) {
        auto wire = make_wire(environment, limits);
        if (!wire) return {{}, {std::move(wire.error())}};
        accounts.wire = std::move(*wire);
      }
      context.wire = accounts.wire.get();
      context.http = &ways.of(block);
    }
    auto provider = block.type->make(block.settings, context);
    if (provider) {
      accounts.providers[index] = std::move(*provider);
      continue;
    }
    auto error = std::move(provider.error()).at(block.where);
    config.sources.attach(error);
    errors.push_back(std::move(error));
  }
  return made;
}

}  // namespace dnsward
