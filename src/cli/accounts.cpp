#include "cli/accounts.h"

#include "http/ca_file.h"
#include "http/curl_transport.h"

#include <random>
#include <set>
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

std::unique_ptr<Transport> make_transport(const Transport& wire, const ProviderBlock& block,
                                          const RunLimits& limits, const TraceSink& trace) {
  AccountOptions options{limits};
  options.label = std::string(block.type->name) + '/' + block.settings.name;
  options.budget = block.type->api->budget;
  options.says_later = block.type->api->says_later;
  // Two runs that start together must not wait in step.
  options.seed = std::random_device{}();
  options.trace = trace;
  return account_transport(wire, std::move(options));
}

}  // namespace

MadeAccounts make_accounts(const Config& config, const std::vector<std::size_t>& domains,
                           const Environment& environment, const RunLimits& limits,
                           const TraceSink& trace) {
  MadeAccounts made;
  auto& [accounts, errors] = made;
  accounts.providers.resize(config.providers.size());
  for (const auto index : used_blocks(config, domains)) {
    const auto& block = config.providers.at(index);
    ProviderContext context{limits.clock, environment, nullptr, nullptr};
    if (block.type->api != nullptr) {
      if (accounts.wire == nullptr) {
        auto wire = make_wire(environment, limits);
        if (!wire) return {{}, {std::move(wire.error())}};
        accounts.wire = std::move(*wire);
      }
      accounts.transports.push_back(make_transport(*accounts.wire, block, limits, trace));
      context.wire = accounts.wire.get();
      context.http = accounts.transports.back().get();
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
