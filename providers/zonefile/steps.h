// The steps that an edit is made of: which octets change, and what the zone should then hold.
#pragma once

#include "plan/plan.h"
#include "providers/zonefile/draft.h"

#include <optional>
#include <vector>

namespace dnsward::zonefile {

/// The record that holds `from` gets `to` for RDATA; others that hold `from` too go.
[[nodiscard]] Step replace_step(const MasterFile& zone, const RRsetKey& key, const Rdata& from,
                                const Rdata& to);

/// The same with the record's lines written anew, for RDATA whose parentheses begin before it.
[[nodiscard]] Step rewrite_step(const MasterFile& zone, const RRsetKey& key, const Rdata& from,
                                const Rdata& to);

/// Adds `values` to the RRset, or makes it; the places to try, best first, never none.
[[nodiscard]] std::vector<Step> addition_steps(const MasterFile& zone, const RRset& rrset,
                                               const std::vector<Rdata>& values);

[[nodiscard]] Step removal_step(const MasterFile& zone, const RRsetKey& key,
                                const std::vector<Rdata>& values);

/// Nothing when the TTL is right. Records with different TTLs are left alone as long as the first,
/// which counts, is right and no other TTL is asked for.
[[nodiscard]] std::optional<Step> ttl_step(const MasterFile& zone, const Change& change);

[[nodiscard]] Step serial_step(const MasterFile& zone, std::uint32_t serial);

/// Both at once.
void merge(Step& step, Step other);

}  // namespace dnsward::zonefile
