// Days on which no whole answer comes.
#include "http/curl_transport.h"
#include "http/raw_server.h"
#include "http/variable.h"

#include <doctest/doctest.h>

#include <functional>
#include <string>

using namespace dnsward;
using namespace dnsward::test;
using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;

namespace {

constexpr const char* again_hint = "run it again; what it has done is seen then";
constexpr const char* network_hint =
    "check the network, the resolver and the proxy variables of this machine";
constexpr const char* middle_hint =
    "something between here and the API may have answered in its place";

Error error_of(const Result<Response>& answer) {
  return answer ? Error{ErrorKind::config, "it was answered"} : answer.error();
}

// What a GET with a token meets, and the promise that the token is in no text.
Error get(const std::string& url, CurlOptions options = {}) {
  Request request;
  request.url = url + "/zones?name=secret-query";
  request.secret_headers.push_back({"Authorization", Secret("Bearer s3cret")});
  auto error = error_of(curl_transport(std::move(options))->send(request));
  for (const auto& text : {error.message, error.hint}) {
    CHECK(text.find("s3cret") == std::string::npos);
    CHECK(text.find("secret-query") == std::string::npos);
  }
  return error;
}

RawServer::Script answering(std::string octets) {
  return [octets = std::move(octets)](RawConnection& connection) {
    connection.read_request();
    connection.write(octets);
  };
}

// Writes the same octets until the peer has enough.
RawServer::Script endless(std::string head, std::string again) {
  return [head = std::move(head), again = std::move(again)](RawConnection& connection) {
    connection.read_request();
    bool is_open = connection.write(head);
    while (is_open) is_open = connection.write(again);
  };
}

void silence(RawConnection& connection) {
  connection.read_request();
  connection.await_close();
}

}  // namespace

TEST_CASE("nobody listens: the request had no effect") {
  const auto url = refusing_url();
  const auto port = url.substr(url.rfind(':') + 1);
  CHECK(get(url) == Error{ErrorKind::unreachable,
                          "no connection to 127.0.0.1 port " + port + ": Connection refused",
                          network_hint});
}

TEST_CASE("a host that has no address") {
  const Variable no_proxy("no_proxy", "*");
  CHECK(get("https://api.does-not-exist.invalid") ==
        Error{ErrorKind::unreachable, "the address of api.does-not-exist.invalid can't be found",
              network_hint});
}

TEST_CASE("the connection ends before the first octet of the answer") {
  const RawServer server(answering(""));
  CHECK(get(server.url()) == Error{ErrorKind::unknown_outcome,
                                   "127.0.0.1 closed the connection without an answer",
                                   again_hint});
}

TEST_CASE("the body is cut") {
  const Error cut{ErrorKind::unknown_outcome,
                  "the connection to 127.0.0.1 broke before the whole answer had come", again_hint};
  const RawServer by_length(
      answering("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"result\":"));
  CHECK(get(by_length.url()) == cut);
  const RawServer chunked(
      answering("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"res\r\n"));
  CHECK(get(chunked.url()) == cut);
  const RawServer none(answering("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n"));
  CHECK(get(none.url()) == cut);
}

TEST_CASE("an answer that is not HTTP") {
  const RawServer server(answering("SSH-2.0-OpenSSH_9.2\r\n"));
  CHECK(get(server.url()) ==
        Error{ErrorKind::unknown_outcome,
              "no whole answer from 127.0.0.1: Received HTTP/0.9 when not allowed", again_hint});
}

TEST_CASE("no answer within the time limit") {
  const RawServer server(silence);
  CHECK(get(server.url(), {.total_timeout = milliseconds(50)}) ==
        Error{ErrorKind::unknown_outcome, "no whole answer from 127.0.0.1 within 0.05 s",
              again_hint});
}

TEST_CASE("half an answer within the time limit") {
  const RawServer server([](RawConnection& connection) {
    connection.read_request();
    connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{");
    connection.await_close();
  });
  CHECK(get(server.url(), {.total_timeout = milliseconds(50)}) ==
        Error{ErrorKind::unknown_outcome, "no whole answer from 127.0.0.1 within 0.05 s",
              again_hint});
}

TEST_CASE("a server that has gone silent is given up before the time limit") {
  const RawServer server(silence);
  CHECK(get(server.url(), {.idle_timeout = seconds(1)}) ==
        Error{ErrorKind::unknown_outcome, "nothing came from 127.0.0.1 for 1 s", again_hint});
}

TEST_CASE("a TLS handshake that never ends is no connection") {
  const RawServer server([](RawConnection& connection) { connection.await_close(); });
  CHECK(get("https" + server.url().substr(4), {.connect_timeout = milliseconds(50)}) ==
        Error{ErrorKind::unreachable, "no connection to 127.0.0.1 within 0.05 s", network_hint});
}

TEST_CASE("the run's deadline bounds a request under way, with a grace") {
  const RawServer server(silence);
  const auto start = steady_clock::now();
  CHECK(get(server.url(), {.deadline = start + milliseconds(20), .grace = milliseconds(40)}) ==
        Error{ErrorKind::unknown_outcome,
              "no whole answer from 127.0.0.1 before the run's time limit",
              "give the run more time with --timeout"});
  CHECK(steady_clock::now() - start < seconds(5));
}

TEST_CASE("after the deadline and its grace nothing is sent") {
  const RawServer server(silence);
  CHECK(get(server.url(), {.deadline = steady_clock::now() - seconds(11)}) ==
        Error{ErrorKind::stopped, "the time limit was reached",
              "run it again, or give it more time with --timeout"});
  CHECK(server.connections() == 0);
}

TEST_CASE("a body is cut off at the limit, however it comes") {
  const std::string megabyte(1 << 20, 'x');
  const Error too_large{ErrorKind::protocol,
                        "the body of 127.0.0.1's answer exceeds the limit of 33554432 octets",
                        middle_hint};
  SUBCASE("with its length told before") {
    const RawServer server(
        endless("HTTP/1.1 200 OK\r\nContent-Length: 104857600\r\n\r\n", megabyte));
    CHECK(get(server.url()) == too_large);
  }
  SUBCASE("without end, in chunks") {
    const RawServer server(endless("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                                   "100000\r\n" + megabyte + "\r\n"));
    CHECK(get(server.url()) == too_large);
  }
  SUBCASE("without end and without chunks") {
    const RawServer server(endless("HTTP/1.1 200 OK\r\n\r\n", megabyte));
    CHECK(get(server.url()) == too_large);
  }
}

TEST_CASE("a body of exactly the limit is whole") {
  const RawServer exact(answering(ok("12345")));
  const RawServer larger(answering(ok("123456")));
  CHECK(get(exact.url(), {.max_body = 5}).message == "it was answered");
  CHECK(get(larger.url(), {.max_body = 5}).message ==
        "the body of 127.0.0.1's answer exceeds the limit of 5 octets");
}

TEST_CASE("headers are cut off at the limit") {
  const RawServer server(
      endless("HTTP/1.1 200 OK\r\n", "X-More: " + std::string(1000, 'x') + "\r\n"));
  CHECK(get(server.url()) ==
        Error{ErrorKind::protocol,
              "the header of 127.0.0.1's answer exceeds the limit of 262144 octets", middle_hint});
}

TEST_CASE("interim answers without end are cut off at the limit") {
  const RawServer server(endless("", "HTTP/1.1 103 Early Hints\r\n\r\n"));
  CHECK(get(server.url(), {.max_headers = 1000}) ==
        Error{ErrorKind::protocol,
              "the header of 127.0.0.1's answer exceeds the limit of 1000 octets", middle_hint});
}

TEST_CASE("a failure leaves the transport in order") {
  const RawServer bad(answering("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"));
  const RawServer good(answering(ok("fine")));
  const auto transport = curl_transport({});
  Request request;
  request.url = bad.url();
  CHECK(error_of(transport->send(request)).kind == ErrorKind::unknown_outcome);
  request.url = good.url();
  const auto answer = transport->send(request);
  REQUIRE(answer);
  CHECK(answer->body == "fine");
}
