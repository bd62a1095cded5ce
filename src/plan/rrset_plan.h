// What the requirements make of one RRset; the CNAME at a name and the others.
#pragma once

#include "plan/plan.h"
#include "plan/requirement.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace dnsward {

/// The requirements of one RRset, in the file's order.
struct RRsetInput {
  RRsetKey key;
  const RRset* before = nullptr;                 ///< null: not there
  std::vector<const Requirement*> active = {};   ///< to be met
  std::vector<const Requirement*> passive = {};  ///< of stopped domains: protected, not met
  std::optional<DmarcPolicy> inherited = {};     ///< DMARC, from a record above
};

/// Conflicts and warnings name the requirement that they concern.
struct Remark {
  const Requirement* about = nullptr;
  Error error;
};

struct RRsetOutcome {
  std::optional<Change> change;
  std::vector<Remark> conflicts;
  std::vector<Remark> warnings;
};

/// Any type but CNAME.
[[nodiscard]] RRsetOutcome plan_rrset(const RRsetInput& input);

[[nodiscard]] RRsetOutcome plan_cname(const RRsetInput& input);

}  // namespace dnsward
