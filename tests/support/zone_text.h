// RRsets and plans as short texts, so that tests read like zone files.
#pragma once

#include "dns/rrset.h"
#include "plan/plan.h"
#include "plan/requirement.h"

#include <string>
#include <string_view>
#include <vector>

namespace dnsward::test {

[[nodiscard]] DomainName name(std::string_view text);

/// One record a line: `owner ttl TYPE rdata`, names relative to `zone`, "@" its apex. Sorted by
/// key.
[[nodiscard]] std::vector<RRset> zone_text(std::string_view zone, std::string_view records);

[[nodiscard]] Rdata txt(std::string_view bytes);

/// What `plan` does to `zone`.
[[nodiscard]] std::vector<RRset> after(std::vector<RRset> zone, const Plan& plan);

/// One line a change, value, conflict and warning:
///     ~ example.com. TXT 3600
///       + "token"  [token of x]
///       = "foreign"
///     conflict example.com f:3:1: sentence | hint | note
[[nodiscard]] std::string plan_text(const Plan& plan);

}  // namespace dnsward::test
