#include "providers/route53/account.h"

#include "provider/access.h"
#include "providers/route53/errors.h"
#include "providers/route53/profiles.h"

#include <array>
#include <string>
#include <string_view>

namespace dnsward::route53 {
namespace {

constexpr std::array<std::string_view, 2> endpoint_variables{"AWS_ENDPOINT_URL_ROUTE_53",
                                                             "AWS_ENDPOINT_URL"};

// Whose keys a block's requests are signed with, as far as that is known before they are fetched.
std::string account_of(const ProviderSettings& settings, const Environment& environment) {
  const auto has = [&](const std::string& name) {
    return environment && aws_variable(environment, name).has_value();
  };
  if (has(block_variable(settings.name, "_ACCESS_KEY_ID"))) return "block " + settings.name;
  const auto profile = settings.get("profile");
  if (profile.empty() && has("AWS_ACCESS_KEY_ID")) return "environment";
  return "profile " + (environment ? choose_profile(profile, environment).name : profile);
}

// For years it was 5 requests a second. Now it is 50 at once and 10 a second, for all programs of
// the account: half of that is left to others.
constexpr ApiSpec spec{
    .endpoint = "https://route53.amazonaws.com",
    .endpoint_variables = endpoint_variables,
    .token_variables = {},
    .budget = {.burst = 50, .per_second = 5},
    .permissions =
        "route53:ListResourceRecordSets and route53:ChangeResourceRecordSets (actions CREATE and "
        "DELETE; UPSERT with that write_mode) on the hosted zone; route53:ListHostedZones and "
        "route53:ListHostedZonesByName on \"*\" unless the file gives zone_id; "
        "route53:GetHostedZone for a zone_id without zone; route53:GetChange unless --no-wait is "
        "given. The policy in full is in docs/route53.md.",
    .says_later = &says_later,
    .keys =
        "the first of DNSWARD_NAME_ACCESS_KEY_ID, _SECRET_ACCESS_KEY and _SESSION_TOKEN; "
        "AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN; the profile's role, "
        "web identity, keys or credential_process in ~/.aws; the container's and the "
        "instance's credentials. NAME is the block's name in upper case, _ for -",
    .account = &account_of};

}  // namespace

const ApiSpec& api_spec() {
  return spec;
}

}  // namespace dnsward::route53
