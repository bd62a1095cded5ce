#include "base/text.h"
#include "config/expand.h"
#include "config/fill.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

namespace dnsward {
namespace {

constexpr std::size_t most_name_octets = 255;

class DomainChecker {
 public:
  DomainChecker(const Config& config, Problems& problems)
      : config_(&config), problems_(&problems) {}

  void check(const DomainSpec& domain);

 private:
  void enter(const DomainSpec& first);
  void check_variables(const std::vector<VariableUse>& uses, const DomainSpec& first);
  void check_ttls(const std::vector<WantSpec>& wants, const DomainSpec& first);
  void check_ttl(std::uint32_t ttl, const SourcePos& where, const DomainSpec& first);
  void check_wants(const std::vector<WantSpec>& wants, bool is_retired, const DomainSpec& domain);

  const Config* config_;
  Problems* problems_;
  const EntrySpec* entry_ = nullptr;    // the one that the last domain belongs to
  bool is_defined_ = true;              // all its variables
  std::vector<std::string> undefined_;  // variables of this entry that are told already
  std::set<std::pair<SourcePos, std::size_t>> checked_ttls_;  // with the provider
};

void DomainChecker::check_variables(const std::vector<VariableUse>& uses, const DomainSpec& first) {
  if (!first.entry->knows_variables) return;
  const Variables& defined = first.entry->variables;
  for (const VariableUse& use : uses) {
    if (defined.contains(use.name)) continue;
    is_defined_ = false;
    if (std::find(undefined_.begin(), undefined_.end(), use.name) != undefined_.end()) continue;
    undefined_.push_back(use.name);
    std::vector<std::string_view> names{"domain", "domain_dashed", "zone"};
    for (const auto& [name, value] : defined) names.emplace_back(name);
    const auto near = suggest(use.name, names);
    problems_
        ->add(
            first.where,
            fmt::format(R"(variable "{}" is not defined for "{}")", use.name, first.name.display()),
            fmt::format(R"({}add vars = {{ {} = "..." }} to its entry)",
                        near ? fmt::format(R"(did you mean "{}"? else )", *near) : "", use.name))
        .notes.push_back({"used here", use.where, {}});
  }
}

void DomainChecker::check_ttl(std::uint32_t ttl, const SourcePos& where, const DomainSpec& first) {
  if (first.provider >= config_->providers.size()) return;
  const ProviderBlock& provider = config_->providers[first.provider];
  if (provider.type == nullptr || !checked_ttls_.emplace(where, first.provider).second) return;
  const Limits& limits = provider.type->limits;
  if (ttl >= limits.min_ttl && ttl <= limits.max_ttl) return;
  problems_
      ->add(where,
            fmt::format("{} takes TTLs from {} to {} seconds, not {}", provider.type->name,
                        limits.min_ttl, limits.max_ttl, ttl),
            fmt::format("write ttl = {}", std::clamp(ttl, limits.min_ttl, limits.max_ttl)))
      .notes.push_back(
          {fmt::format(R"(for the domain "{}")", first.name.display()), first.where, {}});
}

void DomainChecker::check_ttls(const std::vector<WantSpec>& wants, const DomainSpec& first) {
  for (const WantSpec& want : wants) {
    if (want.ttl) check_ttl(*want.ttl, want.ttl_where, first);
  }
}

void DomainChecker::enter(const DomainSpec& first) {
  entry_ = first.entry.get();
  is_defined_ = entry_->knows_variables;
  undefined_.clear();
  for (const auto& sender : entry_->senders) {
    check_variables(sender->uses, first);
    check_ttls(sender->wants, first);
  }
  check_variables(entry_->uses, first);
  check_ttls(entry_->wants, first);
  for (const auto& sender : entry_->retired) check_variables(sender->uses, first);
  const auto provider = first.provider;
  if (provider < config_->providers.size()) {
    const bool given = config_->default_ttl_where.has_value();
    check_ttl(config_->default_ttl,
              given ? *config_->default_ttl_where : config_->providers[provider].where, first);
  }
}

/// True when nothing can be wrong at this domain that is not wrong at every other: the want has no
/// variables, and its name is short and has no part of the domain in it.
bool is_plainly_fine(const WantSpec& want, const DomainSpec& domain, const DomainName& zone) {
  if (!want.same_everywhere || !want.owner.name.text.is_literal()) return false;
  if (want.owner.octets + domain.name.wire_size() > most_name_octets) return false;
  const bool named =
      want.owner.kind == OwnerSpec::Kind::dkim || want.owner.kind == OwnerSpec::Kind::record;
  if (named && (want.owner.has_inner_dot || zone.parent().is_root())) return false;
  for (const DomainName& included : want.same_everywhere->included_domains) {
    if (included.is_within(domain.name)) return false;
  }
  const auto* cname = std::get_if<CnameWant>(&want.same_everywhere->want);
  return cname == nullptr || !cname->target || !cname->target->is_within(domain.name);
}

void DomainChecker::check_wants(const std::vector<WantSpec>& wants, bool is_retired,
                                const DomainSpec& domain) {
  const DomainName& zone = domain.zone ? *domain.zone : domain.name;
  std::optional<Scope> scope;
  for (const WantSpec& want : wants) {
    if (is_plainly_fine(want, domain, zone)) continue;
    if (!scope) scope.emplace(domain.name, zone, domain.entry->variables);
    // Its errors are what is asked for; the requirement is made again with the real zone.
    static_cast<void>(
        expand(want, is_retired, {domain, zone, *scope}, config_->default_ttl, *problems_));
  }
}

void DomainChecker::check(const DomainSpec& domain) {
  if (domain.entry.get() != entry_) enter(domain);
  if (!is_defined_) return;
  for (const auto& sender : entry_->senders) check_wants(sender->wants, false, domain);
  check_wants(entry_->wants, false, domain);
  for (const auto& sender : entry_->retired) check_wants(sender->wants, true, domain);
}

}  // namespace

void check_domains(const Config& config, Problems& problems) {
  DomainChecker checker(config, problems);
  for (const DomainSpec& domain : config.domains) checker.check(domain);
}

}  // namespace dnsward
