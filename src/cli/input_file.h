// Text from a file or from standard input, not more than is asked for.
#pragma once

#include "base/result.h"

#include <cstddef>
#include <string>

namespace dnsward {

/// The octets of the file `path`, of standard input when it is "-". Errors (config): it can't be
/// read, is a folder, has more than `most` octets, or has a zero octet, which no text has. `shown`
/// is what messages call it.
[[nodiscard]] Result<std::string> read_input(const std::string& path, const std::string& shown,
                                             std::size_t most);

}  // namespace dnsward
