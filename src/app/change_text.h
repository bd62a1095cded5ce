// The changes of one domain as lines of the preview.
#pragma once

#include "app/error_text.h"
#include "plan/plan.h"

#include <span>
#include <string>

namespace dnsward {

/// For each RRset its line and, with `values`, what becomes of each value, labels in one column:
///       ~ example.com. TXT  3600
///           + "token=1"              token of calenso
///           = "other"                kept, not ours
[[nodiscard]] std::string change_text(std::span<const Change> changes, bool values,
                                      const TextStyle& style);

}  // namespace dnsward
