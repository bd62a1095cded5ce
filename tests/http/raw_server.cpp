#include "http/raw_server.h"

#include <fmt/format.h>

#include <arpa/inet.h>
#include <array>
#include <atomic>
#include <mutex>
#include <netinet/in.h>
#include <set>
#include <stdexcept>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace dnsward::test {
namespace {

struct Listener {
  int socket = -1;
  int port = 0;
};

Listener bind_any() {
  Listener listener;
  listener.socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  if (bind(listener.socket, generic, size) != 0 ||
      getsockname(listener.socket, generic, &size) != 0) {
    throw std::runtime_error("no port of 127.0.0.1 can be had");
  }
  listener.port = ntohs(address.sin_port);
  return listener;
}

std::size_t body_length(std::string_view header) {
  constexpr std::string_view name = "\r\nContent-Length: ";
  const auto at = header.find(name);
  if (at == std::string_view::npos) return 0;
  return std::stoul(std::string(header.substr(at + name.size(), 12)));
}

}  // namespace

std::string RawConnection::read_request() {
  std::array<char, 4096> octets{};
  while (true) {
    const auto end = buffer_.find("\r\n\r\n");
    if (end != std::string::npos) {
      const auto whole = end + 4 + body_length(buffer_.substr(0, end + 2));
      if (buffer_.size() >= whole) {
        auto request = buffer_.substr(0, whole);
        buffer_.erase(0, whole);
        return request;
      }
    }
    const auto got = recv(socket_, octets.data(), octets.size(), 0);
    if (got <= 0) return {};
    buffer_.append(octets.data(), static_cast<std::size_t>(got));
  }
}

bool RawConnection::write(std::string_view octets) {
  while (!octets.empty()) {
    const auto sent = send(socket_, octets.data(), octets.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    octets.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

void RawConnection::await_close() {
  std::array<char, 4096> octets{};
  while (recv(socket_, octets.data(), octets.size(), 0) > 0) {
  }
}

struct RawServer::State {
  Script script;
  Listener listener;
  std::atomic<std::size_t> connections{0};
  std::mutex mutex;
  std::set<int> open;
  std::vector<std::jthread> threads;  // under the mutex
  std::jthread acceptor;

  void serve(int socket) {
    RawConnection connection(socket);
    script(connection);
    const std::lock_guard lock(mutex);
    open.erase(socket);
    close(socket);
  }

  void accept_all() {
    while (true) {
      const int socket = accept4(listener.socket, nullptr, nullptr, SOCK_CLOEXEC);
      if (socket < 0) return;
      ++connections;
      const std::lock_guard lock(mutex);
      open.insert(socket);
      threads.emplace_back([this, socket] { serve(socket); });
    }
  }
};

RawServer::RawServer(Script script) : state_(std::make_unique<State>()) {
  state_->script = std::move(script);
  state_->listener = bind_any();
  if (listen(state_->listener.socket, 64) != 0) throw std::runtime_error("can't listen");
  state_->acceptor = std::jthread([state = state_.get()] { state->accept_all(); });
}

RawServer::~RawServer() {
  shutdown(state_->listener.socket, SHUT_RDWR);
  state_->acceptor.join();
  close(state_->listener.socket);
  {
    const std::lock_guard lock(state_->mutex);
    for (const int socket : state_->open) shutdown(socket, SHUT_RDWR);
  }
  state_->threads.clear();
}

std::string RawServer::url() const {
  return fmt::format("http://127.0.0.1:{}", state_->listener.port);
}

std::size_t RawServer::connections() const {
  return state_->connections;
}

std::string ok(std::string_view body) {
  return fmt::format("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{}", body.size(), body);
}

std::string refusing_url() {
  const auto listener = bind_any();
  close(listener.socket);
  return fmt::format("http://127.0.0.1:{}", listener.port);
}

}  // namespace dnsward::test
