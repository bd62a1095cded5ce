// What `dnsward explain` says: the table of findings, one of them, and its reference page.
#pragma once

#include "mail/finding.h"

#include <string>

namespace dnsward {

/// One line for each finding, under the headings of its families; 80 columns.
[[nodiscard]] std::string findings_text();

/// Why it matters, how to mend it, where it is written down.
[[nodiscard]] std::string finding_text(const FindingSpec& spec);

/// docs/findings.md.
[[nodiscard]] std::string findings_markdown();

}  // namespace dnsward
