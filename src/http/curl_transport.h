// Requests sent with libcurl.
#pragma once

#include "http/transport.h"

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

namespace dnsward {

struct CurlOptions {
  std::string ca_file = {};  ///< PEM, from find_ca_file; empty: the system's certificates
  std::string user_agent = "dnsward";
  std::chrono::milliseconds connect_timeout = std::chrono::seconds(10);  ///< TLS included
  std::chrono::seconds idle_timeout = std::chrono::seconds(30);          ///< without any octet
  std::chrono::milliseconds total_timeout = std::chrono::seconds(120);
  std::size_t max_body = std::size_t{32} << 20U;
  std::size_t max_headers = std::size_t{256} << 10U;
  bool http2 = true;  ///< where the server offers it
  /// The run's, by the machine's steady clock. A request that is under way then gets `grace` to
  /// end.
  std::chrono::steady_clock::time_point deadline = std::chrono::steady_clock::time_point::max();
  std::chrono::milliseconds grace = std::chrono::seconds(10);
};

/// Sends over https, TLS 1.2 or later, peer and host verified; plain http goes to loopback hosts
/// alone, and requests to those use no proxy. Other hosts are reached through the proxies of the
/// environment (https_proxy, HTTPS_PROXY, NO_PROXY ...). Redirects are answers: nothing is sent
/// after them. Keeps connections open for later requests, of any thread, and keeps no cookie.
///
/// A request that is not safe_to_repeat is put on the wire at most once. Errors of trust and
/// malformed URLs are ErrorKind::refused: trying again would not help. A request to a nearby
/// service (message.h) is bounded by its own time limit too.
[[nodiscard]] std::unique_ptr<Transport> curl_transport(CurlOptions options);

}  // namespace dnsward
