// Where a zone stops to answer for the names in it: delegations and DNAMEs.
#pragma once

#include "dns/domain_name.h"
#include "dns/rrset.h"
#include "mail/finding.h"

#include <optional>
#include <span>

namespace dnsward {

class ZoneCuts {
 public:
  /// `rrsets` outlive the object.
  ZoneCuts(const DomainName& apex, std::span<const RRset> rrsets);

  /// Why a record at `owner` would not be seen: outside of the zone, below a delegation (RFC 1034,
  /// 4.2) or below a DNAME (RFC 6672, 2.4).
  [[nodiscard]] std::optional<MailFinding> problem_at(const DomainName& owner) const;

 private:
  const DomainName* apex_;
  std::span<const RRset> rrsets_;
  bool has_cuts_;  // most zones have none
};

}  // namespace dnsward
