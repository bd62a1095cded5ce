#include "mail/dmarc_walk.h"

#include "base/text.h"
#include "mail/dmarc_check.h"
#include "mail/dmarc_parts.h"
#include "mail/finding_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

namespace dnsward {
namespace {

constexpr std::size_t most_queries = 8;  // RFC 9989, 4.10

std::optional<DomainName> dmarc_name(const DomainName& domain) {
  const auto name = DomainName::from_presentation("_dmarc", domain);
  return name ? std::optional(*name) : std::nullopt;
}

// The domains that a walk asks about.
std::vector<DomainName> walk_domains(const DomainName& domain) {
  std::vector<DomainName> domains;
  for (auto at = domain; !at.is_root(); at = at.parent()) {
    domains.push_back(at);
    if (domains.size() > 1) continue;
    while (at.label_count() > most_queries) at = at.parent();
  }
  return domains;
}

bool has_psd(const DmarcRecord& record, std::string_view value) {
  const auto* psd = record.find("psd");
  return psd != nullptr && equal_ignoring_case(*psd, value);
}

std::vector<std::string_view> views_of(const std::vector<std::string>& texts) {
  return {texts.begin(), texts.end()};
}

// The organizational domain and its record, or the public suffix's (RFC 9989, 4.10.2).
struct Choice {
  const DmarcFound* record = nullptr;
  std::optional<DomainName> organization;
};

Choice choose(const std::vector<DmarcFound>& all, const DomainName& start) {
  Choice choice;
  for (const auto& candidate : all) {
    if (has_psd(candidate.record, "n")) return {&candidate, candidate.domain};
    const bool is_suffix = has_psd(candidate.record, "y");
    if (is_suffix && candidate.domain == start) return {&candidate, candidate.domain};
    if (is_suffix) {
      auto below = start;
      while (below.parent() != candidate.domain) below = below.parent();
      const auto own = std::find_if(all.begin(), all.end(),
                                    [&](const DmarcFound& f) { return f.domain == below; });
      return {own == all.end() ? &candidate : &*own, below};
    }
    choice = {&candidate, candidate.domain};
  }
  return choice;
}

bool is_authorised(const Lookup<std::string>& answer) {
  return std::any_of(answer.values.begin(), answer.values.end(),
                     [](const std::string& value) { return is_dmarc(value); });
}

void server_failed(const DomainName& name, MailFindings& findings) {
  findings.push_back(found(
      "DMARC030", fmt::format("\"{}\" was not answered for by its name servers", name.display())));
}

// RFC 9990, 4: reports go to another organization only with its consent.
void check_destinations(const MailResolver& resolver, const DmarcFound& policy,
                        const DomainName& organization, MailFindings& findings) {
  std::string uris;
  for (const std::string_view tag : {"rua", "ruf"}) {
    if (const auto* value = policy.record.find(tag)) uris += *value + ',';
  }
  for (const auto& host : report_hosts(uris)) {
    if (host.is_within(organization) &&
        discover_dmarc(resolver, host).organization == organization) {
      continue;
    }
    const auto name = report_authorisation_name(policy.domain, host);
    if (!name) continue;
    const auto answer = resolver.txt(*name);
    if (answer.outcome == LookupOutcome::failed) {
      server_failed(*name, findings);
    } else if (!is_authorised(answer)) {
      findings.push_back(found(
          "DMARC021",
          fmt::format("reports about \"{}\" to \"{}\" are not sent: there is no \"v=DMARC1\" at "
                      "\"{}\"",
                      policy.domain.display(), host.display(), name->display())));
    }
  }
}

}  // namespace

std::vector<DomainName> dmarc_walk_names(const DomainName& domain) {
  std::vector<DomainName> names;
  for (const auto& at : walk_domains(domain)) {
    if (auto name = dmarc_name(at)) names.push_back(std::move(*name));
  }
  return names;
}

std::optional<DmarcPolicy> DmarcDiscovery::inherited() const {
  return above ? above->record.subdomain_policy() : std::nullopt;
}

std::optional<DmarcRecord> only_dmarc_record(std::span<const std::string_view> values) {
  std::optional<DmarcRecord> only;
  for (const auto value : values) {
    if (!is_dmarc(value)) continue;
    auto record = parse_dmarc(value);
    if (only || !record) return std::nullopt;
    only = std::move(*record);
  }
  return only;
}

DmarcDiscovery discover_dmarc(const MailResolver& resolver, const DomainName& domain) {
  DmarcDiscovery discovery;
  discovery.organization = domain;
  std::vector<DmarcFound> all;
  for (const auto& at : walk_domains(domain)) {
    const auto name = dmarc_name(at);
    if (!name) continue;
    const auto answer = resolver.txt(*name);
    if (answer.outcome == LookupOutcome::failed) discovery.failed.push_back(*name);
    auto record = only_dmarc_record(views_of(answer.values));
    if (!record) continue;
    all.push_back({at, std::move(*record)});
    if (all.back().domain == domain) discovery.own = all.back();
    // Behind the own record the walk goes on to see what it replaces.
    const bool ends = has_psd(all.back().record, "n") || has_psd(all.back().record, "y");
    if (ends && at != domain) break;
  }
  const auto whole = choose(all, domain);
  if (whole.organization) discovery.organization = *whole.organization;
  if (discovery.own) all.erase(all.begin());
  const auto above = choose(all, domain);
  if (above.record != nullptr && above.record->domain != domain) discovery.above = *above.record;
  return discovery;
}

std::optional<DomainName> report_authorisation_name(const DomainName& domain,
                                                    const DomainName& host) {
  const auto report = DomainName::from_presentation("_report._dmarc", host);
  if (!report) return std::nullopt;
  const auto name = DomainName::from_presentation(domain.display(), *report);
  return name ? std::optional(*name) : std::nullopt;
}

std::vector<DomainName> report_hosts(std::string_view uris) {
  std::vector<DomainName> hosts;
  for (const auto uri : split_dmarc_uris(uris)) {
    if (!starts_with_ignoring_case(uri, "mailto:")) continue;
    auto address = uri.substr(0, uri.size() - dmarc_size_suffix(uri).size());
    address = address.substr(0, address.find('?'));
    const auto at = address.rfind('@');
    if (at == std::string_view::npos) continue;
    const auto host = DomainName::parse(address.substr(at + 1));
    if (host && std::find(hosts.begin(), hosts.end(), *host) == hosts.end()) {
      hosts.push_back(*host);
    }
  }
  return hosts;
}

MailFindings check_dmarc_live(const MailResolver& resolver, const DomainName& domain) {
  MailFindings findings;
  const auto discovery = discover_dmarc(resolver, domain);
  for (const auto& name : discovery.failed) server_failed(name, findings);
  const auto& policy = discovery.applying();
  if (policy) check_destinations(resolver, *policy, discovery.organization, findings);
  if (discovery.own && discovery.above) {
    const auto own = dmarc_name(domain);
    const auto above = dmarc_name(discovery.above->domain);
    add_findings(findings, check_dmarc_below(own.value_or(domain), discovery.own->record,
                                             above.value_or(domain), discovery.inherited()));
  }
  if (!policy && discovery.failed.empty()) {
    findings.push_back(found("DMARC031", fmt::format("\"{}\" has no DMARC policy of its own and "
                                                     "inherits none",
                                                     domain.display())));
  }
  for (auto& finding : findings) {
    if (finding.owner.is_root()) finding.owner = domain;
  }
  return findings;
}

}  // namespace dnsward
