#include "app/locked_rrsets.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace dnsward {
namespace {

/// A value beside locked ones may come and go.
bool is_touched(const Change& change, const LockedRRset& lock) {
  if (lock.key != change.key) return false;
  if (lock.values.empty() || !change.before || !change.after) return true;
  if (change.before->ttl != change.after->ttl) return true;
  return std::any_of(lock.values.begin(), lock.values.end(), [&](const Rdata& value) {
    return !std::binary_search(change.after->rdata.begin(), change.after->rdata.end(), value);
  });
}

Error refusal(const Change& change, const LockedRRset& lock) {
  return {ErrorKind::conflict,
          fmt::format(R"(the RRset "{}" can't be changed: {})", to_text(change.key), lock.why),
          "change it by hand, or take what wants the change out of the file"};
}

}  // namespace

void refuse_locked(Plan& plan, std::span<const LockedRRset> locked) {
  std::set<DomainName> stopped;
  for (const auto& change : plan.changes) {
    const auto is_it = [&](const LockedRRset& lock) { return is_touched(change, lock); };
    const auto lock = std::find_if(locked.begin(), locked.end(), is_it);
    if (lock == locked.end()) continue;
    plan.conflicts.push_back({change.domain, refusal(change, *lock)});
    stopped.insert(change.domain);
  }
  std::erase_if(plan.changes,
                [&](const Change& change) { return stopped.contains(change.domain); });
}

}  // namespace dnsward
