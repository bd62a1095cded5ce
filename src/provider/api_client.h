// One account of a JSON API with a bearer token: what is no success becomes an Error that says why.
#pragma once

#include "base/result.h"
#include "base/secret.h"
#include "http/json.h"
#include "http/message.h"
#include "http/transport.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dnsward {

/// One thing that the body of a failure says.
struct ApiComplaint {
  std::string code;
  std::string message;
  friend bool operator==(const ApiComplaint&, const ApiComplaint&) = default;
};

/// What a failure means beyond its status.
struct ApiVerdict {
  std::optional<ErrorKind> kind = {};  ///< nullopt: what the status says
  std::string hint = {};
};

/// How one API tells its failures.
struct ApiDialect {
  std::string_view provider;           ///< for messages: "cloudflare"
  std::string_view request_id_header;  ///< "CF-Ray"
  std::string_view separator;          ///< between a complaint's code and its message
  /// Of a body of any shape; empty when nothing can be read from it.
  std::vector<ApiComplaint> (*complaints)(std::string_view body);
  ApiVerdict (*judge)(int status, const std::vector<ApiComplaint>& complaints);
};

struct ApiCall {
  std::string method = "GET";
  std::string path = {};  ///< below the endpoint, with its query
  std::string body = {};  ///< JSON
};

/// Thread-safe. Whatever is not a GET is a write: it is never safe to repeat, and an answer that
/// does not say what became of it is ErrorKind::unknown_outcome.
class ApiClient {
 public:
  ApiClient(const ApiDialect& dialect, std::string endpoint, Secret token, const Transport& http)
      : dialect_(dialect), endpoint_(std::move(endpoint)), token_(std::move(token)), http_(http) {}

  /// The answer, whatever its status.
  [[nodiscard]] Result<Response> exchange(const ApiCall& call) const;

  /// `cloudflare answered 403 to GET /zones: 10000 Authentication error (request id 8f)`
  [[nodiscard]] Error failure(const ApiCall& call, const Response& response) const;

  /// What `read` makes of the body (see read_json) when the status is 2xx.
  template <typename Read>
  [[nodiscard]] auto interpret(const ApiCall& call, const Response& response,
                               const Read& read) const {
    using Answer = decltype(read_json(response.body, read));
    if (response.status / 100 != 2) return Answer(fail(failure(call, response)));
    auto answer = read_json(response.body, read);
    if (answer) return answer;
    return Answer(fail(misread(call, response, std::move(answer.error()))));
  }

  /// Both at once.
  template <typename Read>
  [[nodiscard]] auto send(const ApiCall& call, const Read& read) const {
    auto response = exchange(call);
    using Answer = decltype(interpret(call, *response, read));
    if (!response) return Answer(fail(std::move(response.error())));
    return interpret(call, *response, read);
  }

 private:
  [[nodiscard]] Error misread(const ApiCall& call, const Response& response, Error error) const;
  [[nodiscard]] std::string told(const ApiCall& call, const Response& response,
                                 std::string_view what) const;

  ApiDialect dialect_;
  std::string endpoint_;
  Secret token_;
  const Transport& http_;
};

}  // namespace dnsward
