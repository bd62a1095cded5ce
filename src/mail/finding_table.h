// The table of findings, and its rows named by code where code is compiled.
#pragma once

#include "mail/finding.h"
#include "mail/findings_dkim.h"
#include "mail/findings_dmarc.h"
#include "mail/findings_other.h"
#include "mail/findings_spf.h"

#include <string>
#include <string_view>
#include <utility>

namespace dnsward {

/// A code of the table; one that is not in it does not compile.
class FindingCode {
 public:
  consteval FindingCode(const char* code) : spec_(find(code)) {}

  [[nodiscard]] const FindingSpec& spec() const { return *spec_; }

 private:
  static consteval const FindingSpec* find(std::string_view code) {
    for (const auto table :
         {std::span<const FindingSpec>(findings::spf), std::span<const FindingSpec>(findings::dkim),
          std::span<const FindingSpec>(findings::dmarc),
          std::span<const FindingSpec>(findings::txt),
          std::span<const FindingSpec>(findings::token),
          std::span<const FindingSpec>(findings::name),
          std::span<const FindingSpec>(findings::mta_sts),
          std::span<const FindingSpec>(findings::tls_rpt),
          std::span<const FindingSpec>(findings::bimi)}) {
      for (const auto& spec : table) {
        if (spec.code == code) return &spec;
      }
    }
    throw "no such finding";
  }

  const FindingSpec* spec_;
};

/// A finding; without a hint of its own, the table's fix is the hint.
[[nodiscard]] inline MailFinding found(FindingCode code, std::string message,
                                       std::string hint = {}) {
  const FindingSpec& spec = code.spec();
  if (hint.empty()) hint = spec.fix;
  return {&spec, std::move(message), std::move(hint), {}};
}

/// `return not_fit("SPF002", "...", "...");` where a Checked is returned.
[[nodiscard]] inline tl::unexpected<MailFinding> not_fit(FindingCode code, std::string message,
                                                         std::string hint = {}) {
  return tl::unexpected<MailFinding>(found(code, std::move(message), std::move(hint)));
}

}  // namespace dnsward
