// Owner names and host names as the API takes and keeps them.
#pragma once

#include "fakes/cloudflare_model.h"

#include <optional>
#include <string>
#include <string_view>

namespace dnsward::fake::cloudflare {

[[nodiscard]] std::string lower(std::string_view text);

/// The FQDN of "@", a relative name or an FQDN, in A-label form. A name outside of the zone is
/// taken for a relative one. Nullopt when it is no name.
[[nodiscard]] std::optional<std::string> stored_name(std::string_view name, const Zone& zone,
                                                     const Options& options);

/// Whether this is a host name, with or without a final dot.
[[nodiscard]] bool is_host(std::string_view text);

}  // namespace dnsward::fake::cloudflare
