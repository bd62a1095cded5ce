// What is sent, what comes back, and what is never sent.
#include "http/curl_transport.h"
#include "http/raw_server.h"
#include "http/scripted_transport.h"
#include "http/url.h"

#include <doctest/doctest.h>

#include <atomic>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

using namespace dnsward;
using namespace dnsward::test;

namespace {

// Answers every request with 200 and the request itself.
void echo(RawConnection& connection) {
  while (true) {
    const auto request = connection.read_request();
    if (request.empty() || !connection.write(ok(request))) return;
  }
}

Request request_to(const std::string& url, std::string method = "GET") {
  Request request;
  request.method = std::move(method);
  request.url = url;
  request.secret_headers.push_back({"Authorization", Secret("Bearer s3cret")});
  return request;
}

}  // namespace

TEST_CASE("a request is sent as it was made, and nothing is added that we did not want") {
  const RawServer server(echo);
  const auto transport = curl_transport({});
  auto request = request_to(server.url() + "/v4/zones?name=a%20b", "PATCH");
  request.headers = {{"Content-Type", "application/json"}, {"Accept", "application/json"}};
  request.body = R"({"a":1})";
  const auto answer = transport->send(request);
  REQUIRE(answer);
  CHECK(answer->status == 200);
  CHECK(answer->body ==
        "PATCH /v4/zones?name=a%20b HTTP/1.1\r\n"
        "Host: " +
            server.url().substr(7) +
            "\r\n"
            "User-Agent: dnsward\r\n"
            "Content-Type: application/json\r\n"
            "Accept: application/json\r\n"
            "Authorization: Bearer s3cret\r\n"
            "Content-Length: 7\r\n\r\n"
            R"({"a":1})");
}

TEST_CASE("what parts_of says of a URL is what goes on the wire") {
  const RawServer server(echo);
  const auto transport = curl_transport({});
  const auto port = server.url().substr(server.url().rfind(':'));
  for (const auto* target : {"", "/", "/a/./b/../c//d?x=1&a=%2f%20*#part", "/?", "/%7e?a&b="}) {
    for (const auto* host : {"127.0.0.1", "localhost", "LocalHost"}) {
      const auto url = std::string("http://") + host + port + target;
      CAPTURE(url);
      const auto parts = parts_of(url);
      REQUIRE(parts);
      const auto answer = transport->send(request_to(url));
      REQUIRE(answer);
      const auto wire = answer->body;
      const auto sent = wire.substr(4, wire.find(" HTTP/1.1\r\n") - 4);
      CHECK(sent.substr(0, sent.find('?')) == parts->path);
      CHECK((sent.find('?') == std::string::npos ? "" : sent.substr(sent.find('?') + 1)) ==
            parts->query);
      CHECK(wire.find("\r\nHost: " + parts->authority + "\r\n") != std::string::npos);
    }
  }
}

TEST_CASE("every method is sent, with and without a body") {
  const RawServer server(echo);
  const auto transport = curl_transport({});
  for (const auto* method : {"GET", "POST", "PUT", "PATCH", "DELETE"}) {
    CAPTURE(method);
    auto request = request_to(server.url() + "/x", method);
    const auto bare = transport->send(request);
    REQUIRE(bare);
    CHECK(bare->body.starts_with(std::string(method) + " /x HTTP/1.1\r\n"));
    CHECK(bare->body.ends_with("\r\n\r\n"));
    CHECK(bare->body.find("Content-Type") == std::string::npos);
    const bool has_content = std::string_view(method).starts_with('P');
    CHECK((bare->body.find("Content-Length: 0") != std::string::npos) == has_content);
    request.body = std::string("a\0b", 3);
    const auto full = transport->send(request);
    REQUIRE(full);
    CHECK(full->body.starts_with(std::string(method) + " /x HTTP/1.1\r\n"));
    CHECK(full->body.ends_with(std::string("Content-Length: 3\r\n\r\na\0b", 24)));
  }
  CHECK(server.connections() == 1);
}

TEST_CASE("a body of 2 MB is sent without waiting for leave") {
  const RawServer server(echo);
  auto request = request_to(server.url(), "POST");
  request.body = std::string(2'000'000, 'x');
  const auto answer = curl_transport({})->send(request);
  REQUIRE(answer);
  CHECK(answer->body.ends_with(request.body));
  CHECK(answer->body.find("Expect") == std::string::npos);
}

TEST_CASE("an answer of any status is an answer, with all its headers") {
  for (const auto* status : {"204 No Content", "404 Not Found", "429 Too Many", "503 Later"}) {
    const RawServer server([&](RawConnection& connection) {
      connection.read_request();
      connection.write("HTTP/1.1 100 Continue\r\nX-Interim: 1\r\n\r\nHTTP/1.1 " +
                       std::string(status) +
                       "\r\nCF-Ray:  8f2c \r\nset-cookie: a=1\r\nSet-Cookie: b=2\r\nEmpty:\r\n"
                       "Content-Length: 0\r\n\r\n");
    });
    const auto answer = curl_transport({})->send(request_to(server.url()));
    REQUIRE(answer);
    CHECK(answer->status == std::stoi(status));
    CHECK(answer->header("cf-ray") == "8f2c");
    CHECK(answer->header("SET-COOKIE") == "b=2");
    CHECK(answer->header("X-Interim") == "");
    REQUIRE(answer->headers.size() == 5);
    CHECK(answer->headers.at(1).value == "a=1");
    CHECK(answer->headers.at(3).value == "");
  }
}

TEST_CASE("a redirect is an answer, and the token does not travel") {
  const RawServer other(echo);
  for (const auto* status : {"301 Moved", "302 Found", "307 Temporary", "308 Permanent"}) {
    const RawServer server([&](RawConnection& connection) {
      connection.read_request();
      connection.write("HTTP/1.1 " + std::string(status) + "\r\nLocation: " + other.url() +
                       "/steal\r\nContent-Length: 0\r\n\r\n");
    });
    const auto answer = curl_transport({})->send(request_to(server.url()));
    REQUIRE(answer);
    CHECK(answer->status == std::stoi(status));
    CHECK(answer->header("Location") == other.url() + "/steal");
  }
  CHECK(other.connections() == 0);
}

TEST_CASE("cookies are not kept") {
  const RawServer server([](RawConnection& connection) {
    for (auto request = connection.read_request(); !request.empty();
         request = connection.read_request()) {
      connection.write("HTTP/1.1 200 OK\r\nSet-Cookie: a=1\r\nContent-Length: " +
                       std::to_string(request.size()) + "\r\n\r\n" + request);
    }
  });
  const auto transport = curl_transport({});
  REQUIRE(transport->send(request_to(server.url())));
  const auto second = transport->send(request_to(server.url()));
  REQUIRE(second);
  CHECK(second->body.find("Cookie") == std::string::npos);
  CHECK(second->body.find("s3cret") != std::string::npos);
}

TEST_CASE("a request leaves nothing behind for the next one") {
  const RawServer server(echo);
  const auto transport = curl_transport({});
  auto first = request_to(server.url() + "/1", "POST");
  first.headers = {{"X-One", "1"}};
  first.body = "body";
  REQUIRE(transport->send(first));
  Request second;
  second.url = server.url() + "/2";
  const auto answer = transport->send(second);
  REQUIRE(answer);
  CHECK(answer->body == "GET /2 HTTP/1.1\r\nHost: " + server.url().substr(7) +
                            "\r\nUser-Agent: dnsward\r\nAccept: */*\r\n\r\n");
}

TEST_CASE("connections are used again, also by other threads") {
  const RawServer server(echo);
  const auto transport = curl_transport({});
  for (int i = 0; i < 20; ++i) REQUIRE(transport->send(request_to(server.url())));
  CHECK(server.connections() == 1);
  std::jthread([&] { static_cast<void>(transport->send(request_to(server.url()))); }).join();
  CHECK(server.connections() == 1);
}

TEST_CASE("sixteen threads each get the answers to their own requests") {
  const RawServer server(echo);
  const auto transport = curl_transport({});
  std::atomic<int> right{0};
  {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < 16; ++thread) {
      threads.emplace_back([&, thread] {
        for (int i = 0; i < 25; ++i) {
          auto request = request_to(server.url() + "/" + std::to_string(thread), "POST");
          request.body = std::to_string(thread * 1000 + i);
          request.safe_to_repeat = i % 2 == 0;
          const auto answer = transport->send(request);
          const auto line = "POST /" + std::to_string(thread) + " HTTP/1.1";
          if (answer && answer->body.starts_with(line) &&
              answer->body.ends_with("\n" + request.body)) {
            ++right;
          }
        }
      });
    }
  }
  CHECK(right == 16 * 25);
  CHECK(server.connections() <= 16);
}

TEST_CASE("libcurl's own second send of a write is refused") {
  std::mutex mutex;
  std::vector<std::string> methods;
  const RawServer server([&](RawConnection& connection) {
    for (int turn = 0; turn < 2; ++turn) {
      const auto request = connection.read_request();
      if (request.empty()) return;
      {
        const std::lock_guard lock(mutex);
        methods.push_back(request.substr(0, request.find(' ')));
      }
      if (turn == 0) connection.write(ok("{}"));
    }
  });
  const auto transport = curl_transport({});
  const auto sent = [&] {
    const std::lock_guard lock(mutex);
    return methods;
  };

  SUBCASE("a write goes out once, and its outcome is unknown") {
    REQUIRE(transport->send(request_to(server.url())));
    auto write = request_to(server.url(), "POST");
    write.body = "{}";
    write.safe_to_repeat = false;
    const auto answer = transport->send(write);
    REQUIRE_FALSE(answer);
    CHECK(answer.error() == Error{ErrorKind::unknown_outcome,
                                  "127.0.0.1 closed the connection without an answer",
                                  "run it again; what it has done is seen then"});
    CHECK(sent() == std::vector<std::string>{"GET", "POST"});
  }
  SUBCASE("so does a write without a body") {
    REQUIRE(transport->send(request_to(server.url())));
    auto write = request_to(server.url(), "DELETE");
    write.safe_to_repeat = false;
    const auto answer = transport->send(write);
    REQUIRE_FALSE(answer);
    CHECK(answer.error().kind == ErrorKind::unknown_outcome);
    CHECK(sent() == std::vector<std::string>{"GET", "DELETE"});
  }
  SUBCASE("a read goes out again") {
    REQUIRE(transport->send(request_to(server.url())));
    REQUIRE(transport->send(request_to(server.url())));
    CHECK(sent() == std::vector<std::string>{"GET", "GET", "GET"});
  }
}

TEST_CASE("what must not be sent is not") {
  const auto transport = curl_transport({});
  const auto error_of = [&](Request request) {
    const auto answer = transport->send(request);
    REQUIRE_FALSE(answer);
    CHECK(answer.error().kind == ErrorKind::refused);
    return answer.error().message;
  };
  CHECK(error_of(request_to("http://api.example/v4?token=abc")) ==
        "plain http to api.example would show the token to everybody on the way");
  CHECK(error_of(request_to("HTTP://api.example/")) ==
        "plain http to api.example would show the token to everybody on the way");
  CHECK(error_of(request_to("ftp://127.0.0.1/x?token=abc")) ==
        R"("ftp://127.0.0.1/x" is not a URL of https)");
  CHECK(error_of(request_to("https://user:hunter2@api.example/x")) ==
        R"("api.example/x" is not a URL of https)");
  CHECK(error_of(request_to("")) == R"("" is not a URL of https)");
  auto broken = request_to("https://api.example/");
  broken.secret_headers.front().value = Secret("Bearer a\nX-Evil: 1");
  CHECK(error_of(broken) ==
        "the header Authorization of a request to api.example holds a control character");
  auto own = request_to("https://api.example/");
  own.headers = {{"X-A", std::string("a\0b", 3)}};
  CHECK(error_of(own) == "the header X-A of a request to api.example holds a control character");
}
