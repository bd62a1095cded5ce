// A RunReport as the preview that people read.
#pragma once

#include "app/error_text.h"
#include "app/report.h"

#include <string>

namespace dnsward {

/// Errors of the run, domains with something to say, then one line of totals. Pending changes are
/// shown value by value, written ones as one line an RRset unless style.verbose; domains in order
/// and refused ones only when style.verbose. Neighbours with the same trouble share one block.
/// Every line fits style.width unless verbose or a name alone is longer.
[[nodiscard]] std::string report_text(const RunReport& report, const TextStyle& style);

}  // namespace dnsward
