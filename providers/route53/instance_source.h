// Credentials of the role that an EC2 instance runs with, told by its metadata service.
#pragma once

#include "providers/route53/source.h"

namespace dnsward::route53 {

/// IMDSv2 alone: a token first, then the role's name, then its keys
/// (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html). At
/// 169.254.169.254, or [fd00:ec2::254] when AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE is IPv6, or
/// where AWS_EC2_METADATA_SERVICE_ENDPOINT says (loopback and link-local addresses alone). Each
/// request may take 1 second, and is sent once. AWS_EC2_METADATA_DISABLED=true: not asked.
[[nodiscard]] Result<FoundSource> find_instance(const SourceScene& scene);

}  // namespace dnsward::route53
