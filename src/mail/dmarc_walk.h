// How receivers find a domain's DMARC policy: the tree walk, and who takes reports for others.
#pragma once

#include "dns/domain_name.h"
#include "mail/dmarc.h"
#include "mail/finding.h"
#include "mail/resolver.h"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace dnsward {

/// The names that a tree walk from `domain` asks for, in order: `_dmarc` below the domain, then
/// below what is above it, the top-level domain last, eight at most (RFC 9989, 4.10).
[[nodiscard]] std::vector<DomainName> dmarc_walk_names(const DomainName& domain);

/// A record that a tree walk found.
struct DmarcFound {
  DomainName domain;  ///< the one that the record speaks for; "_dmarc" is below it
  DmarcRecord record;
};

struct DmarcDiscovery {
  std::optional<DmarcFound> own;    ///< the domain's own record
  std::optional<DmarcFound> above;  ///< what applies without an own record (RFC 9989, 4.10.1)
  DomainName organization;          ///< the organizational domain (RFC 9989, 4.10.2)
  std::vector<DomainName> failed;   ///< names that no name server answered for

  /// The record that receivers apply to the domain.
  [[nodiscard]] const std::optional<DmarcFound>& applying() const { return own ? own : above; }

  /// The policy that `above` gives the domain, which exists.
  [[nodiscard]] std::optional<DmarcPolicy> inherited() const;
};

/// Several records at a name count as none, and so does one that can't be parsed.
[[nodiscard]] DmarcDiscovery discover_dmarc(const MailResolver& resolver, const DomainName& domain);

/// The one record among the TXT values at a `_dmarc` name.
[[nodiscard]] std::optional<DmarcRecord> only_dmarc_record(
    std::span<const std::string_view> values);

/// Where `host` must say that it takes reports about the domain: `<domain>._report._dmarc.<host>`
/// (RFC 9990, 4). Nothing when the name would be too long.
[[nodiscard]] std::optional<DomainName> report_authorisation_name(const DomainName& domain,
                                                                  const DomainName& host);

/// The hosts of the mailto: addresses in a `rua` or `ruf` value, each once, in order.
[[nodiscard]] std::vector<DomainName> report_hosts(std::string_view uris);

/// What only DNS shows about a domain's DMARC: no policy at all, a policy weaker than the inherited
/// one, reports to others without their consent, name servers that gave no answer.
[[nodiscard]] MailFindings check_dmarc_live(const MailResolver& resolver, const DomainName& domain);

}  // namespace dnsward
