#include "providers/route53/sts.h"

#include "http/retry.h"
#include "http/trace.h"
#include "http/url.h"
#include "http/xml.h"
#include "providers/route53/clock_skew.h"
#include "providers/route53/credential_document.h"
#include "providers/route53/sigv4.h"
#include "providers/route53/small_file.h"

#include <fmt/format.h>

#include <random>
#include <utility>

namespace dnsward::route53 {
namespace {

std::string form_body(
    std::initializer_list<std::pair<std::string_view, std::string_view>> parameters) {
  std::string body = "Version=2011-06-15";
  for (const auto& [name, value] : parameters) {
    if (!value.empty()) body += fmt::format("&{}={}", name, percent_encode(value));
  }
  return body;
}

// STS lends keys and changes nothing: a request that may have been answered is sent again.
Request post_of(const Endpoint& endpoint, std::string body) {
  Request request;
  request.method = "POST";
  request.url = endpoint.url + '/';
  request.headers = {{"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"}};
  request.body = std::move(body);
  return request;
}

struct Complaint {
  std::string code;
  std::string message;
};

Complaint complaint_of(const Response& response) {
  const auto read = read_xml(response.body, [](const XmlElement& answer) {
    const auto error = answer.child("Error");
    return Complaint{error.text("Code"), error.optional_text("Message").value_or("")};
  });
  return read ? *read : Complaint{};
}

std::string hint_for(std::string_view code) {
  if (code == "AccessDenied") {
    return "see that the role's trust policy names who asks, and that they may call it";
  }
  if (code == "RegionDisabledException") return "activate STS in that region, or name another one";
  if (code == "InvalidIdentityToken" || code == "IDPRejectedClaim" ||
      code == "ExpiredTokenException") {
    return "see that the identity token is fresh, and that the role trusts who issued it";
  }
  return "see that the role, its trust policy and the keys are right";
}

Error refusal(const Response& response, const std::string& what) {
  const auto complaint = complaint_of(response);
  auto message = fmt::format("sts answered {} to {}", response.status, what);
  if (!complaint.code.empty()) message += fmt::format(": {}", complaint.code);
  if (!complaint.message.empty()) message += fmt::format(" {}", complaint.message);
  const auto id = request_id(response);
  if (!id.empty()) message += fmt::format(" (request id {})", id);
  const bool is_passing = response.status >= 500 || response.status == 429;
  return {is_passing ? ErrorKind::unreachable : ErrorKind::refused, std::move(message),
          is_passing ? "try again later" : hint_for(complaint.code)};
}

// The code says "later", and the status does not.
bool is_to_be_repeated(const Response& response) {
  if (response.status != 400) return false;
  const auto code = complaint_of(response).code;
  return code == "IDPCommunicationError" || code == "Throttling" || code == "ThrottlingException";
}

std::function<double()> randomness() {
  return [engine = std::mt19937_64(std::random_device{}())]() mutable {
    return std::uniform_real_distribution<double>()(engine);
  };
}

// One role of STS; `read` knows the name of the answer's outer parts by the action.
class Role {
 public:
  Role(const SourceScene& scene, Endpoint endpoint, RoleWish wish, std::string action)
      : scene_(scene),
        endpoint_(std::move(endpoint)),
        wish_(std::move(wish)),
        action_(std::move(action)),
        retry_(scene.wire, RunLimits{scene.clock}, {randomness()}) {}

  [[nodiscard]] const Endpoint& endpoint() const { return endpoint_; }

  [[nodiscard]] const RoleWish& wish() const { return wish_; }

  [[nodiscard]] const SourceScene& scene() const { return scene_; }

  [[nodiscard]] std::string session_name() const {
    if (!wish_.session_name.empty()) return wish_.session_name;
    const auto now = std::chrono::system_clock::to_time_t(scene_.clock.now());
    return fmt::format("dnsward-{}", now);
  }

  [[nodiscard]] std::string what() const {
    return fmt::format(R"({} of "{}")", action_, wish_.arn);
  }

  // `make` gives the request, signed anew for each try.
  [[nodiscard]] Result<Response> exchange(const std::function<Request()>& make) const {
    constexpr int tries = 3;
    for (int turn = 1;; ++turn) {
      auto response = retry_.send(make());
      if (!response) return fail(without_effect(std::move(response.error())).within(what()));
      if (turn == tries || !is_to_be_repeated(*response)) return response;
      scene_.clock.sleep_until(scene_.clock.steady_now() + std::chrono::seconds(1), {});
    }
  }

  [[nodiscard]] Result<Credentials> read(Response response) const {
    if (response.status / 100 != 2) return fail(refusal(response, what()));
    const Secret body(std::move(response.body));
    auto keys = read_xml(body.reveal(), [&](const XmlElement& answer) {
      const auto found = answer.child(action_ + "Result").child("Credentials");
      Credentials lent;
      lent.access_key_id = found.text("AccessKeyId");
      lent.secret_access_key = Secret(found.text("SecretAccessKey"));
      lent.session_token = Secret(found.text("SessionToken"));
      lent.expiration = parse_timestamp(found.text("Expiration"));
      if (!lent.expiration) found.reject("Expiration", "is no time");
      return lent;
    });
    if (!keys) return fail(without_quote(std::move(keys.error()), "sts's answer to " + what()));
    keys->source = what();
    return keys;
  }

 private:
  const SourceScene& scene_;
  Endpoint endpoint_;
  RoleWish wish_;
  std::string action_;
  Retry retry_;
};

class AssumedRole final : public CredentialSource {
 public:
  AssumedRole(const SourceScene& scene, Endpoint endpoint, RoleWish wish,
              std::unique_ptr<CredentialSource> from)
      : role_(scene, std::move(endpoint), std::move(wish), "AssumeRole"), from_(std::move(from)) {}

  [[nodiscard]] Result<Credentials> fetch() const override {
    const auto keys = from_->fetch();
    if (!keys) {
      auto error = keys.error();
      return fail(std::move(error).within(role_.what()));
    }
    const auto& clock = role_.scene().clock;
    auto response = ask(*keys, std::chrono::seconds(0));
    const auto skew = response ? clock_skew(*response, clock.now()) : std::nullopt;
    if (skew) response = ask(*keys, *skew);
    if (!response) return fail(std::move(response.error()));
    return role_.read(std::move(*response));
  }

 private:
  [[nodiscard]] Result<Response> ask(const Credentials& keys, std::chrono::seconds skew) const {
    const auto& wish = role_.wish();
    const auto session = role_.session_name();
    const auto body = form_body({{"Action", "AssumeRole"},
                                 {"RoleArn", wish.arn},
                                 {"RoleSessionName", session},
                                 {"ExternalId", wish.external_id},
                                 {"DurationSeconds", wish.duration}});
    return role_.exchange([&] {
      auto request = post_of(role_.endpoint(), body);
      sign(request, keys, {role_.endpoint().signing_region, "sts"},
           role_.scene().clock.now() + skew);
      return request;
    });
  }

  Role role_;
  std::unique_ptr<CredentialSource> from_;
};

class WebIdentityRole final : public CredentialSource {
 public:
  WebIdentityRole(const SourceScene& scene, Endpoint endpoint, RoleWish wish,
                  std::string token_file)
      : role_(scene, std::move(endpoint), std::move(wish), "AssumeRoleWithWebIdentity"),
        token_file_(std::move(token_file)) {}

  [[nodiscard]] Result<Credentials> fetch() const override {
    const auto token = read_token();
    if (!token) return fail(token.error());
    const auto& wish = role_.wish();
    const auto session = role_.session_name();
    const Secret body(form_body({{"Action", "AssumeRoleWithWebIdentity"},
                                 {"RoleArn", wish.arn},
                                 {"RoleSessionName", session},
                                 {"WebIdentityToken", token->reveal()},
                                 {"DurationSeconds", wish.duration}}));
    auto response =
        role_.exchange([&] { return post_of(role_.endpoint(), std::string(body.reveal())); });
    if (!response) return fail(std::move(response.error()));
    return role_.read(std::move(*response));
  }

 private:
  [[nodiscard]] Result<Secret> read_token() const {
    constexpr std::size_t most = 20'000;
    auto token = read_small_file(token_file_, most);
    if (!token) return fail(std::move(token.error()).within(role_.what()));
    if (!*token) {
      return fail(
          Error{ErrorKind::credential,
                fmt::format(R"(the web identity token file "{}" does not exist)", token_file_),
                "see that it is mounted, and that AWS_WEB_IDENTITY_TOKEN_FILE is right"}
              .within(role_.what()));
    }
    return checked_key((*token)->reveal(),
                       fmt::format(R"(the web identity token file "{}")", token_file_));
  }

  Role role_;
  std::string token_file_;
};

}  // namespace

std::unique_ptr<CredentialSource> assume_role(const SourceScene& scene, Endpoint endpoint,
                                              RoleWish role,
                                              std::unique_ptr<CredentialSource> from) {
  return std::make_unique<AssumedRole>(scene, std::move(endpoint), std::move(role),
                                       std::move(from));
}

std::unique_ptr<CredentialSource> assume_role_with_web_identity(const SourceScene& scene,
                                                                Endpoint endpoint, RoleWish role,
                                                                std::string token_file) {
  return std::make_unique<WebIdentityRole>(scene, std::move(endpoint), std::move(role),
                                           std::move(token_file));
}

}  // namespace dnsward::route53
