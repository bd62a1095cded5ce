// Cloudflare's records, one object a value, and the RRsets that they make up.
#pragma once

#include "http/json.h"
#include "provider/provider.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace dnsward::cloudflare {

/// The TTL with which Cloudflare spells "automatic", 300 seconds on the wire.
inline constexpr std::uint32_t automatic_ttl = 1;

struct Record {
  std::string id = {};
  RRsetKey key = {};
  Rdata value = {};
  std::uint32_t ttl = automatic_ttl;
  std::string created = {};   ///< RFC 3339; the older of two records with one value comes first
  std::string locked = {};    ///< why it can't be changed; empty: it can
  bool is_understood = true;  ///< false: its owner or type is none that we know
};

/// Of an element of a list of records. A TXT value is decoded from quoted strings, or taken as it
/// is when it does not start with a quote or is badly quoted: so does Cloudflare. A CNAME that
/// Cloudflare answers with addresses of its own (proxied, flattened) is no CNAME to the world, and
/// has OpaqueData: `target.example. (proxied)`.
[[nodiscard]] Record read_record(const JsonValue& value);

/// Sorts by key, value and age, and drops what is not understood.
void tidy(std::vector<Record>& records);

/// The RRsets of tidy records. Records of one RRset may have different TTLs: the smallest counts.
[[nodiscard]] std::vector<RRset> rrsets_of(std::span<const Record> records);

/// The RRsets of tidy records that hold locked ones, with their values.
[[nodiscard]] std::vector<LockedRRset> locked_of(std::span<const Record> records);

/// "content" as Cloudflare takes it: TXT in quoted strings, names without the final dot, an MX
/// without its preference. Of values that check_writable lets pass.
[[nodiscard]] std::string content_of(const Rdata& value);

}  // namespace dnsward::cloudflare
