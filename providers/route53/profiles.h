// The user's AWS profiles: the config file and the shared credentials file, read as one.
#pragma once

#include "base/environment.h"
#include "base/result.h"
#include "base/secret.h"
#include "providers/route53/ini.h"

#include <optional>
#include <string>
#include <string_view>

namespace dnsward::route53 {

/// A variable that is set and not empty: AWS's own programs take an empty one as not set.
[[nodiscard]] std::optional<std::string> aws_variable(const Environment& environment,
                                                      const std::string& name);

/// Whether the variable says "true", in any case.
[[nodiscard]] bool is_true(const Environment& environment, const std::string& name);

/// The profile that counts, and who chose it.
struct ProfileChoice {
  std::string name;
  std::string chosen_by;  ///< "the provider block", "AWS_PROFILE"; empty: it is the default
  bool is_blocks = false;
};

/// `profile` of a provider block, else AWS_DEFAULT_PROFILE, else AWS_PROFILE, else "default".
[[nodiscard]] ProfileChoice choose_profile(const std::string& profile,
                                           const Environment& environment);

/// The files that AWS_CONFIG_FILE (else ~/.aws/config) and AWS_SHARED_CREDENTIALS_FILE (else
/// ~/.aws/credentials) name. One that does not exist is empty.
class Profiles {
 public:
  /// ErrorKind::credential for a file that can't be read, or has an odd line in it.
  [[nodiscard]] static Result<Profiles> load(const Environment& environment);

  [[nodiscard]] bool has(std::string_view profile) const;

  /// A key of the profile in either file; the credentials file's counts. Empty values are none.
  [[nodiscard]] std::optional<std::string> get(std::string_view profile,
                                               std::string_view key) const;
  [[nodiscard]] bool has_key(std::string_view profile, std::string_view key) const;

  /// `endpoint_url` of a service ("route_53") in the [services NAME] section that the profile
  /// names.
  [[nodiscard]] std::optional<std::string> service_endpoint(std::string_view profile,
                                                            std::string_view service) const;

  /// The keys of the profile in one of the files; null: it is not in it.
  [[nodiscard]] const IniKeys* in_config(std::string_view profile) const;
  [[nodiscard]] const IniKeys* in_credentials(std::string_view profile) const;

  [[nodiscard]] const std::string& config_path() const { return config_.path; }

  [[nodiscard]] const std::string& credentials_path() const { return credentials_.path; }

  /// `"/home/me/.aws/config" does not exist`, or `... has no profile "x"`; "" when it has it.
  [[nodiscard]] std::string absence(std::string_view profile) const;

 private:
  struct File {
    std::string path;  // empty: HOME is not set
    bool exists = false;
    IniFile sections = {};
  };

  [[nodiscard]] static Result<File> read(const Environment& environment,
                                         const std::string& variable, const std::string& name);

  File config_;
  File credentials_;
};

}  // namespace dnsward::route53
