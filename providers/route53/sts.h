// Credentials of a role, lent by AWS's Security Token Service.
#pragma once

#include "providers/route53/endpoint.h"
#include "providers/route53/source.h"

#include <memory>
#include <string>

namespace dnsward::route53 {

/// A role, and how it is asked for.
struct RoleWish {
  std::string arn;
  std::string session_name = {};  ///< empty: "dnsward-" and the time
  std::string external_id = {};
  std::string duration = {};  ///< seconds; empty: the role's own
};

/// AssumeRole, signed with keys of `from`
/// (https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html).
///
/// Like the one below it tries again after answers that say "later"; ErrorKind::refused with code,
/// message and request id when STS says no.
[[nodiscard]] std::unique_ptr<CredentialSource> assume_role(const SourceScene& scene,
                                                            Endpoint endpoint, RoleWish role,
                                                            std::unique_ptr<CredentialSource> from);

/// AssumeRoleWithWebIdentity, unsigned, with the token that `token_file` holds at that moment.
[[nodiscard]] std::unique_ptr<CredentialSource> assume_role_with_web_identity(
    const SourceScene& scene, Endpoint endpoint, RoleWish role, std::string token_file);

}  // namespace dnsward::route53
