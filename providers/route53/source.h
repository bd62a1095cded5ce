// One place where credentials can come from.
#pragma once

#include "base/clock.h"
#include "base/environment.h"
#include "base/result.h"
#include "http/transport.h"
#include "providers/route53/credentials.h"
#include "providers/route53/profiles.h"

#include <memory>
#include <string>

namespace dnsward::route53 {

/// Of one call at a time.
class CredentialSource {
 public:
  CredentialSource() = default;
  CredentialSource(const CredentialSource&) = delete;
  CredentialSource& operator=(const CredentialSource&) = delete;
  virtual ~CredentialSource() = default;

  /// Asks anew each time. Never fails with ErrorKind::unknown_outcome.
  [[nodiscard]] virtual Result<Credentials> fetch() const = 0;
};

/// What sources read and ask; it outlives them.
struct SourceScene {
  Environment environment;
  Profiles profiles;
  const Transport& wire;
  const Clock& clock;
};

/// A source, or why there is none in that place.
struct FoundSource {
  std::unique_ptr<CredentialSource> source = {};
  std::string why_not = {};
};

/// An Error of an exchange that gave no keys: it had no effect that anybody must know of.
[[nodiscard]] Error without_effect(Error error);

}  // namespace dnsward::route53
