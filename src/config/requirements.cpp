#include "config/config.h"
#include "config/expand.h"
#include "config/fill.h"
#include "config/spec.h"
#include "mail/dkim_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace dnsward {
namespace {

Note for_domain(const DomainSpec& domain) {
  return {fmt::format(R"(for the domain "{}")", domain.name.display()), domain.where, {}};
}

void add_at_domain(Error error, const SourcePos& where, const DomainSpec& domain,
                   Problems& problems) {
  problems.add(std::move(error).at(where)).notes.push_back(for_domain(domain));
}

/// What `want` wants in the site's scope, without an owner yet.
std::optional<FilledWant> filled_at(const WantSpec& want, const Site& site, Problems& problems) {
  if (want.same_everywhere) return want.same_everywhere;
  Problems here;
  auto filled = fill(want, site.scope, here);
  for (Error& error : here.take()) {
    problems.add(std::move(error)).notes.push_back(for_domain(site.domain));
  }
  return filled;
}

/// What is wrong with a filled-in want at this very domain; false when something is.
bool fits_domain(const FilledWant& filled, const DomainName& owner, const WantSpec& want,
                 const DomainSpec& domain, Problems& problems) {
  for (const DomainName& included : filled.included_domains) {
    if (included != owner) continue;
    add_at_domain({ErrorKind::config,
                   fmt::format(R"("include:{}" includes the domain itself)", included.display()),
                   "remove it, or name the sender's own domain"},
                  want.where, domain, problems);
    return false;
  }
  const auto* cname = std::get_if<CnameWant>(&filled.want);
  if (cname != nullptr && cname->target == owner) {
    add_at_domain(
        {ErrorKind::config, fmt::format(R"(the CNAME at "{}" points at itself)", owner.display()),
         "correct its value"},
        want.where, domain, problems);
    return false;
  }
  return true;
}

/// "DKIM key has 1024 bits" with its selector, which the sentence can't know.
std::string with_selector(const std::string& sentence, const OwnerSpec& owner, const Scope& scope) {
  const std::string addition = " of selector " + owner.name.text.fill(scope);
  for (const std::string_view subject : {"DKIM key", "DKIM record"}) {
    if (!sentence.starts_with(subject)) continue;
    return std::string(subject) + addition + sentence.substr(subject.size());
  }
  return fmt::format("DKIM key{}: {}", addition, sentence);
}

bool is_allowed(const EntrySpec& entry, std::string_view code) {
  return std::binary_search(entry.allowed.begin(), entry.allowed.end(), code);
}

/// The key that is wanted as TXT; null for other wants.
const std::string* wanted_key(const Requirement& r) {
  const auto* want = std::get_if<RRsetWant>(&r.want);
  if (want == nullptr || !want->value || r.presence != Presence::present) return nullptr;
  const auto* txt = std::get_if<TxtData>(&*want->value);
  return txt != nullptr && is_dkim_name(want->key.owner) ? &txt->bytes : nullptr;
}

/// What only all keys that the file asks for show. One behind a CNAME may be of any type.
void check_keys_together(const Site& site, ExpandedDomain& result) {
  std::vector<std::string_view> keys;
  const Requirement* first = nullptr;
  for (const auto& r : result.requirements) {
    const auto* cname = std::get_if<CnameWant>(&r.want);
    if (cname != nullptr && is_dkim_name(cname->owner)) return;
    const auto* key = wanted_key(r);
    if (key == nullptr) continue;
    keys.push_back(*key);
    if (first == nullptr) first = &r;
  }
  for (auto& finding : check_dkim_key_types(keys)) {
    if (is_allowed(*site.domain.entry, finding.spec->code)) continue;
    finding.message = "the file asks for Ed25519 DKIM keys alone";
    result.warnings.push_back({site.domain.name, to_error(std::move(finding)).at(first->where)});
  }
}

}  // namespace

bool can_retire(const WantSpec& want) {
  return want.presence == Presence::present && want.owner.kind != OwnerSpec::Kind::dmarc;
}

std::optional<ExpandedWant> expand(const WantSpec& want, bool is_retired, const Site& site,
                                   std::uint32_t default_ttl, Problems& problems) {
  if (is_retired && !can_retire(want)) return {};
  auto filled = filled_at(want, site, problems);
  auto owner = bind_owner(want.owner, site.scope, site.domain.name, site.zone);
  if (!owner) {
    const bool named = want.owner.name.where.line != 0;
    add_at_domain(std::move(owner.error()), named ? want.owner.name.where : want.where, site.domain,
                  problems);
  }
  if (!filled || !owner) return {};
  if (!is_retired && !fits_domain(*filled, *owner, want, site.domain, problems)) return {};
  ExpandedWant result;
  set_owner(filled->want, std::move(*owner));
  result.requirement.want = std::move(filled->want);
  result.requirement.presence = is_retired ? Presence::retired : want.presence;
  result.requirement.domain = site.domain.name;
  result.requirement.label = want.label;
  result.requirement.where = want.where;
  result.requirement.create_ttl = want.ttl.value_or(default_ttl);
  if (is_retired) return result;
  result.requirement.exact_ttl = want.ttl;
  auto findings = std::move(filled->findings);
  if (want.owner.kind == OwnerSpec::Kind::dkim) {
    for (auto& finding : findings) {
      finding.message = with_selector(finding.message, want.owner, site.scope);
    }
    add_findings(findings, check_dkim_selector(want.owner.name.text.fill(site.scope)));
  }
  std::erase_if(findings, [&](const MailFinding& finding) {
    return is_allowed(*site.domain.entry, finding.spec->code);
  });
  result.findings = std::move(findings);
  return result;
}

ExpandedDomain requirements_of(const Config& config, const DomainSpec& domain,
                               const DomainName& zone) {
  ExpandedDomain result;
  const Scope scope(domain.name, zone, domain.entry->variables);
  const Site site{domain, zone, scope};
  Problems problems;
  const auto add = [&](const std::vector<WantSpec>& wants, bool is_retired) {
    for (const WantSpec& want : wants) {
      auto expanded = expand(want, is_retired, site, config.default_ttl, problems);
      if (!expanded) continue;
      result.requirements.push_back(std::move(expanded->requirement));
      for (auto& finding : expanded->findings) {
        result.warnings.push_back({domain.name, to_error(std::move(finding)).at(want.where)});
      }
    }
  };
  for (const auto& sender : domain.entry->senders) add(sender->wants, false);
  add(domain.entry->wants, false);
  check_keys_together(site, result);
  for (const auto& sender : domain.entry->retired) add(sender->wants, true);
  result.errors = problems.take();
  for (Error& error : result.errors) config.sources.attach(error);
  for (Finding& warning : result.warnings) config.sources.attach(warning.error);
  return result;
}

}  // namespace dnsward
