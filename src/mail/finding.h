// What can be wrong with mail records: one table of codes, and what a check found of it.
#pragma once

#include "base/error.h"
#include "dns/domain_name.h"

#include <tl/expected.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dnsward {

enum class Severity {
  error,    ///< mail or the record is broken by it: stops the domain
  warning,  ///< works today, with some receivers, or not as meant
  note,     ///< worth knowing
};

[[nodiscard]] std::string_view to_text(Severity severity);

/// One row of the table behind the checks, `dnsward explain` and docs/findings.md.
struct FindingSpec {
  std::string_view code;  ///< "SPF001"; never used again for another thing
  Severity severity = Severity::error;
  std::string_view title;    ///< one sentence, no final dot
  std::string_view why;      ///< what happens to mail; whole sentences
  std::string_view fix;      ///< the next step as hints are written: lower case, no final dot
  std::string_view section;  ///< "RFC 7208, 4.6.4"
  bool needs_dns = false;    ///< seen only by asking name servers
};

/// The rows whose codes begin with the same letters.
struct FindingFamily {
  std::string_view prefix;  ///< "SPF"
  std::string_view title;   ///< "SPF records (RFC 7208)"
  std::span<const FindingSpec> findings;
};

/// The whole table, in the order of the reference page.
[[nodiscard]] std::span<const FindingFamily> finding_families();

/// The row of `code`, in any case of letters; null when there is none.
[[nodiscard]] const FindingSpec* find_finding(std::string_view code);

/// One thing that a check found. Texts may hold raw bytes: whoever prints them escapes.
struct MailFinding {
  const FindingSpec* spec = nullptr;  ///< never null in what a check returns
  std::string message;                ///< one sentence that names the value, no final dot
  std::string hint;                   ///< the next step
  DomainName owner = {};              ///< of the record; the root: a value alone was looked at

  friend bool operator==(const MailFinding&, const MailFinding&) = default;
};

/// The finding as an error, which keeps its code.
[[nodiscard]] Error to_error(MailFinding finding, ErrorKind kind = ErrorKind::config);

/// A value, or why it is none.
template <typename T>
using Checked = tl::expected<T, MailFinding>;

using MailFindings = std::vector<MailFinding>;

/// The messages alone.
[[nodiscard]] std::vector<std::string> messages_of(const MailFindings& findings);

/// Whether one of them is of severity error.
[[nodiscard]] bool has_error(const MailFindings& findings);

/// Appends `more` to `findings`, with `owner` where they have none.
void add_findings(MailFindings& findings, MailFindings more, const DomainName& owner = {});

}  // namespace dnsward
