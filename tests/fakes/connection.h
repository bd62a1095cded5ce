// One accepted TCP connection as httplib reads and writes it; another thread may cut it.
#pragma once

#include <array>
#include <cstddef>
#include <httplib.h>
#include <string>

namespace dnsward::fake {

class Connection : public httplib::Stream {
 public:
  /// Takes the socket over and closes it at the end.
  explicit Connection(int socket) : socket_(socket) {}

  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection() override;

  /// Waits for the first octet of a request; false when the other side has gone.
  [[nodiscard]] bool wait_for_request();
  /// Ends both directions; what was written before still arrives. Thread-safe.
  void cut() const;

  using httplib::Stream::write;

  [[nodiscard]] bool is_readable() const override { return true; }

  [[nodiscard]] bool is_writable() const override { return true; }

  ssize_t read(char* to, size_t size) override;
  ssize_t write(const char* from, size_t size) override;
  void get_remote_ip_and_port(std::string& ip, int& port) const override;
  void get_local_ip_and_port(std::string& ip, int& port) const override;

  [[nodiscard]] socket_t socket() const override { return socket_; }

 private:
  bool fill();

  int socket_;
  std::array<char, 16'384> buffer_{};
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

}  // namespace dnsward::fake
