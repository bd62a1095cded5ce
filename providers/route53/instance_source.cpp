#include "providers/route53/instance_source.h"

#include "base/text.h"
#include "http/json.h"
#include "http/url.h"
#include "providers/route53/credential_document.h"
#include "providers/route53/small_file.h"

#include <fmt/format.h>

#include <optional>
#include <utility>

namespace dnsward::route53 {
namespace {

constexpr std::string_view metadata_service = "the instance's metadata service";
constexpr std::string_view endpoint_variable = "AWS_EC2_METADATA_SERVICE_ENDPOINT";
constexpr std::string_view mode_variable = "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE";

Error no_keys(std::string message) {
  return {ErrorKind::credential, std::move(message),
          "see that the instance has a role, or set AWS_EC2_METADATA_DISABLED=true"};
}

class Instance final : public CredentialSource {
 public:
  Instance(const SourceScene& scene, std::string url) : scene_(scene), url_(std::move(url)) {}

  [[nodiscard]] Result<Credentials> fetch() const override {
    const auto token = fetch_token();
    if (!token) return fail(token.error());
    auto roles = get("", *token);
    if (!roles) return fail(std::move(roles.error()));
    const auto name = trim(std::string_view(*roles).substr(0, roles->find('\n')));
    if (name.empty()) return fail(no_keys(fmt::format("{} names no role", metadata_service)));
    auto body = get(percent_encode(name), *token);
    if (!body) return fail(std::move(body.error()));
    return read(Secret(std::move(*body)), std::string(name));
  }

 private:
  // A packet that is routed on would show the token elsewhere; the service limits its hops to 1.
  [[nodiscard]] Result<Secret> fetch_token() const {
    auto request = request_to("/latest/api/token");
    request.method = "PUT";
    request.headers = {{"X-aws-ec2-metadata-token-ttl-seconds", "21600"}};
    auto token = body_of(request);
    if (!token) return fail(std::move(token.error()));
    return checked_key(*token, fmt::format("the token of {}", metadata_service));
  }

  [[nodiscard]] Result<std::string> get(const std::string& name, const Secret& token) const {
    auto request = request_to("/latest/meta-data/iam/security-credentials/" + name);
    request.secret_headers = {{"X-aws-ec2-metadata-token", token}};
    return body_of(request);
  }

  [[nodiscard]] Request request_to(const std::string& path) const {
    Request request;
    request.url = url_ + path;
    request.nearby = {std::chrono::seconds(1)};
    return request;
  }

  [[nodiscard]] Result<std::string> body_of(const Request& request) const {
    auto response = scene_.wire.send(request);
    if (!response) {
      return fail(
          without_effect(std::move(response.error())).within(std::string(metadata_service)));
    }
    if (response->status == 200) return std::move(response->body);
    return fail(no_keys(fmt::format("{} answered {} to {} {}", metadata_service, response->status,
                                    request.method, request.url.substr(url_.size()))));
  }

  // An answer of 200 may still be an error.
  [[nodiscard]] static Result<Credentials> read(const Secret& body, const std::string& role) {
    const auto code = read_json(body.reveal(), [](const JsonValue& answer) {
      return answer.optional_text("Code").value_or("Success");
    });
    if (!code) return fail(without_quote(code.error(), metadata_service));
    if (*code != "Success") {
      return fail(no_keys(
          fmt::format(R"({} has no keys of role "{}": {})", metadata_service, role, *code)));
    }
    auto keys = read_credential_document(body.reveal(), "Token", metadata_service);
    if (keys) keys->source = fmt::format(R"(the instance's role "{}")", role);
    return keys;
  }

  const SourceScene& scene_;
  std::string url_;
};

Result<std::string> service_url(const SourceScene& scene) {
  if (auto moved = aws_variable(scene.environment, std::string(endpoint_variable))) {
    while (moved->ends_with('/')) moved->pop_back();
    if (is_loopback(*moved) || is_link_local(*moved)) return *moved;
    return fail(ErrorKind::credential,
                fmt::format("{} is no URL at a loopback or link-local address", endpoint_variable),
                "give one like http://169.254.169.254, or unset it");
  }
  const auto mode = aws_variable(scene.environment, std::string(mode_variable)).value_or("IPv4");
  if (equal_ignoring_case(mode, "IPv4")) return "http://169.254.169.254";
  if (equal_ignoring_case(mode, "IPv6")) return "http://[fd00:ec2::254]";
  return fail(ErrorKind::credential,
              fmt::format(R"({} is "{}", neither IPv4 nor IPv6)", mode_variable, mode),
              "set it to IPv4 or IPv6, or unset it");
}

}  // namespace

Result<FoundSource> find_instance(const SourceScene& scene) {
  if (is_true(scene.environment, "AWS_EC2_METADATA_DISABLED")) {
    return FoundSource{{}, "AWS_EC2_METADATA_DISABLED is true"};
  }
  auto url = service_url(scene);
  if (!url) return fail(std::move(url.error()));
  return FoundSource{std::make_unique<Instance>(scene, std::move(*url)), {}};
}

}  // namespace dnsward::route53
