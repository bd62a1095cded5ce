// DKIM: a key that is accepted is accepted again in its canonical spelling.
#include "mail/dkim.h"

#include "fuzz/target.h"
#include "mail/dkim_check.h"

namespace dnsward::fuzz {

void run(std::string_view text) {
  static_cast<void>(check_dkim_wish(text));
  static_cast<void>(check_dkim_selector(text));
  const auto key = check_dkim(text);
  if (!key) return;
  require(key->revoked == key->der.empty());
  require(key->type == "rsa" || key->type == "ed25519");
  const auto findings = check_dkim_record(text);
  for (const auto& finding : findings) require(finding.spec->severity != Severity::error);
}

}  // namespace dnsward::fuzz
