#include "fakes/connection.h"

#include <algorithm>
#include <cerrno>
#include <sys/socket.h>
#include <unistd.h>

namespace dnsward::fake {

Connection::~Connection() {
  ::close(socket_);
}

bool Connection::fill() {
  ssize_t got = 0;
  do {
    got = ::recv(socket_, buffer_.data(), buffer_.size(), 0);
  } while (got < 0 && errno == EINTR);
  begin_ = 0;
  end_ = got > 0 ? static_cast<std::size_t>(got) : 0;
  return got > 0;
}

bool Connection::wait_for_request() {
  return begin_ < end_ || fill();
}

void Connection::cut() const {
  ::shutdown(socket_, SHUT_RDWR);
}

ssize_t Connection::read(char* to, size_t size) {
  if (begin_ == end_ && !fill()) return 0;
  const std::size_t taken = std::min(size, end_ - begin_);
  std::copy_n(buffer_.data() + begin_, taken, to);
  begin_ += taken;
  return static_cast<ssize_t>(taken);
}

ssize_t Connection::write(const char* from, size_t size) {
  std::size_t sent = 0;
  while (sent < size) {
    const ssize_t now = ::send(socket_, from + sent, size - sent, MSG_NOSIGNAL);
    if (now < 0 && errno == EINTR) continue;
    if (now <= 0) return -1;
    sent += static_cast<std::size_t>(now);
  }
  return static_cast<ssize_t>(size);
}

void Connection::get_remote_ip_and_port(std::string& ip, int& port) const {
  ip = "127.0.0.1";
  port = 0;
}

void Connection::get_local_ip_and_port(std::string& ip, int& port) const {
  ip = "127.0.0.1";
  port = 0;
}

}  // namespace dnsward::fake
