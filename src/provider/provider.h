// What a DNS provider must be able to do: list zones, read one, write changes to one.
#pragma once

#include "base/result.h"
#include "dns/rrset.h"
#include "plan/plan.h"

#include <span>
#include <string>
#include <vector>

namespace dnsward {

struct Zone {
  DomainName apex;
  std::string id;  ///< the provider's own handle: an API id, a file's path
  friend auto operator<=>(const Zone&, const Zone&) = default;
};

/// The domains whose zones are wanted, sorted. The provider answers with every zone that could hold
/// one of them, or with all its zones, whichever costs fewer calls.
struct ZoneQuery {
  std::vector<DomainName> domains;
};

/// The owner names whose RRsets are wanted, sorted. The provider answers with all types at them and
/// with every NS and DNAME RRset of the zone; more does no harm.
struct NameFilter {
  std::vector<DomainName> owners;
};

/// A zone's RRsets at one moment.
struct Snapshot {
  std::vector<RRset> rrsets;  ///< sorted by key, normalized
  /// Opaque: what the provider's write may compare beyond `before` (a file's digest); may be empty.
  std::string version;
};

/// Thread-safe: the engine works on many zones at once. A provider translates; it holds no retry,
/// no wait, no log and no decision.
class Provider {
 public:
  Provider() = default;
  Provider(const Provider&) = delete;
  Provider& operator=(const Provider&) = delete;
  virtual ~Provider() = default;

  [[nodiscard]] virtual Result<std::vector<Zone>> zones(const ZoneQuery& query) const = 0;

  [[nodiscard]] virtual Result<Snapshot> read(const Zone& zone, const NameFilter& filter) const = 0;

  /// All changes or none. Fails with ErrorKind::changed, and writes nothing, when a `before` no
  /// longer holds or the zone is no longer the one of `seen`.
  [[nodiscard]] virtual Result<void> write(const Zone& zone, const Snapshot& seen,
                                           std::span<const Change> changes) const = 0;
};

}  // namespace dnsward
