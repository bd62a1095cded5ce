// Hetzner's RRsets as they are stored, and as what they mean.
#pragma once

#include "http/json.h"
#include "provider/provider.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace dnsward::hetzner {

struct StoredRecord {
  std::string text;  ///< as stored: by it the API knows the record
  std::string comment;
  Rdata value;
};

struct StoredRRset {
  std::string id = {};
  RRsetKey key = {};
  std::uint32_t ttl = 0;
  std::vector<StoredRecord> records = {};
  bool is_protected = false;
  bool is_understood = true;  ///< false: its owner or type is none that we know
};

/// Of an element of a list of RRsets. Names without a final dot are relative to the zone, in owners
/// and values. What can't be decoded stays as it is.
[[nodiscard]] StoredRRset read_rrset(const JsonValue& value, const Zone& zone);

/// Sorts by key, and drops what is not understood.
void tidy(std::vector<StoredRRset>& stored);

/// Of tidy ones.
[[nodiscard]] std::vector<RRset> rrsets_of(std::span<const StoredRRset> stored);
[[nodiscard]] std::vector<LockedRRset> locked_of(std::span<const StoredRRset> stored);

}  // namespace dnsward::hetzner
