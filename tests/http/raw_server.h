// A server on a loopback socket that answers with exact octets, and counts what it gets.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace dnsward::test {

/// One connection, in the hands of a script.
class RawConnection {
 public:
  explicit RawConnection(int socket) : socket_(socket) {}

  /// One whole request: header and, by its Content-Length, body. "" when the peer is gone.
  std::string read_request();
  /// False when the peer is gone.
  bool write(std::string_view octets);
  /// Waits until the peer closes.
  void await_close();

 private:
  int socket_;
  std::string buffer_;
};

/// Gives every connection to `script` on a thread of its own, and closes it afterwards.
class RawServer {
 public:
  using Script = std::function<void(RawConnection&)>;

  explicit RawServer(Script script);
  RawServer(const RawServer&) = delete;
  RawServer& operator=(const RawServer&) = delete;
  ~RawServer();

  /// "http://127.0.0.1:PORT"
  [[nodiscard]] std::string url() const;
  [[nodiscard]] std::size_t connections() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// "HTTP/1.1 200 OK" with that body.
[[nodiscard]] std::string ok(std::string_view body);

/// A port of 127.0.0.1 where nobody listens.
[[nodiscard]] std::string refusing_url();

}  // namespace dnsward::test
