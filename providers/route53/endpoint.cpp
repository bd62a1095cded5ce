#include "providers/route53/endpoint.h"

#include "base/text.h"
#include "provider/access.h"
#include "provider/settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace dnsward::route53 {
namespace {

// A part of AWS with its own accounts, https://docs.aws.amazon.com/general/latest/gr/r53.html.
struct Partition {
  std::string_view region_prefix;
  std::string_view host;
  std::string_view fips_host;  // "": it has none
  std::string_view dual_stack_host;
  std::string_view fips_dual_stack_host;
  std::string_view signing_region;
  std::string_view suffix;  // of the hosts of regional services
};

// The first whose prefix fits; the last fits all.
constexpr std::array partitions{
    Partition{"cn-", "route53.amazonaws.com.cn", "", "route53.global.api.amazonwebservices.com.cn",
              "", "cn-northwest-1", "amazonaws.com.cn"},
    Partition{"us-gov-", "route53.us-gov.amazonaws.com", "route53.us-gov.amazonaws.com",
              "route53.us-gov.api.aws", "route53.us-gov.api.aws", "us-gov-west-1", "amazonaws.com"},
    Partition{"eusc-", "route53.amazonaws.eu", "", "", "", "eusc-de-east-1", "amazonaws.eu"},
    Partition{"us-isob-", "route53.sc2s.sgov.gov", "", "", "", "us-isob-east-1", "sc2s.sgov.gov"},
    Partition{"us-isof-", "route53.csp.hci.ic.gov", "", "", "", "us-isof-south-1",
              "csp.hci.ic.gov"},
    Partition{"us-iso-", "route53.c2s.ic.gov", "", "", "", "us-iso-east-1", "c2s.ic.gov"},
    Partition{"eu-isoe-", "route53.cloud.adc-e.uk", "", "", "", "eu-isoe-west-1", "cloud.adc-e.uk"},
    Partition{"", "route53.amazonaws.com", "route53-fips.amazonaws.com", "route53.global.api.aws",
              "route53-fips.global.api.aws", "us-east-1", "amazonaws.com"}};

const Partition& partition_of(std::string_view region) {
  return *std::find_if(partitions.begin(), partitions.end() - 1, [&](const Partition& partition) {
    return region.starts_with(partition.region_prefix);
  });
}

// One service's names in variables and in files.
struct ServiceNames {
  std::string_view variable;
  std::string_view key;
};

struct Scene {
  const Profiles& profiles;
  const std::string& profile;
  const Environment& environment;
};

bool is_wanted(const Scene& scene, const std::string& variable, std::string_view key) {
  if (aws_variable(scene.environment, variable)) return is_true(scene.environment, variable);
  return equal_ignoring_case(scene.profiles.get(scene.profile, key).value_or(""), "true");
}

// Of the config file.
Result<std::optional<std::string>> file_endpoint(const Scene& scene, const ServiceNames& service) {
  auto url = scene.profiles.service_endpoint(scene.profile, service.key);
  if (!url) url = scene.profiles.get(scene.profile, "endpoint_url");
  if (!url) return std::nullopt;
  auto checked = check_endpoint(std::move(*url),
                                fmt::format(R"(endpoint_url of profile "{}")", scene.profile));
  if (!checked) return fail(std::move(checked.error()));
  return std::move(*checked);
}

// nullopt: nothing moves it.
Result<std::optional<std::string>> moved_endpoint(const Scene& scene, const ServiceNames& service) {
  if (is_wanted(scene, "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "ignore_configured_endpoint_urls")) {
    return std::nullopt;
  }
  for (const auto& variable :
       {fmt::format("AWS_ENDPOINT_URL_{}", service.variable), std::string("AWS_ENDPOINT_URL")}) {
    auto url = aws_variable(scene.environment, variable);
    if (!url) continue;
    auto checked = check_endpoint(std::move(*url), variable);
    if (!checked) return fail(std::move(checked.error()));
    return std::move(*checked);
  }
  return file_endpoint(scene, service);
}

Result<std::string> own_host(const Scene& scene, const Partition& partition) {
  const bool is_fips = is_wanted(scene, "AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint");
  const bool is_dual = is_wanted(scene, "AWS_USE_DUALSTACK_ENDPOINT", "use_dualstack_endpoint");
  const auto host = is_fips ? (is_dual ? partition.fips_dual_stack_host : partition.fips_host)
                            : (is_dual ? partition.dual_stack_host : partition.host);
  if (!host.empty()) return fmt::format("https://{}", host);
  return fail(ErrorKind::credential,
              fmt::format("Route 53 has no {}{}{} endpoint for regions like {}",
                          is_fips ? "FIPS" : "", is_fips && is_dual ? " " : "",
                          is_dual ? "dual-stack" : "", partition.signing_region),
              "unset AWS_USE_FIPS_ENDPOINT and AWS_USE_DUALSTACK_ENDPOINT");
}

Result<std::string> find_url(const std::string& block, const Scene& scene,
                             const Partition& partition) {
  const auto& environment = scene.environment;
  if (environment && environment(block_variable(block, "_ENDPOINT"))) {
    return dnsward::find_endpoint(block, ApiSpec{}, environment);
  }
  auto moved = moved_endpoint(scene, {"ROUTE_53", "route_53"});
  if (!moved) return fail(std::move(moved.error()));
  return *moved ? Result<std::string>(std::move(**moved)) : own_host(scene, partition);
}

bool is_region(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return is_digit(c) || (is_alpha(c) && to_lower(c) == c) || c == '-';
  });
}

}  // namespace

std::string choose_region(const Profiles& profiles, const std::string& profile,
                          const Environment& environment) {
  for (const auto* const variable : {"AWS_REGION", "AWS_DEFAULT_REGION"}) {
    if (auto region = aws_variable(environment, variable)) return *region;
  }
  return profiles.get(profile, "region").value_or("");
}

Result<Endpoint> find_route53_endpoint(const std::string& block, const std::string& profile,
                                       const Environment& environment) {
  const auto profiles = Profiles::load(environment);
  if (!profiles) return fail(profiles.error());
  const auto name = choose_profile(profile, environment).name;
  const Scene scene{*profiles, name, environment};
  const auto& partition = partition_of(choose_region(*profiles, name, environment));
  auto url = find_url(block, scene, partition);
  if (!url) return fail(std::move(url.error()));
  return Endpoint{std::move(*url), std::string(partition.signing_region)};
}

Result<Endpoint> find_sts_endpoint(const Profiles& profiles, const std::string& profile,
                                   const Environment& environment) {
  const auto region = choose_region(profiles, profile, environment);
  if (!is_region(region)) {
    return fail(ErrorKind::credential, fmt::format(R"("{}" is no AWS region)", region),
                "see AWS_REGION, AWS_DEFAULT_REGION and the profile's region");
  }
  auto moved = moved_endpoint({profiles, profile, environment}, {"STS", "sts"});
  if (!moved) return fail(std::move(moved.error()));
  Endpoint endpoint{"https://sts.amazonaws.com", region.empty() ? "us-east-1" : region};
  if (*moved) {
    endpoint.url = std::move(**moved);
  } else if (!region.empty()) {
    endpoint.url = fmt::format("https://sts.{}.{}", region, partition_of(region).suffix);
  }
  return endpoint;
}

}  // namespace dnsward::route53
