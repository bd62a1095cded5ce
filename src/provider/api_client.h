// One account of an API: what is no success becomes an Error that says why.
#pragma once

#include "base/result.h"
#include "base/secret.h"
#include "http/json.h"
#include "http/message.h"
#include "http/transport.h"

#include <functional>
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
  std::string_view media_type = "application/json";  ///< of bodies, both ways
};

struct ApiCall {
  std::string method = "GET";
  std::string path = {};  ///< below the endpoint, with its query
  std::string body = {};
};

/// Adds to a request what proves whose it is, and sends it.
using Authorized = std::function<Result<Response>(Request)>;

/// `Authorization: Bearer TOKEN`, over `http`, which outlives it.
[[nodiscard]] Authorized bearer(Secret token, const Transport& http);

/// Thread-safe. Whatever is not a GET is a write: it is never safe to repeat, and an answer that
/// does not say what became of it is ErrorKind::unknown_outcome.
class ApiClient {
 public:
  ApiClient(const ApiDialect& dialect, std::string endpoint, Authorized send)
      : dialect_(dialect), endpoint_(std::move(endpoint)), send_(std::move(send)) {}

  ApiClient(const ApiDialect& dialect, std::string endpoint, Secret token, const Transport& http)
      : ApiClient(dialect, std::move(endpoint), bearer(std::move(token), http)) {}

  /// The answer, whatever its status.
  [[nodiscard]] Result<Response> exchange(const ApiCall& call) const;

  /// `cloudflare answered 403 to GET /zones: 10000 Authentication error (request id 8f)`
  [[nodiscard]] Error failure(const ApiCall& call, const Response& response) const;

  /// What `parse` (of the body to a Result) makes of the body when the status is 2xx.
  template <typename Parse>
  [[nodiscard]] auto parsed(const ApiCall& call, const Response& response,
                            const Parse& parse) const {
    using Answer = decltype(parse(response.body));
    if (response.status / 100 != 2) return Answer(fail(failure(call, response)));
    auto answer = parse(response.body);
    if (answer) return answer;
    return Answer(fail(misread(call, response, std::move(answer.error()))));
  }

  /// What `read` makes of a JSON body; see read_json.
  template <typename Read>
  [[nodiscard]] auto interpret(const ApiCall& call, const Response& response,
                               const Read& read) const {
    return parsed(call, response, [&](const std::string& body) { return read_json(body, read); });
  }

  /// exchange and parsed at once.
  template <typename Parse>
  [[nodiscard]] auto ask(const ApiCall& call, const Parse& parse) const {
    auto response = exchange(call);
    using Answer = decltype(parsed(call, *response, parse));
    if (!response) return Answer(fail(std::move(response.error())));
    return parsed(call, *response, parse);
  }

  /// exchange and interpret at once.
  template <typename Read>
  [[nodiscard]] auto send(const ApiCall& call, const Read& read) const {
    return ask(call, [&](const std::string& body) { return read_json(body, read); });
  }

 private:
  [[nodiscard]] Error misread(const ApiCall& call, const Response& response, Error error) const;
  [[nodiscard]] std::string told(const ApiCall& call, const Response& response,
                                 std::string_view what) const;

  ApiDialect dialect_;
  std::string endpoint_;
  Authorized send_;
};

}  // namespace dnsward
