#include "providers/route53/static_keys.h"

#include "provider/access.h"
#include "providers/route53/small_file.h"

#include <fmt/format.h>

#include <optional>
#include <utility>

namespace dnsward::route53 {
namespace {

class StaticKeys final : public CredentialSource {
 public:
  explicit StaticKeys(Credentials keys) : keys_(std::move(keys)) {}

  [[nodiscard]] Result<Credentials> fetch() const override { return keys_; }

 private:
  Credentials keys_;
};

// A value as it was found, and where.
struct FoundValue {
  std::optional<Secret> value = {};
  std::string from = {};
};

struct FoundKeys {
  FoundValue id;
  FoundValue secret;
  FoundValue token;
  std::string source = {};
};

Error half_of(const FoundValue& there, const FoundValue& missing) {
  return {ErrorKind::credential, fmt::format("there is {}, but no {}", there.from, missing.from),
          "set both, or neither"};
}

Result<FoundSource> keys_of(const FoundKeys& found) {
  if (found.id.value && !found.secret.value) return fail(half_of(found.id, found.secret));
  if (!found.id.value && found.secret.value) return fail(half_of(found.secret, found.id));
  if (!found.id.value) return FoundSource{{}, fmt::format("{} is not set", found.id.from)};
  auto id = checked_key(found.id.value->reveal(), found.id.from);
  if (!id) return fail(std::move(id.error()));
  auto secret = checked_key(found.secret.value->reveal(), found.secret.from);
  if (!secret) return fail(std::move(secret.error()));
  Credentials keys;
  keys.access_key_id = id->reveal();
  keys.secret_access_key = std::move(*secret);
  keys.source = found.source;
  if (found.token.value) {
    auto token = checked_key(found.token.value->reveal(), found.token.from);
    if (!token) return fail(std::move(token.error()));
    keys.session_token = std::move(*token);
  }
  return FoundSource{std::make_unique<StaticKeys>(std::move(keys)), {}};
}

std::optional<Secret> hidden(std::optional<std::string> value) {
  if (!value) return std::nullopt;
  return Secret(std::move(*value));
}

FoundValue variable(const Environment& environment, const std::string& name) {
  return {hidden(aws_variable(environment, name)), name};
}

FoundValue key_in(const IniKeys& keys, std::string_view name, const std::string& place) {
  FoundValue found{{}, fmt::format("{} of {}", name, place)};
  const auto at = keys.find(name);
  if (at != keys.end() && !at->second.empty()) found.value = at->second;
  return found;
}

}  // namespace

Result<FoundSource> find_block_keys(const SourceScene& scene, const std::string& block) {
  const auto own = [&](std::string_view ending) {
    const auto name = block_variable(block, ending);
    return FoundValue{hidden(scene.environment ? scene.environment(name) : std::nullopt), name};
  };
  FoundKeys keys{own("_ACCESS_KEY_ID"), own("_SECRET_ACCESS_KEY"), own("_SESSION_TOKEN")};
  keys.source = keys.id.from;
  if (keys.token.value && !keys.id.value) return fail(half_of(keys.token, keys.id));
  return keys_of(keys);
}

Result<FoundSource> find_environment_keys(const SourceScene& scene) {
  const auto& environment = scene.environment;
  FoundKeys keys{variable(environment, "AWS_ACCESS_KEY_ID"),
                 variable(environment, "AWS_SECRET_ACCESS_KEY"),
                 variable(environment, "AWS_SESSION_TOKEN")};
  if (!keys.token.value) keys.token = variable(environment, "AWS_SECURITY_TOKEN");
  keys.source = keys.id.from;
  return keys_of(keys);
}

Result<FoundSource> find_file_keys(const IniKeys* keys, const std::string& place) {
  if (keys == nullptr) return FoundSource{};
  FoundKeys found{key_in(*keys, "aws_access_key_id", place),
                  key_in(*keys, "aws_secret_access_key", place),
                  key_in(*keys, "aws_session_token", place)};
  if (!found.token.value) found.token = key_in(*keys, "aws_security_token", place);
  found.source = place;
  return keys_of(found);
}

}  // namespace dnsward::route53
