#include "fakes/server.h"

#include "fakes/connection.h"

#include <algorithm>
#include <httplib.h>
#include <map>
#include <memory>
#include <mutex>
#include <stop_token>
#include <sys/socket.h>
#include <thread>
#include <utility>

namespace dnsward::fake {
namespace {

constexpr std::size_t most_connections = 64;

Call call_for(const httplib::Request& request) {
  Call call;
  call.method = request.method;
  call.body = request.body;
  for (const auto& [name, value] : request.headers) call.headers.push_back({name, value});
  return call;
}

}  // namespace

class Server::Impl : public httplib::Server {
 public:
  explicit Impl(Api& api) : api_(api) {
    new_task_queue = [] {
      return std::make_unique<httplib::ThreadPool>(most_connections).release();
    };
    set_tcp_nodelay(true);
    const auto serve = [this](const httplib::Request& in, httplib::Response& out) {
      answer(in, out);
    };
    Get(".*", serve).Post(".*", serve).Put(".*", serve).Patch(".*", serve).Delete(".*", serve);
    port_ = bind_to_any_port("127.0.0.1");
    if (port_ < 0) return;
    // httplib's own backlog of 5 makes a burst of new connections wait a second for the next SYN.
    ::listen(svr_sock_, 512);
    thread_ = std::thread([this] { listen_after_bind(); });
    while (!is_running()) std::this_thread::yield();
  }

  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  ~Impl() override {
    stop_.request_stop();
    if (!thread_.joinable()) return;
    stop();
    cut_all();
    thread_.join();
  }

  [[nodiscard]] int port() const { return port_; }

  [[nodiscard]] const Api& api() const { return api_; }

  [[nodiscard]] int connections() const {
    const std::lock_guard lock(mutex_);
    return connections_;
  }

 private:
  bool process_and_close_socket(socket_t socket) override {
    Connection connection(socket);
    const auto self = std::this_thread::get_id();
    {
      const std::lock_guard lock(mutex_);
      ++connections_;
      open_[self] = &connection;
      if (stop_.stop_requested()) connection.cut();
    }
    bool closed = false;
    while (!closed && connection.wait_for_request()) {
      if (!process_request(connection, false, closed, {})) break;
    }
    const std::lock_guard lock(mutex_);
    open_.erase(self);
    return true;
  }

  void answer(const httplib::Request& in, httplib::Response& out) {
    Reply reply = api_.handle(call_for(in), in.target, stop_.get_token());
    if (reply.cut == Cut::refused || reply.cut == Cut::before_reply) return cut_mine();
    out.status = reply.status;
    for (const Header& header : reply.headers) out.headers.emplace(header.name, header.value);
    if (reply.cut == Cut::in_body) {
      send_half(std::move(reply), out);
    } else if (reply.chunked) {
      send_chunked(std::move(reply), out);
    } else {
      out.set_content(reply.body, reply.content_type);
    }
  }

  void send_half(Reply reply, httplib::Response& out) {
    const std::size_t size = reply.body.size();
    out.set_content_provider(
        size, reply.content_type,
        [this, body = std::move(reply.body)](std::size_t, std::size_t, httplib::DataSink& sink) {
          sink.write(body.data(), body.size() / 2);
          cut_mine();
          return false;
        });
  }

  static void send_chunked(Reply reply, httplib::Response& out) {
    out.set_chunked_content_provider(
        reply.content_type,
        [body = std::move(reply.body)](std::size_t offset, httplib::DataSink& sink) {
          constexpr std::size_t chunk = 1000;
          if (offset < body.size()) {
            return sink.write(body.data() + offset, std::min(chunk, body.size() - offset));
          }
          sink.done();
          return true;
        });
  }

  /// httplib gives a handler no access to its connection, and one thread serves one connection.
  void cut_mine() {
    const std::lock_guard lock(mutex_);
    open_.at(std::this_thread::get_id())->cut();
  }

  void cut_all() {
    const std::lock_guard lock(mutex_);
    for (const auto& [thread, connection] : open_) connection->cut();
  }

  Api& api_;
  int port_ = -1;
  std::stop_source stop_;
  mutable std::mutex mutex_;
  std::map<std::thread::id, Connection*> open_;
  int connections_ = 0;
  std::thread thread_;
};

Server::Server(Api& api) : impl_(std::make_unique<Impl>(api)) {}

Server::~Server() = default;

int Server::port() const {
  return impl_->port();
}

int Server::connections() const {
  return impl_->connections();
}

std::string Server::base_url() const {
  if (impl_->port() < 0) return {};
  return "http://127.0.0.1:" + std::to_string(impl_->port()) + impl_->api().base_path();
}

}  // namespace dnsward::fake
