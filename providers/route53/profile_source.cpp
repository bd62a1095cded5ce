#include "providers/route53/profile_source.h"

#include "base/text.h"
#include "providers/route53/container_source.h"
#include "providers/route53/endpoint.h"
#include "providers/route53/instance_source.h"
#include "providers/route53/process_source.h"
#include "providers/route53/static_keys.h"
#include "providers/route53/sts.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

namespace dnsward::route53 {
namespace {

Error wrong_profile(const std::string& profile, std::string_view problem, std::string hint) {
  return {ErrorKind::credential, fmt::format(R"(profile "{}" {})", profile, problem),
          std::move(hint)};
}

Result<void> check_session_name(const std::string& name, const std::string& from) {
  const auto is_fit = [](char c) {
    return is_alpha(c) || is_digit(c) || std::string_view("_+=,.@-").find(c) != std::string::npos;
  };
  if (name.size() >= 2 && name.size() <= 64 && std::all_of(name.begin(), name.end(), is_fit)) {
    return {};
  }
  return fail(ErrorKind::credential, fmt::format(R"({} "{}" is no session name)", from, name),
              "a session name has 2 to 64 letters, digits and _+=,.@-");
}

Result<void> check_duration(const std::string& text, const std::string& profile) {
  const auto seconds = whole_number<int>(text);
  if (seconds && *seconds >= 900 && *seconds <= 43'200) return {};
  return fail(wrong_profile(profile, fmt::format(R"(has the duration_seconds "{}")", text),
                            "give 900 to 43200 seconds"));
}

Result<RoleWish> role_wish(const SourceScene& scene, const std::string& profile) {
  const auto get = [&](std::string_view key) {
    return scene.profiles.get(profile, key).value_or("");
  };
  if (!get("mfa_serial").empty()) {
    return fail(
        wrong_profile(profile, "asks a person for a code (mfa_serial)",
                      "use a role without it, or a credential_process that knows the code"));
  }
  RoleWish wish{get("role_arn"), get("role_session_name"), get("external_id"),
                get("duration_seconds")};
  if (!wish.session_name.empty()) {
    const auto from = fmt::format(R"(role_session_name of profile "{}")", profile);
    if (auto fit = check_session_name(wish.session_name, from); !fit) return fail(fit.error());
  }
  if (!wish.duration.empty()) {
    if (auto fit = check_duration(wish.duration, profile); !fit) return fail(fit.error());
  }
  return wish;
}

bool has_static_keys(const SourceScene& scene, const std::string& profile) {
  return scene.profiles.has_key(profile, "aws_access_key_id") ||
         scene.profiles.has_key(profile, "aws_secret_access_key");
}

bool is_role(const SourceScene& scene, const std::string& profile) {
  return scene.profiles.has_key(profile, "role_arn") &&
         !scene.profiles.has_key(profile, "web_identity_token_file");
}

Result<FoundSource> named_source(const SourceScene& scene, const std::string& profile,
                                 const std::string& name) {
  auto found = Result<FoundSource>(fail(wrong_profile(
      profile, fmt::format(R"(has the credential_source "{}", which there is not)", name),
      "use Environment, Ec2InstanceMetadata or EcsContainer")));
  if (name == "Environment") found = find_environment_keys(scene);
  if (name == "EcsContainer") found = find_container(scene);
  if (name == "Ec2InstanceMetadata") found = find_instance(scene);
  if (!found || found->source) return found;
  return fail(wrong_profile(
      profile, fmt::format(R"(has the credential_source "{}", but {})", name, found->why_not),
      "set what it needs, or name a source_profile"));
}

// Follows source_profile from role to role; every profile is visited once.
class RoleChain {
 public:
  explicit RoleChain(const SourceScene& scene) : scene_(scene) {}

  Result<FoundSource> role_of(const std::string& profile) {
    visited_.insert(profile);
    auto wish = role_wish(scene_, profile);
    if (!wish) return fail(std::move(wish.error()));
    auto from = source_of(profile);
    if (!from) return from;
    auto endpoint = find_sts_endpoint(scene_.profiles, profile, scene_.environment);
    if (!endpoint) return fail(std::move(endpoint.error()));
    return FoundSource{
        assume_role(scene_, std::move(*endpoint), std::move(*wish), std::move(from->source)), {}};
  }

 private:
  Result<FoundSource> source_of(const std::string& profile) {
    const auto from = scene_.profiles.get(profile, "source_profile");
    const auto name = scene_.profiles.get(profile, "credential_source");
    if (from && name) {
      return fail(wrong_profile(profile, "has both source_profile and credential_source",
                                "say with one of them whose keys ask for the role"));
    }
    if (!from && !name) {
      return fail(wrong_profile(profile, "has role_arn, but no source_profile or credential_source",
                                "say with one of them whose keys ask for the role"));
    }
    return from ? profile_source(profile, *from) : named_source(scene_, profile, *name);
  }

  Result<FoundSource> profile_source(const std::string& profile, const std::string& from) {
    if (!scene_.profiles.has(from)) {
      return fail(wrong_profile(profile, fmt::format(R"(has the source_profile "{}")", from),
                                scene_.profiles.absence(from)));
    }
    const bool is_again = visited_.contains(from);
    if (is_again && (from != profile || !has_static_keys(scene_, from))) {
      return fail(wrong_profile(
          profile, fmt::format(R"(has the source_profile "{}", which leads back to it)", from),
          "end the chain at a profile that has keys of its own"));
    }
    if (is_role(scene_, from) && !is_again && !has_static_keys(scene_, from)) return role_of(from);
    auto found = find_web_identity(scene_, from, false);
    if (found && !found->source) found = find_profile_keys(scene_, from);
    if (!found || found->source) return found;
    return fail(wrong_profile(
        profile, fmt::format(R"(has the source_profile "{}", which has no keys)", from),
        "give that profile keys, a role or a credential_process"));
  }

  const SourceScene& scene_;
  std::set<std::string> visited_;
};

}  // namespace

Result<FoundSource> find_profile_role(const SourceScene& scene, const std::string& profile) {
  if (!is_role(scene, profile)) return FoundSource{};
  return RoleChain(scene).role_of(profile);
}

Result<FoundSource> find_web_identity(const SourceScene& scene, const std::string& profile,
                                      bool with_environment) {
  const auto get = [&](const std::string& variable, std::string_view key) {
    auto value = with_environment ? aws_variable(scene.environment, variable) : std::nullopt;
    return value ? value : scene.profiles.get(profile, key);
  };
  auto file = get("AWS_WEB_IDENTITY_TOKEN_FILE", "web_identity_token_file");
  if (!file && with_environment) return FoundSource{{}, "AWS_WEB_IDENTITY_TOKEN_FILE is not set"};
  if (!file) {
    return FoundSource{{}, fmt::format(R"(profile "{}" has no web_identity_token_file)", profile)};
  }
  const auto arn = get("AWS_ROLE_ARN", "role_arn");
  if (!arn) {
    return fail(ErrorKind::credential, "there is a web identity token file, but no role for it",
                "set AWS_ROLE_ARN, or the profile's role_arn");
  }
  RoleWish wish{*arn, get("AWS_ROLE_SESSION_NAME", "role_session_name").value_or("")};
  if (!wish.session_name.empty()) {
    auto fit = check_session_name(wish.session_name, "the role session name");
    if (!fit) return fail(std::move(fit.error()));
  }
  auto endpoint = find_sts_endpoint(scene.profiles, profile, scene.environment);
  if (!endpoint) return fail(std::move(endpoint.error()));
  return FoundSource{
      assume_role_with_web_identity(scene, std::move(*endpoint), std::move(wish), std::move(*file)),
      {}};
}

Result<FoundSource> find_profile_keys(const SourceScene& scene, const std::string& profile) {
  const auto& profiles = scene.profiles;
  const auto place = [&](const std::string& path) {
    return fmt::format(R"(profile "{}" in "{}")", profile, path);
  };
  auto found = find_file_keys(profiles.in_credentials(profile), place(profiles.credentials_path()));
  if (found && !found->source) found = find_process(scene, profile);
  if (found && !found->source) {
    found = find_file_keys(profiles.in_config(profile), place(profiles.config_path()));
  }
  if (!found || found->source) return found;
  for (const auto* const key :
       {"sso_session", "sso_start_url", "sso_account_id", "login_session"}) {
    if (!profiles.has_key(profile, key)) continue;
    return fail(wrong_profile(
        profile, fmt::format("signs in through a browser ({})", key),
        fmt::format("add this line to it: credential_process = aws configure export-credentials "
                    "--profile {} --format process",
                    profile)));
  }
  auto why = profiles.absence(profile);
  if (why.empty()) why = fmt::format(R"(profile "{}" has no keys, role or process)", profile);
  return FoundSource{{}, std::move(why)};
}

}  // namespace dnsward::route53
