// Where AWS clients get temporary keys, as a fake: STS, a container's endpoint, an instance's
// metadata (IMDSv2). All three answer at one address, as their paths differ.
#pragma once

#include "fakes/api.h"
#include "fakes/aws_keys.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace dnsward::fake {

struct AwsRole {
  std::string arn = "arn:aws:iam::123456789012:role/dns";
  std::string external_id = {};                ///< not empty: AssumeRole must name it
  std::vector<std::string> callers = {};       ///< ids of keys that may assume it; empty: all keys
  std::vector<std::string> web_tokens = {};    ///< identity tokens that it is given for
  std::vector<std::string> stale_tokens = {};  ///< identity tokens that it was given for once
  std::optional<std::string> policy = {};      ///< of its temporary keys
};

struct AwsServicesOptions {
  std::string region = "us-east-1";  ///< that STS's requests must be signed for
  std::chrono::seconds clock_offset{0};

  /// GET on that path gives keys of `container_role`.
  std::string container_path = "/v2/credentials/0f1e2d3c";
  std::string container_authorization = {};  ///< the Authorization header's value; empty: none
  std::string container_role = "arn:aws:iam::123456789012:role/dns";

  std::string instance_role = "dns";      ///< the profile's role; empty: the instance has none
  std::string instance_code = "Success";  ///< of the role's keys; another one comes with no keys
  bool metadata_without_token = false;    ///< IMDSv1 is answered, too

  std::chrono::seconds lifetime{std::chrono::hours{6}};  ///< of a container's or instance's keys
};

/// Thread-safe. Begins without roles. The keys that it gives are added to `keys`, e.g. a Route 53
/// fake's, which must live longer.
class AwsServices : public Api {
 public:
  explicit AwsServices(AwsKeys& keys, AwsServicesOptions options = {},
                       const Clock& clock = system_clock());
  ~AwsServices() override;

  void configure(const std::function<void(AwsServicesOptions&)>& change);
  /// A role of that ARN is replaced.
  void add_role(AwsRole role);
  void remove_role(const std::string& arn);
  /// The keys given last; an empty id when none were.
  [[nodiscard]] AwsKey last_key() const;

  /// For faults: STS's error body.
  [[nodiscard]] static Reply error(int status, std::string code, std::string message);

 protected:
  [[nodiscard]] Reply answer(const Call& call) override;
  [[nodiscard]] std::string account(const Call& call) const override;
  [[nodiscard]] Reply too_many(const RateState& state) const override;
  void finish(Reply& reply, const RateState& state) override;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace dnsward::fake
