// Keys that stand in the environment or in a file.
#pragma once

#include "providers/route53/ini.h"
#include "providers/route53/source.h"

#include <string>
#include <string_view>

namespace dnsward::route53 {

/// DNSWARD_NAME_ACCESS_KEY_ID, _SECRET_ACCESS_KEY and _SESSION_TOKEN of the provider block. A
/// variable that is set but empty is an Error, as for every variable of ours.
[[nodiscard]] Result<FoundSource> find_block_keys(const SourceScene& scene,
                                                  const std::string& block);

/// AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN (once AWS_SECURITY_TOKEN).
[[nodiscard]] Result<FoundSource> find_environment_keys(const SourceScene& scene);

/// aws_access_key_id, aws_secret_access_key and aws_session_token among `keys`, which may be null;
/// `place` says whose they are.
[[nodiscard]] Result<FoundSource> find_file_keys(const IniKeys* keys, const std::string& place);

}  // namespace dnsward::route53
