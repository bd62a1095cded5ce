// Where the certificates that are trusted come from.
#pragma once

#include "base/environment.h"
#include "base/result.h"

#include <string>

namespace dnsward {

/// The file named by DNSWARD_CA_FILE, CURL_CA_BUNDLE or SSL_CERT_FILE, first hit wins; "" when none
/// is set: the system's certificates. libcurl itself looks at none of them. An Error when the file
/// can't be read.
[[nodiscard]] Result<std::string> find_ca_file(const Environment& environment);

}  // namespace dnsward
