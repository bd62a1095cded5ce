// A machine with AWS credentials on it: its environment, its home folder, and the services that a
// credential chain asks, for the tests of the chain.
#pragma once

#include "fakes/aws_keys.h"
#include "fakes/aws_services.h"
#include "http/transport.h"
#include "providers/route53/credentials.h"
#include "support/fake_clock.h"

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dnsward::test {

/// Every host is the same fake, unless it is said to be down. Keeps what was sent.
class LabWire final : public Transport {
 public:
  explicit LabWire(fake::Api& api) : api_(api) {}

  /// "no connection to HOST: Connection refused" from now on.
  void take_down(std::string host);
  /// The next requests get these answers, and don't reach the fake.
  void answer(std::vector<Result<Response>> answers);

  [[nodiscard]] Result<Response> send(const Request& request) const override;

  /// "GET http://169.254.170.2/v2/credentials nearby 2000", and the same for each request.
  [[nodiscard]] std::vector<std::string> sent() const;
  [[nodiscard]] Request last() const;

 private:
  fake::Api& api_;
  mutable std::mutex mutex_;
  std::vector<std::string> down_ = {};
  mutable std::vector<Result<Response>> answers_ = {};
  mutable std::vector<Request> requests_ = {};
};

/// It knows one role, `role`, and nothing is set but HOME. The block is called "main".
class CredentialLab {
 public:
  static constexpr std::string_view role = "arn:aws:iam::123456789012:role/dns";

  CredentialLab();
  CredentialLab(const CredentialLab&) = delete;
  CredentialLab& operator=(const CredentialLab&) = delete;
  ~CredentialLab();

  CredentialLab& set(const std::string& variable, std::string value);
  CredentialLab& config(std::string_view text);       ///< ~/.aws/config
  CredentialLab& credentials(std::string_view text);  ///< ~/.aws/credentials
  /// Writes a file in the home folder, and returns its path.
  std::string file(const std::string& name, std::string_view text);

  /// With a `profile` as the provider block may name one.
  [[nodiscard]] Result<std::unique_ptr<route53::CredentialChain>> chain(
      const std::string& profile = {});
  /// The same over another way to the network.
  [[nodiscard]] Result<std::unique_ptr<route53::CredentialChain>> chain_over(
      const Transport& transport, const std::string& profile = {});

  /// What a new chain gives, see told().
  [[nodiscard]] std::string get(const std::string& profile = {});
  /// "ID SECRET TOKEN | SOURCE", and the time at which they end; else the error_line. HOME stands
  /// for the path of the home folder.
  [[nodiscard]] std::string told(const Result<route53::Credentials>& keys) const;
  [[nodiscard]] std::string told(const Error& error) const;

  [[nodiscard]] Environment environment() const;

  FakeClock clock;
  fake::AwsKeys keys;
  fake::AwsServices services;
  LabWire wire;

 private:
  [[nodiscard]] std::string without_home(std::string text) const;

  std::filesystem::path home_;
  std::map<std::string, std::string> variables_;
};

}  // namespace dnsward::test
