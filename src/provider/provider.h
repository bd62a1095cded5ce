// What a DNS provider must be able to do: list zones, read one, write changes to one.
#pragma once

#include "base/result.h"
#include "dns/rrset.h"
#include "plan/plan.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace dnsward {

struct Zone {
  DomainName apex;
  std::string id;                 ///< the provider's own handle: an API id, a file's path
  std::uint32_t default_ttl = 0;  ///< of records without a TTL of their own; 0: there are none
  std::uint64_t rrset_count = 0;  ///< 0: not told
  /// Why no record of it can be written, e.g. "it is a secondary zone"; empty: they can.
  std::string refusal = {};
  /// Sentences about it that concern every domain in it, e.g. that the world does not ask it.
  std::vector<std::string> warnings = {};
  friend auto operator<=>(const Zone&, const Zone&) = default;
};

/// One domain whose zone is wanted, with what the file says about that zone.
struct ZoneWish {
  DomainName domain;
  std::optional<DomainName> zone = {};
  std::string zone_id = {};  ///< the provider's handle; empty: not given
  friend auto operator<=>(const ZoneWish&, const ZoneWish&) = default;
};

/// Sorted. The provider answers with every zone that could hold one of the domains, or with all its
/// zones, whichever costs fewer calls. With both `zone` and `zone_id` no call need be made. A zone
/// that does not exist, or that the credential can't see, is left out: it is no error.
struct ZoneQuery {
  std::vector<ZoneWish> wishes;
};

/// The owner names whose RRsets are wanted, sorted. The provider answers with all types at them and
/// with every NS and DNAME RRset between them and the apex; more does no harm.
struct NameFilter {
  std::vector<DomainName> owners;
  bool wants_all = false;  ///< every owner name of the zone, whatever `owners` has
};

/// An RRset that the provider would not let us change.
struct LockedRRset {
  RRsetKey key;
  std::string why;  ///< e.g. "it is managed by Email Routing"
  /// The values that are locked, and their TTL; empty: the whole RRset, which takes no value more.
  std::vector<Rdata> values = {};
};

/// What a provider keeps for its own write of what it read, e.g. values as the API spells them.
class Keepsake {
 public:
  Keepsake() = default;
  Keepsake(const Keepsake&) = delete;
  Keepsake& operator=(const Keepsake&) = delete;
  virtual ~Keepsake() = default;
};

/// A zone's RRsets at one moment.
struct Snapshot {
  std::vector<RRset> rrsets;  ///< sorted by key, normalized
  /// Opaque: what the provider's write may compare beyond `before` (a file's digest); may be empty.
  std::string version = {};
  std::vector<LockedRRset> locked = {};           ///< of the RRsets asked for
  std::shared_ptr<const Keepsake> keepsake = {};  ///< may be null
};

/// What a write has begun. The zone may be read back when nothing of it is pending.
struct Receipt {
  std::vector<std::string> pending = {};  ///< the provider's own handles of what it still works on
  /// The same of what is written, and not yet at all of its name servers.
  std::vector<std::string> publishing = {};
  /// Some changes could not be begun before the others are in force: plan and write again.
  bool is_partial = false;
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

  /// All changes or none, where the API can. Fails with ErrorKind::changed, and writes nothing,
  /// when a `before` no longer holds or the zone is no longer the one of `seen`.
  [[nodiscard]] virtual Result<Receipt> write(const Zone& zone, const Snapshot& seen,
                                              std::span<const Change> changes) const = 0;

  /// What is still pending and publishing of `receipt`; an error when the provider gave up on
  /// something. The engine calls it again and again, with waits in between.
  [[nodiscard]] virtual Result<Receipt> progress(const Zone& zone, Receipt receipt) const;
};

}  // namespace dnsward
