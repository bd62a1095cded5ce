#include "cli/selection.h"

#include "base/text.h"

#include <fmt/format.h>

#include <set>
#include <string>
#include <string_view>

namespace dnsward {
namespace {

Error not_in_file(const DomainName& name, const Config& config, const std::string& path) {
  std::vector<std::string> known;
  known.reserve(config.domains.size());
  for (const auto& domain : config.domains) known.push_back(domain.name.display());
  const auto word = name.display();
  const auto guess = suggest(word, std::vector<std::string_view>(known.begin(), known.end()));
  return {ErrorKind::not_found, fmt::format("\"{}\" is not a domain of {}", word, path),
          guess ? fmt::format("did you mean \"{}\"?", *guess)
                : std::string("add it to the file; without a DOMAIN, all of the file are meant")};
}

}  // namespace

Selection select_domains(const Config& config, const Options& options) {
  Selection selection;
  std::set<DomainName> wanted(options.domains.begin(), options.domains.end());
  std::set<DomainName> missing = wanted;
  for (std::size_t i = 0; i < config.domains.size(); ++i) {
    const auto& name = config.domains[i].name;
    missing.erase(name);
    const bool is_asked_for = wanted.empty() || wanted.contains(name);
    if (is_asked_for && (!options.shard || is_in(*options.shard, name))) {
      selection.domains.push_back(i);
    }
  }
  for (const auto& name : missing) {
    selection.errors.push_back(not_in_file(name, config, options.config));
  }
  return selection;
}

}  // namespace dnsward
