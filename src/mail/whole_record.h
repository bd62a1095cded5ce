// A record pasted whole where dnsward takes its parts: `v=spf1 ...` as a term or a token.
#pragma once

#include "mail/finding.h"
#include "mail/paste.h"

#include <optional>
#include <string_view>

namespace dnsward {

/// One of the checks behind check_pasted: an SPF record among SPF terms; an SPF, DMARC or DKIM
/// record as a token; a DMARC record as a report address. The hint is what to write instead.
[[nodiscard]] std::optional<MailFinding> whole_record(PasteKind kind, std::string_view text);

}  // namespace dnsward
