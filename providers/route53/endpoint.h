// Where Route 53 and STS are reached, and for which region requests to them are signed.
#pragma once

#include "base/environment.h"
#include "base/result.h"
#include "providers/route53/profiles.h"

#include <string>
#include <string_view>

namespace dnsward::route53 {

struct Endpoint {
  std::string url;             ///< without a final slash
  std::string signing_region;  ///< "us-east-1"
};

/// AWS_REGION, else AWS_DEFAULT_REGION, else the profile's `region`; "" when none is set.
[[nodiscard]] std::string choose_region(const Profiles& profiles, const std::string& profile,
                                        const Environment& environment);

/// Route 53 is one service for a whole partition, which the region's prefix names ("cn-" for China;
/// a region that we don't know is of the partition "aws"). Its host can be moved with, first hit
/// wins: DNSWARD_NAME_ENDPOINT; then, unless AWS_IGNORE_CONFIGURED_ENDPOINT_URLS is "true",
/// AWS_ENDPOINT_URL_ROUTE_53, AWS_ENDPOINT_URL, `endpoint_url` of `route_53` in the profile's
/// [services] section, and the profile's `endpoint_url`. The signing region stays the partition's.
/// AWS_USE_FIPS_ENDPOINT and AWS_USE_DUALSTACK_ENDPOINT (or the profile's use_fips_endpoint,
/// use_dualstack_endpoint) choose another of AWS's own hosts.
///
/// `block` and `profile` are the provider block's name and its `profile`, which may be empty.
[[nodiscard]] Result<Endpoint> find_route53_endpoint(const std::string& block,
                                                     const std::string& profile,
                                                     const Environment& environment);

/// STS of the region, with the same places to move it: AWS_ENDPOINT_URL_STS, AWS_ENDPOINT_URL,
/// `sts` in the [services] section, `endpoint_url`. Without a region it is the global one.
[[nodiscard]] Result<Endpoint> find_sts_endpoint(const Profiles& profiles,
                                                 const std::string& profile,
                                                 const Environment& environment);

}  // namespace dnsward::route53
