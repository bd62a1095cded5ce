// One request as a fake API sees it, and what the fake sends back; the same with and without a
// socket.
#pragma once

#include "http/message.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dnsward::fake {

/// A query parameter, decoded. A key may come several times.
struct Parameter {
  std::string key;
  std::string value;

  friend bool operator==(const Parameter&, const Parameter&) = default;
};

struct Call {
  std::string method = "GET";
  std::string path = {};  ///< below the API's base path, percent-encoded as sent: "/zones/1/rrsets"
  std::vector<Parameter> query = {};
  std::vector<Header> headers = {};
  std::string body = {};
  std::string raw_query = {};  ///< as sent, without its '?': for APIs that sign it

  /// Splits `target` ("/zones?name=a%20b") into path and query.
  static Call parse(std::string method, std::string_view target);

  /// The parts of the path, each percent-decoded: {"zones", "1", "rrsets"}.
  [[nodiscard]] std::vector<std::string> segments() const;
  /// The first header of that name, compared without case; "" when there is none.
  [[nodiscard]] std::string_view header(std::string_view name) const;
  /// The first parameter of that key.
  [[nodiscard]] std::optional<std::string> parameter(std::string_view key) const;
  /// All parameters of that key, in order.
  [[nodiscard]] std::vector<std::string> parameters(std::string_view key) const;
};

/// Where the connection ends before the whole reply is through.
enum class Cut {
  none,
  refused,       ///< nobody listens: nothing was sent. Over a socket it looks like before_reply
  before_reply,  ///< closed after the request was read, without a byte of reply
  in_body,       ///< all headers, with the whole Content-Length, and half of the body
};

struct Reply {
  int status = 200;
  std::vector<Header> headers = {};
  std::string body = {};
  std::string content_type = "application/json";
  Cut cut = Cut::none;
  bool chunked = false;  ///< over a socket: no Content-Length

  [[nodiscard]] std::string_view header(std::string_view name) const;
};

/// "%20" to " "; a '+' is a blank only in a query. Broken escapes stay as they are.
[[nodiscard]] std::string percent_decoded(std::string_view text, bool plus_is_blank = false);

}  // namespace dnsward::fake
