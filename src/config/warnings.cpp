#include "config/warnings.h"

#include "config/expand.h"
#include "config/spec.h"
#include "mail/dkim_check.h"
#include "plan/planner.h"

#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>

namespace dnsward {
namespace {

using Wants = std::vector<WantSpec>;

/// False when no domain can give cause to a finding about `want` alone.
bool may_warn(const WantSpec& want) {
  if (!want.same_everywhere || !want.same_everywhere->findings.empty()) return true;
  if (want.owner.kind != OwnerSpec::Kind::dkim) return false;
  const auto& selector = want.owner.name.text;
  return !selector.is_literal() || !check_dkim_selector(selector.fill(Scope())).empty();
}

/// Collects what every domain's wants give cause to, each once.
class FileReview {
 public:
  explicit FileReview(const Config& config) : config_(&config) {}

  void look_at(const DomainSpec& domain) {
    const DomainName& zone = domain.zone ? *domain.zone : domain.name;
    for (const auto& sender : domain.entry->senders) look_at(sender->wants, domain, zone);
    look_at(domain.entry->wants, domain, zone);
    if (domain.entry.get() == entry_) return;
    entry_ = domain.entry.get();
    look_at_all_together(domain, zone);
  }

  FileFindings take() { return {sorted(conflicts_), sorted(warnings_)}; }

 private:
  void look_at(const Wants& wants, const DomainSpec& domain, const DomainName& zone) {
    const auto [known, is_new] = telling_.try_emplace(&wants);
    if (is_new) {
      for (const auto& want : wants) {
        if (may_warn(want)) known->second.push_back(&want);
      }
    }
    for (const auto* want : known->second) {
      const Scope scope(domain.name, zone, domain.entry->variables);
      auto expanded = expand(*want, false, {domain, zone, scope}, config_->default_ttl, problems_);
      if (!expanded) continue;
      for (auto& finding : expanded->findings) {
        add(to_error(std::move(finding)).at(want->where), warnings_);
      }
    }
  }

  /// What the wants of an entry do to one another, seen at its first domain in an empty zone. The
  /// root stands for that zone, because which names are apexes only the provider knows.
  void look_at_all_together(const DomainSpec& domain, const DomainName& zone) {
    const auto wanted = requirements_of(*config_, domain, zone);
    const auto plan = make_plan({}, wanted.requirements, {});
    for (const auto& conflict : plan.conflicts) add(conflict.error, conflicts_);
    for (const auto& warning : wanted.warnings) add(warning.error, warnings_);
  }

  using Seen = std::map<std::tuple<std::optional<SourcePos>, std::string, std::string>, Error>;

  static void add(const Error& error, Seen& seen) {
    seen.try_emplace({error.where, error.code, error.message}, error);
  }

  [[nodiscard]] std::vector<Error> sorted(Seen& seen) const {
    std::vector<Error> errors;
    for (auto& [key, error] : seen) {
      config_->sources.attach(error);
      errors.push_back(std::move(error));
    }
    return errors;
  }

  const Config* config_;
  const EntrySpec* entry_ = nullptr;  // of the last domain
  std::map<const Wants*, std::vector<const WantSpec*>> telling_;
  Seen conflicts_;
  Seen warnings_;
  Problems problems_;  // stays empty: load_config has looked for them
};

}  // namespace

FileFindings file_findings(const Config& config) {
  FileReview review(config);
  for (const auto& domain : config.domains) review.look_at(domain);
  return review.take();
}

}  // namespace dnsward
