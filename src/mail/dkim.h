// DKIM key records (RFC 6376, 3.6.1; RFC 8301; RFC 8463): what is published at a selector.
#pragma once

#include "base/result.h"
#include "mail/finding.h"

#include <string>
#include <string_view>

namespace dnsward {

struct DkimKey {
  std::string type = "rsa";  ///< "rsa" or "ed25519"
  unsigned bits = 0;         ///< of the RSA modulus; 256 for Ed25519; 0 when revoked
  bool revoked = false;      ///< empty p=
  /// The key's octets, for comparing keys and not spellings: RSA as SubjectPublicKeyInfo, whichever
  /// form the record has; the bare 32 of Ed25519.
  std::string der;
  MailFindings warnings;  ///< e.g. "DKIM key has 1024 bits; RFC 8301 asks for 2048"
};

/// Reads and checks a key record. Errors: bad tag list, duplicate tag, `v` not first or not DKIM1,
/// unknown `k`, missing `p`, bad base64, DER that does not end where it says, RSA under 1024 bits,
/// Ed25519 of another size than 32 octets, `h` without sha256.
[[nodiscard]] Result<DkimKey> check_dkim(std::string_view record);

}  // namespace dnsward
