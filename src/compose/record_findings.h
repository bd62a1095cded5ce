// What is wrong with one pasted record, seen for itself.
#pragma once

#include "compose/paste_reader.h"
#include "dns/domain_name.h"
#include "mail/finding.h"

#include <optional>
#include <string>

namespace dnsward {

/// `name`: of the record, relative to its domain; empty: a key whose selector is not known;
/// nothing: it is of another domain. `domain`: as far as the paste tells it.
[[nodiscard]] MailFindings record_findings(const PastedRecord& record,
                                           const std::optional<std::string>& name,
                                           const std::optional<DomainName>& domain);

}  // namespace dnsward
