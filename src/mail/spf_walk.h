// What SPF costs a receiver in the worst case: every record that a domain's record leads to, read
// through a resolver (RFC 7208, 4.6.4).
#pragma once

#include "dns/domain_name.h"
#include "mail/finding.h"
#include "mail/resolver.h"

#include <cstddef>
#include <string>
#include <vector>

namespace dnsward {

/// A term of the domain's own record with all that it leads to.
struct SpfTermCost {
  std::string term;
  std::size_t lookups = 0;
};

struct SpfCost {
  std::size_t lookups = 0;         ///< terms that ask DNS when none matches; counting ends at 50
  std::size_t voids = 0;           ///< answers without records for certain, whatever the message
  std::vector<SpfTermCost> terms;  ///< those that cost something, in the record's order
  MailFindings findings;           ///< those that need DNS; a broken own record is not among them
};

/// Terms whose domain depends on the message count once and lead nowhere. `a` is void when the name
/// has neither address; MX names are not looked up further.
[[nodiscard]] SpfCost walk_spf(const MailResolver& resolver, const DomainName& domain);

/// The same for a record that does not stand yet: `record` in place of what `domain` has.
[[nodiscard]] SpfCost walk_spf(const MailResolver& resolver, const DomainName& domain,
                               std::string_view record);

}  // namespace dnsward
