// What a requirement copied from a support page must not contain, with the reason and the fix.
#pragma once

#include "base/result.h"
#include "dns/domain_name.h"
#include "mail/finding.h"

#include <optional>
#include <string>
#include <string_view>

namespace dnsward {

/// What the text is going to be.
enum class PasteKind { spf_term, token, dkim_value, dmarc_uri, txt_value, name, target };

/// Errors (kind config, message quotes the offending part, hint says the fix): address obfuscation
/// (`[email protected]` with any blank, `email-protection`), U+00A0 and other non-ASCII (any
/// visible character may stand in name and target, anything in txt_value), control characters,
/// placeholders `<...>` `{...}` `[...]`, `...` or U+2026, PEM armour, quotes or `\;` from a zone
/// file, a whole record where a term is asked for (`v=spf1` among SPF terms or tokens; `v=DMARC1`
/// or `v=DKIM1` as a token), a blank after the colon of a token, leading or trailing blanks. A
/// private key is never quoted. Where a TXT value may really hold such text, the hint names
/// `presentation`, which is not checked here.
[[nodiscard]] Result<void> check_pasted(PasteKind kind, std::string_view text);

/// The same as a finding: the first that applies.
[[nodiscard]] std::optional<MailFinding> find_paste_slip(PasteKind kind, std::string_view text);

/// TXT010: a page's title speaks of `what` ("SPF"), and the page gives no such record.
[[nodiscard]] MailFinding heading_without_value(std::string_view heading, std::string_view what);

/// Error when a relative `name` already ends in the domain it will be joined with:
/// `mail._domainkey.example.com` for `example.com`. `domain` and `zone` are both checked.
[[nodiscard]] Result<void> check_not_doubled(std::string_view name, const DomainName& domain);
[[nodiscard]] std::optional<MailFinding> find_doubled_name(std::string_view name,
                                                           const DomainName& domain);

}  // namespace dnsward
