// Sends requests as the owner of AWS keys: signed, with the right time and with keys that last.
#pragma once

#include "base/clock.h"
#include "http/transport.h"
#include "provider/api_client.h"
#include "providers/route53/credentials.h"

#include <memory>
#include <string>

namespace dnsward::route53 {

/// Signs each request anew, also when it is sent again for one of two reasons, each once a request:
/// its time was refused (this machine's clock is wrong; the difference is kept), or its keys have
/// expired. `http` and `clock` outlive it.
[[nodiscard]] Authorized signed_by(std::unique_ptr<CredentialChain> chain, std::string region,
                                   const Transport& http, const Clock& clock);

}  // namespace dnsward::route53
