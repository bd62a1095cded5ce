#include "providers/route53/container_source.h"

#include "base/text.h"
#include "http/json.h"
#include "http/url.h"
#include "providers/route53/credential_document.h"
#include "providers/route53/small_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace dnsward::route53 {
namespace {

constexpr std::string_view relative_variable = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";
constexpr std::string_view full_variable = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
constexpr std::string_view token_variable = "AWS_CONTAINER_AUTHORIZATION_TOKEN";
constexpr std::string_view token_file_variable = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE";
constexpr std::string_view container_service = "the container's credential service";

bool may_be_asked(const std::string& url) {
  const auto host = host_of(url);
  if (host.empty()) return false;
  if (starts_with_ignoring_case(url, "https:") || is_loopback(url)) return true;
  constexpr std::array<std::string_view, 3> hosts{"169.254.170.2", "169.254.170.23",
                                                  "fd00:ec2::23"};
  return std::find(hosts.begin(), hosts.end(), host) != hosts.end();
}

// Why the service gave no keys. Its error documents hold none.
Error refusal(const Response& response) {
  const auto told = read_json(response.body, [](const JsonValue& answer) {
    const auto code = answer.optional_text("code").value_or("");
    const auto message = answer.optional_text("message").value_or("");
    return fmt::format("{}{}{}", code, code.empty() || message.empty() ? "" : " ", message);
  });
  auto message = fmt::format("{} answered {}", container_service, response.status);
  if (told && !told->empty()) message += fmt::format(": {}", *told);
  return {ErrorKind::refused, std::move(message),
          "see that the task or pod has a role, and that its authorization token is right"};
}

class Container final : public CredentialSource {
 public:
  Container(const SourceScene& scene, std::string url) : scene_(scene), url_(std::move(url)) {}

  [[nodiscard]] Result<Credentials> fetch() const override {
    constexpr int tries = 3;
    for (int turn = 1;; ++turn) {
      const auto request = make_request();
      if (!request) return fail(request.error());
      auto keys = ask(*request);
      if (keys || turn == tries) return keys;
      scene_.clock.sleep_until(scene_.clock.steady_now() + std::chrono::seconds(1), {});
    }
  }

 private:
  [[nodiscard]] Result<Request> make_request() const {
    Request request;
    request.url = url_;
    request.headers = {{"Accept", "application/json"}};
    request.nearby = {std::chrono::seconds(2)};
    auto token = find_authorization();
    if (!token) return fail(std::move(token.error()));
    if (*token) request.secret_headers.push_back({"Authorization", std::move(**token)});
    return request;
  }

  [[nodiscard]] Result<std::optional<Secret>> find_authorization() const {
    const auto path = aws_variable(scene_.environment, std::string(token_file_variable));
    const auto text = aws_variable(scene_.environment, std::string(token_variable));
    if (!path && !text) return std::nullopt;
    if (!path) return checked_authorization(*text, std::string(token_variable));
    const auto from = fmt::format(R"("{}" ({}))", *path, token_file_variable);
    auto content = read_small_file(*path);
    if (!content) return fail(std::move(content.error()));
    if (*content) return checked_authorization((*content)->reveal(), from);
    return fail(ErrorKind::credential, fmt::format("{} does not exist", from),
                "see that it is mounted");
  }

  // Unlike a key it may have a blank in it: "Bearer ...".
  [[nodiscard]] static Result<std::optional<Secret>> checked_authorization(
      std::string_view raw, const std::string& from) {
    constexpr std::string_view blanks = " \t\r\n";
    const auto start = raw.find_first_not_of(blanks);
    if (start == std::string_view::npos) {
      return fail(ErrorKind::credential, fmt::format("{} is empty", from), "put the token into it");
    }
    const auto token = raw.substr(start, raw.find_last_not_of(blanks) + 1 - start);
    const auto is_odd = [](char c) { return c < ' ' || c > '~'; };
    if (std::none_of(token.begin(), token.end(), is_odd)) return Secret(std::string(token));
    return fail(
        ErrorKind::credential,
        fmt::format("{} holds a line feed or another character that no header may have", from),
        "put the token into it, alone and on one line");
  }

  [[nodiscard]] Result<Credentials> ask(const Request& request) const {
    auto response = scene_.wire.send(request);
    if (!response) {
      return fail(
          without_effect(std::move(response.error())).within(std::string(container_service)));
    }
    if (response->status != 200) return fail(refusal(*response));
    const Secret body(std::move(response->body));
    auto keys = read_credential_document(body.reveal(), "Token", container_service);
    if (keys) keys->source = container_service;
    return keys;
  }

  const SourceScene& scene_;
  std::string url_;
};

}  // namespace

Result<FoundSource> find_container(const SourceScene& scene) {
  const auto relative = aws_variable(scene.environment, std::string(relative_variable));
  if (relative) {
    if (relative->front() != '/') {
      return fail(ErrorKind::credential,
                  fmt::format(R"({} is "{}", which does not begin with a slash)", relative_variable,
                              *relative),
                  "give the path alone, or unset it");
    }
    return FoundSource{std::make_unique<Container>(scene, "http://169.254.170.2" + *relative), {}};
  }
  auto full = aws_variable(scene.environment, std::string(full_variable));
  if (!full) {
    return FoundSource{{},
                       fmt::format("neither {} nor {} is set", relative_variable, full_variable)};
  }
  if (may_be_asked(*full)) return FoundSource{std::make_unique<Container>(scene, *full), {}};
  return fail(ErrorKind::credential,
              fmt::format("{} is no URL from which credentials may be taken", full_variable),
              "give an https URL, or one of http at loopback, 169.254.170.2, 169.254.170.23 or "
              "[fd00:ec2::23]");
}

}  // namespace dnsward::route53
