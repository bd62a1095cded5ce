#include "provider/api_client.h"

#include <fmt/format.h>

namespace dnsward {
namespace {

bool is_write(const ApiCall& call) {
  return call.method != "GET";
}

ErrorKind kind_of(int status, bool is_write) {
  if (status == 429) return ErrorKind::unreachable;
  if (status >= 500) return is_write ? ErrorKind::unknown_outcome : ErrorKind::unreachable;
  return status >= 400 ? ErrorKind::refused : ErrorKind::protocol;
}

std::string hint_of(int status) {
  if (status == 429) return "wait some minutes: other programs use the same account's budget too";
  if (status >= 500) return "try again later";
  if (status < 400) return "check the endpoint: no API answers so, and nothing is sent elsewhere";
  return {};
}

}  // namespace

Authorized bearer(Secret token, const Transport& http) {
  return [token = std::move(token), &http](Request request) {
    request.secret_headers.push_back(
        {"Authorization", Secret("Bearer " + std::string(token.reveal()))});
    return http.send(request);
  };
}

Result<Response> ApiClient::exchange(const ApiCall& call) const {
  Request request{.method = call.method,
                  .url = endpoint_ + call.path,
                  .headers = {{"Accept", std::string(dialect_.media_type)}},
                  .body = call.body,
                  .safe_to_repeat = !is_write(call)};
  if (!call.body.empty()) {
    request.headers.push_back({"Content-Type", std::string(dialect_.media_type)});
  }
  return send_(std::move(request));
}

std::string ApiClient::told(const ApiCall& call, const Response& response,
                            std::string_view what) const {
  const auto path = std::string_view(call.path).substr(0, call.path.find('?'));
  auto text =
      fmt::format("{} answered {} to {} {}", dialect_.provider, response.status, call.method, path);
  if (!what.empty()) text += fmt::format(": {}", what);
  const auto id = response.header(dialect_.request_id_header);
  if (!id.empty()) text += fmt::format(" (request id {})", id);
  return text;
}

Error ApiClient::failure(const ApiCall& call, const Response& response) const {
  const auto complaints = dialect_.complaints(response.body);
  std::string what;
  for (const auto& [code, message] : complaints) {
    if (!what.empty()) what += "; ";
    what += code;
    if (!code.empty() && !message.empty()) what += dialect_.separator;
    what += message;
  }
  if (response.status / 100 == 3) {
    what = fmt::format("a redirect to \"{}\"", response.header("Location"));
  }
  auto verdict = dialect_.judge(response.status, complaints);
  if (verdict.hint.empty()) verdict.hint = hint_of(response.status);
  return {verdict.kind.value_or(kind_of(response.status, is_write(call))),
          told(call, response, what), std::move(verdict.hint)};
}

Error ApiClient::misread(const ApiCall& call, const Response& response, Error error) const {
  if (is_write(call) && error.kind == ErrorKind::protocol) error.kind = ErrorKind::unknown_outcome;
  error.message = told(call, response, error.message);
  return error;
}

}  // namespace dnsward
