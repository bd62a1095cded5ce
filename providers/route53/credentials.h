// The AWS access keys of one account: found, kept, and renewed before they expire.
#pragma once

#include "base/clock.h"
#include "base/environment.h"
#include "base/result.h"
#include "base/secret.h"
#include "http/transport.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string>

namespace dnsward::route53 {

struct Credentials {
  std::string access_key_id;
  Secret secret_access_key;
  Secret session_token = {};  ///< empty: long-term keys
  std::optional<std::chrono::system_clock::time_point> expiration = {};
  std::string source = {};  ///< for messages: `profile "mail" in "/home/me/.aws/credentials"`
};

/// What decides where the keys of a provider block come from.
struct CredentialRequest {
  std::string block;    ///< the name of the provider block
  std::string profile;  ///< its `profile`; empty: the environment's, else "default"
  Environment environment = {};
  const Transport& wire;  ///< to STS and the credential services; not the account's paced one
  const Clock& clock;
};

/// The first of these sources that has keys, in the order of AWS's own programs:
///  1. DNSWARD_NAME_ACCESS_KEY_ID, DNSWARD_NAME_SECRET_ACCESS_KEY and, for temporary keys,
///     DNSWARD_NAME_SESSION_TOKEN (NAME: the block's name in upper case, "-" as "_");
///  2. AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, unless the block has a profile;
///  3. the profile's role_arn, with source_profile or credential_source;
///  4. a web identity: AWS_WEB_IDENTITY_TOKEN_FILE and AWS_ROLE_ARN, or the profile's;
///  5. the profile's keys in the shared credentials file;
///  6. the profile's credential_process;
///  7. the profile's keys in the config file;
///  8. the container's service: AWS_CONTAINER_CREDENTIALS_RELATIVE_URI or _FULL_URI;
///  9. the instance's service, IMDSv2.
/// The profile is the block's, else AWS_DEFAULT_PROFILE, else AWS_PROFILE, else "default".
///
/// Thread-safe. Asks at most once at a time, and again when less than 5 minutes remain.
class CredentialChain {
 public:
  /// Reads the environment and files alone. ErrorKind::credential for what is wrong in them: half
  /// of a pair of keys, a profile that does not exist, a role without a source or with two, a loop
  /// of profiles, a profile that needs a person (mfa_serial, SSO), a key with a line feed in it;
  /// and when no source has anything, with a note for each one that says why.
  [[nodiscard]] static Result<std::unique_ptr<CredentialChain>> make(CredentialRequest request);

  struct State;

  explicit CredentialChain(std::unique_ptr<State> state);
  CredentialChain(const CredentialChain&) = delete;
  CredentialChain& operator=(const CredentialChain&) = delete;
  ~CredentialChain();

  /// May ask STS, the container's or the instance's service, or run a process. Never fails with
  /// ErrorKind::unknown_outcome. Keys that could not be renewed are given out while they last.
  [[nodiscard]] Result<Credentials> get() const;

  /// They were refused as expired: the next get() asks for others, unless somebody has since.
  void discard(const Credentials& refused) const;

 private:
  std::unique_ptr<State> state_;
};

}  // namespace dnsward::route53
