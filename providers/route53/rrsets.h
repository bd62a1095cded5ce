// Route 53's resource record sets as they are listed, and as what they mean.
#pragma once

#include "http/xml.h"
#include "provider/provider.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace dnsward::route53 {

struct StoredValue {
  std::string text;  ///< as listed: a DELETE must repeat it
  Rdata value;
};

/// One element of a listing. Several may have one name and type, each with an identifier: answers
/// are chosen among them.
struct StoredSet {
  std::string name;  ///< as listed
  RRsetKey key = {};
  std::uint32_t ttl = 0;
  std::vector<StoredValue> values = {};
  std::string why_locked = {};  ///< "it is an alias of ..."; empty: it is a simple set
};

/// Of a listing, an element's set. A name or type that we don't know becomes the root's TYPE0,
/// which nobody asks for.
[[nodiscard]] StoredSet read_set(const XmlElement& element);

/// What a snapshot keeps for the write.
class StoredZone final : public Keepsake {
 public:
  /// Sets of one name and type stand together.
  explicit StoredZone(std::vector<StoredSet> sets);

  /// The simple set of that key; null: there is none.
  [[nodiscard]] const StoredSet* find(const RRsetKey& key) const;

  /// Sets that share a key are one RRset.
  [[nodiscard]] std::vector<RRset> rrsets() const;
  [[nodiscard]] std::vector<LockedRRset> locked() const;

 private:
  std::vector<StoredSet> sets_;  // sorted by key
};

}  // namespace dnsward::route53
