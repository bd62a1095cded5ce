#include "mail/finding.h"

#include "base/text.h"
#include "mail/finding_table.h"

#include <algorithm>
#include <array>
#include <utility>

namespace dnsward {
namespace {

constexpr std::array<FindingFamily, 9> families{{
    {"SPF", "SPF records", findings::spf},
    {"DKIM", "DKIM keys", findings::dkim},
    {"DMARC", "DMARC policies", findings::dmarc},
    {"TXT", "TXT values as people paste them", findings::txt},
    {"TOKEN", "Verification tokens", findings::token},
    {"NAME", "Owner names", findings::name},
    {"MTASTS", "MTA-STS records", findings::mta_sts},
    {"TLSRPT", "TLS reporting records", findings::tls_rpt},
    {"BIMI", "BIMI records", findings::bimi},
}};

}  // namespace

std::string_view to_text(Severity severity) {
  switch (severity) {
    case Severity::error: return "error";
    case Severity::warning: return "warning";
    case Severity::note: break;
  }
  return "note";
}

std::span<const FindingFamily> finding_families() {
  return families;
}

const FindingSpec* find_finding(std::string_view code) {
  for (const auto& family : families) {
    for (const auto& spec : family.findings) {
      if (equal_ignoring_case(spec.code, code)) return &spec;
    }
  }
  return nullptr;
}

Error to_error(MailFinding finding, ErrorKind kind) {
  Error error{kind, std::move(finding.message), std::move(finding.hint)};
  if (finding.spec != nullptr) error.code = finding.spec->code;
  return error;
}

std::vector<std::string> messages_of(const MailFindings& findings) {
  std::vector<std::string> messages;
  for (const auto& finding : findings) messages.push_back(finding.message);
  return messages;
}

bool has_error(const MailFindings& findings) {
  return std::any_of(findings.begin(), findings.end(), [](const MailFinding& finding) {
    return finding.spec->severity == Severity::error;
  });
}

void add_findings(MailFindings& findings, MailFindings more, const DomainName& owner) {
  for (auto& finding : more) {
    if (finding.owner.is_root()) finding.owner = owner;
    findings.push_back(std::move(finding));
  }
}

}  // namespace dnsward
