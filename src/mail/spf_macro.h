// SPF macros expanded for one message (RFC 7208, 7).
#pragma once

#include "dns/domain_name.h"
#include "mail/ip_address.h"

#include <optional>
#include <string>
#include <string_view>

namespace dnsward {

/// What macros stand for. What is not set is not known, as when a record is read without a message.
struct SpfMacroValues {
  std::optional<std::string> sender = {};     ///< s: "local@example.com"; l and o are its parts
  std::optional<IpAddress> client = {};       ///< i and v
  std::optional<std::string> helo = {};       ///< h
  std::optional<std::string> validated = {};  ///< p: a validated name of the client, or "unknown"
};

/// `text`, a macro-string whose grammar is checked, at `domain` (d). Nothing when it has a macro
/// that is not known.
[[nodiscard]] std::optional<std::string> expand_spf(std::string_view text, const DomainName& domain,
                                                    const SpfMacroValues& values);

/// The name that an expanded domain-spec is looked up by: labels are taken off the left until it
/// has at most 253 characters (RFC 7208, 7.3). Nothing when DNS can't hold it.
[[nodiscard]] std::optional<DomainName> spf_target_name(std::string_view expanded);

/// Whether `text` has the macro of that lower-case letter, in either case.
[[nodiscard]] bool has_spf_macro(std::string_view text, char letter);

}  // namespace dnsward
