// One sample for each finding: what brings it about, its whole message, and a near miss.
#pragma once

#include "mail/finding.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace dnsward::test {

struct FindingSample {
  std::string_view code;
  std::string message;
  std::function<MailFindings()> fires;
  std::function<MailFindings()> near_miss;
};

[[nodiscard]] std::vector<FindingSample> spf_samples();
[[nodiscard]] std::vector<FindingSample> dkim_samples();
[[nodiscard]] std::vector<FindingSample> dmarc_samples();
[[nodiscard]] std::vector<FindingSample> other_samples();

/// "SPF001 message" a line.
[[nodiscard]] std::string finding_lines(const MailFindings& findings);

}  // namespace dnsward::test
