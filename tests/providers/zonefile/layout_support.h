// Random zones, and random ways of writing one down that all mean the same.
#pragma once

#include "dns/rrset.h"
#include "providers/zonefile/parse_support.h"
#include "support/random.h"

#include <string>
#include <vector>

namespace dnsward::test {

/// What the written zone may use.
enum class Flavour {
  ours,      ///< everything
  portable,  ///< what BIND, NSD and Knot DNS all read
};

struct ZoneRecord {
  RRsetKey key;
  std::uint32_t ttl = 0;
  Rdata value;
};

/// The records of a zone example.test in any order, an SOA and an NS first. One TTL for each RRset,
/// no CNAME beside another record.
[[nodiscard]] std::vector<ZoneRecord> random_zone(Random& random);

/// As RRsets, sorted and normalized.
[[nodiscard]] std::vector<RRset> rrsets_of(const std::vector<ZoneRecord>& records);

struct WrittenZone {
  std::string text;
  Includes includes;
};

/// `records` as a master file: owner and TTL left out where they may be, TTL and class in both
/// orders, units, parentheses, comments, blanks, line ends, escapes, quotes, $ORIGIN, $TTL,
/// $INCLUDE and RFC 3597 forms as chance will have it.
[[nodiscard]] WrittenZone write_zone(const std::vector<ZoneRecord>& records, Random& random,
                                     Flavour flavour);

/// The tokens of `value`, names as seen from `origin`.
[[nodiscard]] std::vector<std::string> written_rdata(const ZoneRecord& record,
                                                     const DomainName& origin, Random& random,
                                                     Flavour flavour);

/// `name` as seen from `origin`, absolute or relative, in any case, with escapes.
[[nodiscard]] std::string written_name(const DomainName& name, const DomainName& origin,
                                       Random& random, Flavour flavour);

}  // namespace dnsward::test
