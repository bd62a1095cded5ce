// Files of credentials, read whole into memory that is wiped.
#pragma once

#include "base/result.h"
#include "base/secret.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace dnsward::route53 {

/// nullopt: there is no such file. ErrorKind::credential when it can't be read or has more than
/// `most` octets.
[[nodiscard]] Result<std::optional<Secret>> read_small_file(const std::string& path,
                                                            std::size_t most = std::size_t{1}
                                                                               << 20U);

/// A key or a token without the blanks and line feeds around it. ErrorKind::credential, with a
/// message that begins with `from`, when nothing is left or when one is inside it, or another octet
/// that no key has.
[[nodiscard]] Result<Secret> checked_key(std::string_view raw, std::string_view from);

}  // namespace dnsward::route53
