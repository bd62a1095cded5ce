// The sentence that sums a run up.
#pragma once

#include "app/error_text.h"
#include "app/report.h"

#include <string>
#include <string_view>

namespace dnsward {

/// `2 domains: 1 to change (1 create, 1 update), 1 in order. 4 foreign values kept.`, ending in a
/// line feed.
[[nodiscard]] std::string totals_text(const RunReport& report, const TextStyle& style);

/// "changed", "corrected": what a run of this kind did to a domain that was applied.
[[nodiscard]] std::string_view word_for_applied(RunKind kind);

}  // namespace dnsward
