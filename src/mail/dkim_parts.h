// A DKIM key record with all that its reading showed, for checks.
#pragma once

#include "mail/dkim.h"
#include "mail/finding.h"
#include "mail/tag_list.h"

#include <string_view>
#include <vector>

namespace dnsward {

struct DkimReport {
  DkimKey key;
  std::vector<Tag> tags;     ///< views of the record
  bool is_bare_rsa = false;  ///< RSAPublicKey without its AlgorithmIdentifier
};

/// check_dkim with a finding in place of the error.
[[nodiscard]] Checked<DkimReport> read_dkim(std::string_view record);

}  // namespace dnsward
