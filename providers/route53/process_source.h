// Credentials that a program of the user's tells: credential_process of a profile.
#pragma once

#include "base/subprocess.h"
#include "providers/route53/source.h"

#include <string>

namespace dnsward::route53 {

/// The command line is split as a shell splits it, and run without one, for 60 seconds at most. Its
/// output is a JSON object with Version 1, AccessKeyId, SecretAccessKey and, if they are temporary,
/// SessionToken and Expiration
/// (https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html).
/// ErrorKind::credential when it fails, with the start of its standard error as a note.
[[nodiscard]] Result<FoundSource> find_process(const SourceScene& scene, const std::string& profile,
                                               const ProcessLimits& limits = {});

}  // namespace dnsward::route53
