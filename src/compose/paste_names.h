// The names of pasted records, relative to the domain that they are of.
#pragma once

#include "compose/paste_reader.h"
#include "dns/domain_name.h"

#include <optional>
#include <string>
#include <string_view>

namespace dnsward {

/// The domain that the records' whole names have in common; nothing when no name is whole.
[[nodiscard]] std::optional<DomainName> domain_of_paste(const Paste& paste);

/// A record's name as the desired-state file has it: "@", "mail._domainkey"; nothing when it is
/// not within `domain`.
[[nodiscard]] std::optional<std::string> relative_paste_name(
    std::string_view name, const std::optional<DomainName>& domain);

/// "mail" of "mail._domainkey"; empty when a name is another one.
[[nodiscard]] std::string_view selector_of_name(std::string_view relative);

/// Where a record of that kind stands when the paste does not say: "@", "_dmarc".
[[nodiscard]] std::string_view usual_name_of(PastedKind kind);

}  // namespace dnsward
