// Credentials of one profile: a role, keys in a file, or a process.
#pragma once

#include "providers/route53/source.h"

#include <string>

namespace dnsward::route53 {

/// `role_arn` with the keys of `source_profile` or `credential_source`.
[[nodiscard]] Result<FoundSource> find_profile_role(const SourceScene& scene,
                                                    const std::string& profile);

/// AWS_WEB_IDENTITY_TOKEN_FILE, AWS_ROLE_ARN and AWS_ROLE_SESSION_NAME where `with_environment`,
/// else `web_identity_token_file`, `role_arn` and `role_session_name` of the profile.
[[nodiscard]] Result<FoundSource> find_web_identity(const SourceScene& scene,
                                                    const std::string& profile,
                                                    bool with_environment);

/// Keys in the credentials file, credential_process, keys in the config file, in that order.
/// ErrorKind::credential for a profile that has none of them and signs in through SSO.
[[nodiscard]] Result<FoundSource> find_profile_keys(const SourceScene& scene,
                                                    const std::string& profile);

}  // namespace dnsward::route53
