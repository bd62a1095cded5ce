#include "app/locked_rrsets.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace dnsward {
namespace {

Error refusal(const Change& change, const LockedRRset& lock) {
  return {ErrorKind::conflict,
          fmt::format(R"(the RRset "{}" can't be changed: {})", to_text(change.key), lock.why),
          "change it by hand, or take what wants the change out of the file"};
}

}  // namespace

void refuse_locked(Plan& plan, std::span<const LockedRRset> locked) {
  std::set<DomainName> stopped;
  for (const auto& change : plan.changes) {
    const auto is_it = [&](const LockedRRset& lock) { return lock.key == change.key; };
    const auto lock = std::find_if(locked.begin(), locked.end(), is_it);
    if (lock == locked.end()) continue;
    plan.conflicts.push_back({change.domain, refusal(change, *lock)});
    stopped.insert(change.domain);
  }
  std::erase_if(plan.changes,
                [&](const Change& change) { return stopped.contains(change.domain); });
}

}  // namespace dnsward
