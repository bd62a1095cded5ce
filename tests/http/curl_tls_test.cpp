// Whom a token is shown to: certificates, TLS versions, proxies.
#include "http/ca_file.h"
#include "http/curl_transport.h"
#include "http/raw_server.h"
#include "http/tls_server.h"
#include "http/variable.h"

#include <doctest/doctest.h>
#include <openssl/ssl.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

using namespace dnsward;
using namespace dnsward::test;

namespace {

constexpr const char* trust_hint =
    "when a proxy with a CA of its own stands in between, name that CA's file in DNSWARD_CA_FILE";

Environment variables(std::map<std::string, std::string> set) {
  return [set = std::move(set)](const std::string& name) -> std::optional<std::string> {
    const auto found = set.find(name);
    return found == set.end() ? std::nullopt : std::optional(found->second);
  };
}

CurlOptions trusting(const std::string& file) {
  CurlOptions options;
  options.ca_file = find_ca_file(variables({{"DNSWARD_CA_FILE", file}})).value();
  return options;
}

Request request_to(const std::string& url) {
  Request request;
  request.url = url;
  request.secret_headers.push_back({"Authorization", Secret("Bearer s3cret")});
  return request;
}

Error error_of(const std::string& url, CurlOptions options) {
  const auto answer = curl_transport(std::move(options))->send(request_to(url));
  if (answer) return {ErrorKind::config, "it was answered"};
  CHECK((answer.error().message + answer.error().hint).find("s3cret") == std::string::npos);
  return answer.error();
}

std::string port_of(const std::string& url) {
  return url.substr(url.rfind(':') + 1);
}

}  // namespace

TEST_CASE("a certificate of a CA that DNSWARD_CA_FILE names is trusted") {
  const TlsServer server;
  const auto transport = curl_transport(trusting(server.ca_file()));
  const auto answer = transport->send(request_to(server.url()));
  REQUIRE(answer);
  CHECK(answer->body == "hello");
}

TEST_CASE("HTTP/2 is offered, and can be left out") {
  const TlsServer server;
  auto options = trusting(server.ca_file());
  REQUIRE(curl_transport(options)->send(request_to(server.url())));
  CHECK(server.offered() == "h2 http/1.1");
  options.http2 = false;
  REQUIRE(curl_transport(options)->send(request_to(server.url())));
  CHECK(server.offered() == "http/1.1");
}

TEST_CASE("a self-signed certificate is not trusted, and no request reaches the server") {
  const TlsServer server;
  CHECK(error_of(server.url(), {}) ==
        Error{ErrorKind::refused,
              "the certificate of localhost is not trusted: self-signed certificate", trust_hint});
  const TlsServer other;
  CHECK(error_of(server.url(), trusting(other.ca_file())).kind == ErrorKind::refused);
  CHECK(server.requests() == 0);
}

TEST_CASE("a certificate of another host is not trusted") {
  const TlsServer server({.alt_name = "DNS:other.example"});
  CHECK(
      error_of(server.url(), trusting(server.ca_file())) ==
      Error{ErrorKind::refused,
            "the certificate of localhost is not trusted: SSL: no alternative certificate subject "
            "name matches target host name 'localhost'",
            trust_hint});
  CHECK(server.requests() == 0);
}

TEST_CASE("a certificate that has expired is not trusted") {
  const TlsServer server({.valid_for = -60});
  CHECK(error_of(server.url(), trusting(server.ca_file())).message ==
        "the certificate of localhost is not trusted: certificate has expired");
  CHECK(server.requests() == 0);
}

TEST_CASE("a server that speaks TLS 1.2 is answered, one of 1.1 is not") {
  const TlsServer new_enough({}, TLS1_2_VERSION);
  CHECK(curl_transport(trusting(new_enough.ca_file()))->send(request_to(new_enough.url())));
  const TlsServer too_old({}, TLS1_1_VERSION);
  const auto error = error_of(too_old.url(), trusting(too_old.ca_file()));
  CHECK(error.kind == ErrorKind::unreachable);
  CHECK(error.message.starts_with("the TLS handshake with localhost failed: "));
  CHECK(error.hint ==
        "TLS 1.2 or later must be spoken there; see that the host and the port are right");
  CHECK(too_old.requests() == 0);
}

TEST_CASE("a server without TLS is told as such") {
  const RawServer server([](RawConnection& connection) {
    connection.write("HTTP/1.1 400 Bad Request\r\n\r\n");
    connection.await_close();
  });
  const auto error = error_of("https" + server.url().substr(4), {});
  CHECK(error.kind == ErrorKind::unreachable);
  CHECK(error.message.starts_with("the TLS handshake with 127.0.0.1 failed: "));
}

TEST_CASE("sixteen threads over TLS") {
  const TlsServer server;
  const auto transport = curl_transport(trusting(server.ca_file()));
  std::atomic<int> right{0};
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 16; ++i) {
      threads.emplace_back([&] {
        for (int sent = 0; sent < 5; ++sent) {
          const auto answer = transport->send(request_to(server.url()));
          if (answer && answer->body == "hello") ++right;
        }
      });
    }
  }
  CHECK(right == 80);
}

TEST_CASE("the CA file is the first that is set, and must be readable") {
  const TlsServer server;
  const auto& file = server.ca_file();
  CHECK(find_ca_file({}).value() == "");
  CHECK(find_ca_file(variables({})).value() == "");
  CHECK(find_ca_file(variables({{"SSL_CERT_FILE", file}})).value() == file);
  CHECK(find_ca_file(variables({{"CURL_CA_BUNDLE", file}, {"SSL_CERT_FILE", "/no"}})).value() ==
        file);
  CHECK(find_ca_file(variables({{"DNSWARD_CA_FILE", file}, {"CURL_CA_BUNDLE", "/no"}})).value() ==
        file);
  CHECK(find_ca_file(variables({{"DNSWARD_CA_FILE", ""}, {"SSL_CERT_FILE", file}})).value() ==
        file);

  const auto missing = find_ca_file(variables({{"CURL_CA_BUNDLE", "/no/such\nfile"}}));
  REQUIRE_FALSE(missing);
  CHECK(missing.error() ==
        Error{ErrorKind::credential,
              "the file of CA certificates \"/no/such\nfile\" can't be read: No such file or "
              "directory",
              "CURL_CA_BUNDLE names it; correct it, or unset it to trust the system's"});
  const auto directory = find_ca_file(variables({{"DNSWARD_CA_FILE", "/"}}));
  REQUIRE_FALSE(directory);
  CHECK(directory.error().message ==
        "the file of CA certificates \"/\" can't be read: it is a directory");
}

TEST_CASE("a CA file without a certificate in it is told") {
  const TlsServer server;
  const auto file = server.ca_file() + ".empty";
  std::ofstream(file) << "no certificate\n";
  CHECK(error_of(server.url(), trusting(file)) ==
        Error{ErrorKind::refused, "the CA certificates in \"" + file + "\" can't be used",
              "the file must hold certificates in PEM"});
  std::filesystem::remove(file);
}

TEST_CASE("a proxy of the environment is asked for the way, and sees no token") {
  std::mutex mutex;
  std::string seen;
  const RawServer proxy([&](RawConnection& connection) {
    const auto request = connection.read_request();
    const std::lock_guard lock(mutex);
    seen = request;
    connection.write("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n");
  });
  const Variable exception("no_proxy", "");
  const Variable variable("https_proxy", "http://user:hunter2@127.0.0.1:" + port_of(proxy.url()));
  const auto error = error_of("https://api.does-not-exist.invalid/zones", {});
  CHECK(error.kind == ErrorKind::unreachable);
  CHECK(error.message ==
        "no connection to api.does-not-exist.invalid: CONNECT tunnel failed, response 407");
  CHECK(seen.starts_with("CONNECT api.does-not-exist.invalid:443 HTTP/1.1\r\n"));
  CHECK(seen.find("s3cret") == std::string::npos);
}

TEST_CASE("a proxy that can't be reached is named without its password") {
  const auto port = port_of(refusing_url());
  const Variable exception("no_proxy", "");
  const Variable variable("https_proxy", "http://user:hunter2@127.0.0.1:" + port);
  const auto error = error_of("https://api.does-not-exist.invalid/zones", {});
  CHECK(error.kind == ErrorKind::unreachable);
  CHECK(error.message == "no connection to 127.0.0.1 port " + port + ": Connection refused");
}

TEST_CASE("NO_PROXY is honoured") {
  const RawServer proxy([](RawConnection& connection) { connection.read_request(); });
  const Variable variable("https_proxy", proxy.url());
  const Variable exception("no_proxy", ".invalid");
  CHECK(error_of("https://api.does-not-exist.invalid/", {}).message ==
        "the address of api.does-not-exist.invalid can't be found");
  CHECK(proxy.connections() == 0);
}

TEST_CASE("requests to loopback never go through a proxy") {
  const RawServer proxy([](RawConnection& connection) { connection.read_request(); });
  const RawServer server([](RawConnection& connection) {
    connection.read_request();
    connection.write(ok("direct"));
  });
  for (const auto* name : {"http_proxy", "all_proxy", "ALL_PROXY"}) {
    const Variable variable(name, proxy.url());
    const auto answer = curl_transport({})->send(request_to(server.url()));
    REQUIRE(answer);
    CHECK(answer->body == "direct");
  }
  CHECK(proxy.connections() == 0);
}
