// A transport that answers from a list, and keeps what was sent, for the tests of decorators.
#pragma once

#include "http/transport.h"

#include <functional>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace dnsward::test {

[[nodiscard]] inline Response answer(int status, std::vector<Header> headers = {}) {
  return {status, std::move(headers), {}};
}

[[nodiscard]] inline Result<Response> broken(ErrorKind kind, std::string message = "it broke") {
  return fail(kind, std::move(message), "a hint");
}

[[nodiscard]] inline Request read_of(std::string url = "https://api.example/zones") {
  Request request;
  request.url = std::move(url);
  return request;
}

[[nodiscard]] inline Request write_of(std::string url = "https://api.example/records") {
  Request request;
  request.method = "POST";
  request.url = std::move(url);
  request.safe_to_repeat = false;
  return request;
}

/// Gives the answers in order, and the last one again and again. Thread-safe.
class ScriptedTransport : public Transport {
 public:
  explicit ScriptedTransport(std::vector<Result<Response>> answers)
      : answers_(std::move(answers)) {}

  /// Called for each request, without a lock, before it is answered.
  std::function<void(const Request&)> on_send = {};

  [[nodiscard]] Result<Response> send(const Request& request) const override {
    if (on_send) on_send(request);
    const std::lock_guard lock(mutex_);
    const auto turn = sent_++;
    return turn < answers_.size() ? answers_[turn] : answers_.back();
  }

  [[nodiscard]] std::size_t sent() const {
    const std::lock_guard lock(mutex_);
    return sent_;
  }

 private:
  std::vector<Result<Response>> answers_;
  mutable std::mutex mutex_;
  mutable std::size_t sent_ = 0;
};

}  // namespace dnsward::test
