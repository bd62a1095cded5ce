// A want at one domain: its requirement, or what is wrong there.
#pragma once

#include "config/config.h"
#include "config/problems.h"
#include "config/spec.h"
#include "config/variables.h"
#include "mail/finding.h"
#include "plan/requirement.h"

#include <optional>
#include <string>
#include <vector>

namespace dnsward {

/// One domain in the zone that holds it.
struct Site {
  const DomainSpec& domain;
  const DomainName& zone;
  const Scope& scope;
};

struct ExpandedWant {
  Requirement requirement;
  MailFindings findings;  ///< warnings and notes that the entry does not allow
};

/// `is_retired`: the want is that its values are gone. Nothing when a retired want has nothing to
/// take away, or when something is wrong: then the error is in `problems`, with the domain as note.
[[nodiscard]] std::optional<ExpandedWant> expand(const WantSpec& want, bool is_retired,
                                                 const Site& site, std::uint32_t default_ttl,
                                                 Problems& problems);

/// Whether retiring a sender says anything about `want`: a DMARC policy and what must be absent
/// anyway stay as they are.
[[nodiscard]] bool can_retire(const WantSpec& want);

/// Finds, for every domain of `config`, what expand would find wrong, and what an entry as a whole
/// gets wrong: undefined variables, TTLs that its provider does not take.
void check_domains(const Config& config, Problems& problems);

}  // namespace dnsward
