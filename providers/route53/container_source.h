// Credentials that a container's host tells: ECS, EKS Pod Identity, CodeBuild.
#pragma once

#include "providers/route53/source.h"

namespace dnsward::route53 {

/// AWS_CONTAINER_CREDENTIALS_RELATIVE_URI at 169.254.170.2, else AWS_CONTAINER_CREDENTIALS_FULL_URI
/// (https, or http to loopback, 169.254.170.2, 169.254.170.23 or fd00:ec2::23), with the
/// Authorization that AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE (read each time) or
/// AWS_CONTAINER_AUTHORIZATION_TOKEN holds
/// (https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html).
/// Each of at most 3 tries, 1 second apart, may take 2 seconds.
[[nodiscard]] Result<FoundSource> find_container(const SourceScene& scene);

}  // namespace dnsward::route53
