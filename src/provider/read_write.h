// What the read and the write of every provider that is an API do alike.
#pragma once

#include "plan/plan.h"
#include "provider/provider.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace dnsward {

/// Whether a snapshot with this filter holds the RRset.
[[nodiscard]] bool is_wanted(const NameFilter& filter, const RRsetKey& key);

/// What a change does to the values of its RRset; each list sorted.
struct ValueMoves {
  struct Replacement {
    Rdata from;
    Rdata to;
    friend auto operator<=>(const Replacement&, const Replacement&) = default;
  };

  std::vector<Replacement> replaced = {};
  std::vector<Rdata> removed = {};
  std::vector<Rdata> added = {};
  std::vector<Rdata> kept = {};
  std::optional<std::uint32_t> ttl = {};  ///< of an RRset that stays, when it changes
};

[[nodiscard]] ValueMoves moves_of(const Change& change);

/// ErrorKind::config when an owner name of the zone is outside its apex: its id is another zone's,
/// and names would be written below that one's apex.
[[nodiscard]] Result<void> check_is_zone(const Zone& zone, const DomainName& owner);

/// ErrorKind::changed when a `before` is not what `rrsets` (sorted by key) hold now.
[[nodiscard]] Result<void> check_before(const DomainName& apex, std::span<const RRset> rrsets,
                                        std::span<const Change> changes);

/// ErrorKind::unsupported when an owner name is outside the zone, or a value would come in that is
/// no TXT, CNAME or MX.
[[nodiscard]] Result<void> check_writable(const DomainName& apex, std::span<const Change> changes);

}  // namespace dnsward
