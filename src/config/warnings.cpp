#include "config/warnings.h"

#include "config/expand.h"
#include "config/spec.h"

#include <set>
#include <string>
#include <utility>

namespace dnsward {
namespace {

/// Only a key is judged by its value; with variables in it, at each domain anew.
bool may_warn(const WantSpec& want) {
  if (want.same_everywhere) return !want.same_everywhere->warnings.empty();
  return std::holds_alternative<DkimKeySpec>(want.body);
}

}  // namespace

std::vector<Error> file_warnings(const Config& config) {
  std::set<std::pair<SourcePos, std::string>> seen;
  Problems problems;  // stays empty: load_config has looked for them
  const auto look = [&](const std::vector<WantSpec>& wants, const DomainSpec& domain) {
    const DomainName& zone = domain.zone ? *domain.zone : domain.name;
    for (const WantSpec& want : wants) {
      if (!may_warn(want)) continue;
      const Scope scope(domain.name, zone, domain.entry->variables);
      const auto expanded =
          expand(want, false, {domain, zone, scope}, config.default_ttl, problems);
      if (!expanded) continue;
      for (const auto& sentence : expanded->warnings) seen.emplace(want.where, sentence);
    }
  };
  for (const auto& domain : config.domains) {
    for (const auto& sender : domain.entry->senders) look(sender->wants, domain);
    look(domain.entry->wants, domain);
  }
  std::vector<Error> warnings;
  for (const auto& [where, sentence] : seen) {
    Error warning;
    warning.message = sentence;
    warning.where = where;
    config.sources.attach(warning);
    warnings.push_back(std::move(warning));
  }
  return warnings;
}

}  // namespace dnsward
