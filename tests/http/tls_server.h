// An https server of a certificate that is made for it, on a loopback port.
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <string>

namespace dnsward::test {

struct Certificate {
  std::string alt_name = "DNS:localhost";
  long valid_for = 3600;  ///< seconds from now; negative: it has expired
};

/// Answers GET /x with "hello"; its self-signed certificate is its own CA.
class TlsServer {
 public:
  explicit TlsServer(const Certificate& certificate = {}, int newest_tls = 0);
  TlsServer(const TlsServer&) = delete;
  TlsServer& operator=(const TlsServer&) = delete;
  ~TlsServer();

  /// "https://localhost:PORT/x"
  [[nodiscard]] std::string url() const;
  /// The certificate in PEM.
  [[nodiscard]] const std::string& ca_file() const;
  [[nodiscard]] std::size_t requests() const;
  /// The protocols that the last client offered by ALPN, e.g. "h2 http/1.1".
  [[nodiscard]] std::string offered() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace dnsward::test
