// Changes as the calls that make them, each for one RRset.
#pragma once

#include "plan/plan.h"
#include "providers/hetzner/rrsets.h"

#include <span>
#include <string>
#include <vector>

namespace dnsward::hetzner {

struct Step {
  std::string path;  ///< below the zone: "/rrsets/_dmarc/TXT/actions/add_records"
  std::string body;  ///< JSON
  friend bool operator==(const Step&, const Step&) = default;
};

struct Steps {
  std::vector<Step> steps;
  /// A CNAME can't be made before what is at its name is gone, nor the reverse: that is left out.
  bool is_partial = false;
};

/// What makes `changes` of the tidy `stored` RRsets of the zone `apex`, which are their `before`.
/// Single values are added and removed, foreign ones not even sent; only where a value takes the
/// place of another are all of an RRset set at once, foreign ones and their comments as they are
/// stored. Those steps come first: nothing may be written in between. Errors: a protected RRset,
/// more values than can be set at once.
[[nodiscard]] Result<Steps> make_steps(const DomainName& apex, std::span<const StoredRRset> stored,
                                       std::span<const Change> changes);

}  // namespace dnsward::hetzner
