// A RunReport as the preview that people read (design: docs/output.md).
#pragma once

#include "app/error_text.h"
#include "app/report.h"

#include <string>

namespace dnsward {

/// Domains with something to say, then one line of totals. Domains in order are listed only when
/// style.verbose. Every line fits style.width unless verbose or a name alone is longer.
[[nodiscard]] std::string report_text(const RunReport& report, const TextStyle& style);

}  // namespace dnsward
