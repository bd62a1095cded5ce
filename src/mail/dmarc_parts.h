// A DMARC record as its parts, so that one can change and every other byte stays.
#pragma once

#include "mail/dmarc.h"
#include "mail/finding.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dnsward {

/// Reporting addresses of one tag that every receiver had to support (RFC 7489, 6.2).
inline constexpr std::size_t usual_uri_limit = 2;

/// What stands between two semicolons. `before + value + after` are its bytes.
struct DmarcPart {
  std::string before;  ///< blanks, the name, "=" and blanks as written
  std::string name;    ///< lower case; empty in a part that is blanks alone
  std::string value;   ///< trimmed
  std::string after;   ///< blanks
};

/// The parts in order, `v` first; a final ";" makes a last part without a name. Errors as in
/// parse_dmarc.
[[nodiscard]] Checked<std::vector<DmarcPart>> split_dmarc(std::string_view record);

[[nodiscard]] std::string join_dmarc(const std::vector<DmarcPart>& parts);

/// The addresses of a `rua` or `ruf` value: trimmed, empty ones left out.
[[nodiscard]] std::vector<std::string_view> split_dmarc_uris(std::string_view value);

/// The spelling in which two reporting addresses are compared: scheme and host in lower case, no
/// `!size`.
[[nodiscard]] std::string comparable_dmarc_uri(std::string_view uri);

/// dmarc_uri_problem and dmarc_tag_problem as findings.
[[nodiscard]] std::optional<MailFinding> find_dmarc_uri_problem(std::string_view uri);
[[nodiscard]] std::optional<MailFinding> find_dmarc_tag_problem(const DmarcTag& tag);

/// The `!10m` of RFC 7489, which RFC 9989 made obsolete, with its "!"; empty when there is none.
[[nodiscard]] std::string_view dmarc_size_suffix(std::string_view uri);

/// Whether receivers can read `uri`, of whatever scheme (RFC 9989, 4.8).
[[nodiscard]] bool is_reporting_uri(std::string_view uri);

/// Whether `value` has an address that some receiver can report to (RFC 9989, 4.8: any URI).
[[nodiscard]] bool has_reporting_uri(std::string_view value);

}  // namespace dnsward
