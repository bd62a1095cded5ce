// Serves a fake API over HTTP on a free port of 127.0.0.1, as long as it lives.
#pragma once

#include "fakes/api.h"

#include <memory>
#include <string>

namespace dnsward::fake {

/// Up to 64 connections at once, with keep-alive. Its end cuts the ones that are open.
class Server {
 public:
  explicit Server(Api& api);
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  ~Server();

  /// "http://127.0.0.1:40123/client/v4"; "" when no port could be had.
  [[nodiscard]] std::string base_url() const;
  [[nodiscard]] int port() const;
  /// How many connections were accepted so far: a test of connection reuse.
  [[nodiscard]] int connections() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace dnsward::fake
