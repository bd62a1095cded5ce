// What a postmaster would say of an RRset that requirements speak of.
#pragma once

#include "dns/rrset.h"
#include "mail/dmarc_walk.h"
#include "mail/finding.h"
#include "plan/requirement.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dnsward {

/// Codes of findings that the file allows a domain, sorted.
using Allowances = std::map<DomainName, std::vector<std::string>>;

[[nodiscard]] bool is_allowed(const Allowances& allowances, const DomainName& domain,
                              std::string_view code);

/// A finding, and the requirement that it concerns.
struct ReviewNote {
  const Requirement* about = nullptr;
  MailFinding finding;
};

/// What is wrong with `after`, and what the way there from `before` does; either may be null. A
/// record that nobody in `active` speaks of (SPF where only a token is wanted) is the owner's
/// business: it is told of only when the change breaks it. `dmarc`: the DMARC record that the name
/// has from above, or the one beside a logo.
[[nodiscard]] std::vector<ReviewNote> review(const RRset* before, const RRset* after,
                                             const std::vector<const Requirement*>& active,
                                             const std::optional<DmarcFound>& dmarc);

}  // namespace dnsward
