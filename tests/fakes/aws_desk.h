// What the handlers of the fake AWS services share: roles, and the keys made for them.
#pragma once

#include "fakes/aws_answer.h"
#include "fakes/aws_keys.h"
#include "fakes/aws_services.h"
#include "fakes/aws_time.h"
#include "fakes/call.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace dnsward::fake::aws {

constexpr std::string_view sts_space = "https://sts.amazonaws.com/doc/2011-06-15/";

/// Not thread-safe: the fake's lock is around it.
struct Desk {
  AwsKeys& keys;
  AwsServicesOptions options;
  const Clock& clock;
  std::map<std::string, AwsRole, std::less<>> roles = {};
  std::map<std::string, Moment, std::less<>> metadata_tokens = {};  ///< and when they end
  AwsKey last_key = {.id = "", .secret = ""};
  std::uint64_t issued = 0;

  [[nodiscard]] Moment now() const { return clock.now() + options.clock_offset; }

  [[nodiscard]] const AwsRole* role(std::string_view arn) const;
  /// Temporary keys of the role, which work from now on.
  [[nodiscard]] AwsKey issue(const AwsRole& role, const std::string& session,
                             std::chrono::seconds lifetime);
};

/// The part of a role's ARN after the last '/'.
[[nodiscard]] std::string role_name(std::string_view arn);

/// POST / with a form as its body.
[[nodiscard]] Reply ask_sts(Desk& desk, const Call& call);
/// A container's endpoint for its keys.
[[nodiscard]] Reply ask_container(Desk& desk, const Call& call);
/// Paths below /latest/.
[[nodiscard]] Reply ask_metadata(Desk& desk, const Call& call);

}  // namespace dnsward::fake::aws
