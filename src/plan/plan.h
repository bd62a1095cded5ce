// What would change and why, as data: changes, conflicts, warnings.
#pragma once

#include "base/error.h"
#include "dns/rrset.h"

#include <optional>
#include <string>
#include <vector>

namespace dnsward {

enum class Fate { added, removed, replaced, kept };

[[nodiscard]] std::string_view to_text(Fate fate);

/// What becomes of one value of a changed RRset.
struct ValueFate {
  Fate fate = Fate::kept;
  Rdata value;                    ///< after; for removed: before
  std::optional<Rdata> was = {};  ///< for replaced: before
  std::string label = {};         ///< whose: "SPF of calenso"; empty: kept, not ours
  SourcePos where = {};           ///< the requirement, when there is one

  friend bool operator==(const ValueFate&, const ValueFate&) = default;
};

/// One RRset before and after. `before` travels with it so that whoever writes can compare first.
/// At least one side is set, and they differ. A set side is normalized and not empty.
struct Change {
  RRsetKey key;
  std::optional<RRset> before = {};
  std::optional<RRset> after = {};
  std::vector<ValueFate> fates =
      {};                  ///< added and replaced first, then removed, then kept; by value
  DomainName domain = {};  ///< the file's domain under which it is shown

  friend bool operator==(const Change&, const Change&) = default;
};

/// Something about one domain that is not a change.
struct Finding {
  DomainName domain;
  Error error;
  friend bool operator==(const Finding&, const Finding&) = default;
};

struct Plan {
  std::vector<Change> changes;     ///< by key; a later CNAME that replaces other types comes last
  std::vector<Finding> conflicts;  ///< their domains have no changes
  std::vector<Finding> warnings;
};

}  // namespace dnsward
