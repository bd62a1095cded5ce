// Building and judging the URLs that requests go to.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace dnsward {

/// `text` as one path segment or one value of a query: all but RFC 3986's unreserved characters as
/// %XX, the slash too.
[[nodiscard]] std::string percent_encode(std::string_view text);

/// "BASE?name=value&..." with the values percent-encoded; BASE alone when there are none. A name
/// may come several times.
[[nodiscard]] std::string with_query(
    std::string_view base,
    std::initializer_list<std::pair<std::string_view, std::string_view>> parameters);

/// The host as libcurl would connect to it, e.g. "api.example.com", "127.0.0.1", "::1"; "" when the
/// URL is malformed, holds a user name, or is neither http nor https.
[[nodiscard]] std::string host_of(const std::string& url);

/// What libcurl puts on the wire for a URL.
struct UrlParts {
  std::string
      authority;      ///< the Host header: as spelt, the port only where it is not the usual one
  std::string path;   ///< "/" at least, without dot segments, percent-encoded as it was
  std::string query;  ///< without its "?"; may be empty
};

/// nullopt: the URL is malformed, holds a user name, or is neither http nor https.
[[nodiscard]] std::optional<UrlParts> parts_of(const std::string& url);

/// Whether the host is localhost, 127.0.0.0/8 or ::1, where plain http is allowed.
[[nodiscard]] bool is_loopback(const std::string& url);

/// Whether the host is an address that no router passes on: 169.254.0.0/16 (RFC 3927), or
/// fd00:ec2::/32, where AWS has the same services on IPv6.
[[nodiscard]] bool is_link_local(const std::string& url);

}  // namespace dnsward
