#include "fakes/aws_keys.h"

#include <algorithm>
#include <utility>

namespace dnsward::fake {

std::string AwsKey::account() const {
  // arn:partition:service:region:account:resource
  std::string_view rest = arn;
  for (int i = 0; i < 4; ++i) rest.remove_prefix(std::min(rest.find(':'), rest.size() - 1) + 1);
  return std::string(rest.substr(0, rest.find(':')));
}

void AwsKeys::add(AwsKey key) {
  const std::lock_guard lock(mutex_);
  keys_.insert_or_assign(key.id, std::move(key));
}

void AwsKeys::remove(std::string_view id) {
  const std::lock_guard lock(mutex_);
  const auto found = keys_.find(id);
  if (found != keys_.end()) keys_.erase(found);
}

void AwsKeys::expire(std::string_view id) {
  const std::lock_guard lock(mutex_);
  const auto found = keys_.find(id);
  if (found != keys_.end()) found->second.calls_left = 0;
}

std::optional<AwsKey> AwsKeys::find(std::string_view id) const {
  const std::lock_guard lock(mutex_);
  const auto found = keys_.find(id);
  return found == keys_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<AwsKey> AwsKeys::use(std::string_view id) {
  const std::lock_guard lock(mutex_);
  const auto found = keys_.find(id);
  if (found == keys_.end()) return std::nullopt;
  AwsKey key = found->second;
  if (found->second.calls_left && *found->second.calls_left > 0) --*found->second.calls_left;
  return key;
}

}  // namespace dnsward::fake
