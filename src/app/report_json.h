// A RunReport as JSON (docs/schema/plan.schema.json): the same report gives the same bytes.
#pragma once

#include "app/report.h"

#include <string>

namespace dnsward {

/// Format version of the document, `major.minor`: a reader ignores unknown keys of a newer minor.
inline constexpr const char* report_format_version = "1.0";

/// Ends in a line feed. Bytes that are not UTF-8 are spelled in presentation format, which is
/// ASCII.
[[nodiscard]] std::string report_json(const RunReport& report);

}  // namespace dnsward
