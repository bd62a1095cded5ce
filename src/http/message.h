// A request to a provider's API and the answer to it, as values.
#pragma once

#include "base/secret.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dnsward {

struct Header {
  std::string name;
  std::string value;
};

/// A header whose value is shown nowhere: Authorization.
struct SecretHeader {
  std::string name;
  Secret value;
};

/// A service of the machine, container or instance that the program runs in.
struct NearbyService {
  std::chrono::milliseconds time_limit;  ///< for the connection and the whole answer
};

struct Request {
  std::string method = "GET";
  std::string url;  ///< absolute, percent-encoded
  std::vector<Header> headers = {};
  std::vector<SecretHeader> secret_headers = {};
  std::string body = {};  ///< when empty, GET, HEAD and DELETE have none at all
  /// Sending it twice is the same as once, also when somebody else wrote in between: reads, and no
  /// write but those that the API makes so.
  bool safe_to_repeat = true;
  /// Set: no proxy is asked, and plain http to a link-local address is allowed (url.h).
  std::optional<NearbyService> nearby = {};
};

/// An answer of any status: a 4xx is a response, not an Error.
struct Response {
  int status = 0;
  std::vector<Header> headers = {};  ///< as received; a name may come several times
  std::string body = {};
  /// The server did nothing but say "later", in its own way: set by whoever knows the API
  /// (AccountOptions::says_later).
  bool is_later = false;

  /// The last header of that name, compared without case (RFC 9110, 5.1); "" when there is none.
  [[nodiscard]] std::string_view header(std::string_view name) const;
};

}  // namespace dnsward
