// The access keys that the AWS fakes know, and what each of them may do.
#pragma once

#include "fakes/aws_time.h"

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace dnsward::fake {

struct AwsKey {
  std::string id;                  ///< "AKIA...", temporary ones "ASIA..."
  std::string secret;              ///< never kept with a request
  std::string session_token = {};  ///< not empty: each request must carry it
  std::string arn = "arn:aws:iam::123456789012:user/dnsward";
  std::optional<std::string> policy = {};   ///< a JSON document; without one all is allowed
  std::optional<aws::Moment> expires = {};  ///< by the fake's clock
  std::optional<long> calls_left = {};      ///< afterwards it is expired

  /// The part of the ARN that pays and is throttled: "123456789012".
  [[nodiscard]] std::string account() const;
};

/// Thread-safe.
class AwsKeys {
 public:
  /// A key of that id is replaced.
  void add(AwsKey key);
  void remove(std::string_view id);
  /// From now on its requests get ExpiredToken.
  void expire(std::string_view id);
  [[nodiscard]] std::optional<AwsKey> find(std::string_view id) const;
  /// The key, and one call less that it is good for.
  [[nodiscard]] std::optional<AwsKey> use(std::string_view id);

 private:
  mutable std::mutex mutex_;
  std::map<std::string, AwsKey, std::less<>> keys_;
};

}  // namespace dnsward::fake
