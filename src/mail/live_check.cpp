#include "mail/live_check.h"

#include "mail/dkim_check.h"
#include "mail/dmarc_check.h"
#include "mail/dmarc_walk.h"
#include "mail/finding_table.h"
#include "mail/spf_check.h"
#include "mail/spf_walk.h"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dnsward {
namespace {

using Values = std::vector<std::string_view>;

Values views_of(const Lookup<std::string>& answer) {
  return {answer.values.begin(), answer.values.end()};
}

MailFindings check_spf(const MailResolver& resolver, const DomainName& domain) {
  const auto answer = resolver.txt(domain);
  auto findings = check_spf_values(domain, views_of(answer));
  add_findings(findings, walk_spf(resolver, domain).findings, domain);
  return findings;
}

MailFindings check_dmarc(const MailResolver& resolver, const DomainName& domain) {
  MailFindings findings;
  if (const auto name = DomainName::from_presentation("_dmarc", domain)) {
    findings = check_dmarc_values(*name, views_of(resolver.txt(*name)));
  }
  add_findings(findings, check_dmarc_live(resolver, domain));
  return findings;
}

MailFindings check_dkim(const MailResolver& resolver, std::span<const DomainName> selectors) {
  MailFindings findings;
  std::vector<std::string> keys;
  for (const auto& owner : selectors) {
    const auto answer = resolver.txt(owner);
    add_findings(findings, check_dkim_values(owner, views_of(answer)));
    keys.insert(keys.end(), answer.values.begin(), answer.values.end());
    const auto alias = resolver.cname(owner);
    if (alias.values.empty() || answer.outcome == LookupOutcome::answer) continue;
    const auto& target = alias.values.front();
    const bool circle = target == owner;
    auto finding =
        circle ? found("DKIM026",
                       fmt::format("the DKIM CNAME at \"{}\" points at itself", owner.display()))
               : found("DKIM030", fmt::format(R"("{}" is a CNAME to "{}", where {})",
                                              owner.display(), target.display(),
                                              answer.is_void() ? "there is no key"
                                                               : "no name server answers"));
    finding.owner = owner;
    findings.push_back(std::move(finding));
  }
  add_findings(findings, check_dkim_key_types(Values(keys.begin(), keys.end())));
  return findings;
}

}  // namespace

MailFindings check_live(const MailResolver& resolver, const DomainName& domain,
                        std::span<const DomainName> selectors) {
  auto findings = check_spf(resolver, domain);
  add_findings(findings, check_dkim(resolver, selectors), domain);
  add_findings(findings, check_dmarc(resolver, domain), domain);
  return findings;
}

}  // namespace dnsward
