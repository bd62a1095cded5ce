// Requests to services of the machine itself: no proxy, short limits, plain http within the link.
#include "http/curl_transport.h"
#include "http/raw_server.h"
#include "http/url.h"
#include "http/variable.h"

#include <doctest/doctest.h>

#include <chrono>
#include <string>
#include <utility>

using namespace dnsward;
using namespace dnsward::test;

namespace {

using std::chrono::milliseconds;

Request nearby_to(std::string url, milliseconds limit = std::chrono::seconds(2)) {
  Request request;
  request.url = std::move(url);
  request.nearby = {limit};
  return request;
}

Error error_of(const Request& request, CurlOptions options = {}) {
  const auto answer = curl_transport(std::move(options))->send(request);
  return answer ? Error{} : answer.error();
}

void silence(RawConnection& connection) {
  connection.read_request();
  connection.await_close();
}

// The time for sending anything is over.
CurlOptions too_late() {
  CurlOptions options;
  options.deadline = std::chrono::steady_clock::now() - std::chrono::hours(1);
  return options;
}

}  // namespace

TEST_CASE("link-local is 169.254.0.0/16 and AWS's own IPv6 prefix, however it is spelt") {
  for (const auto* url : {"http://169.254.169.254/latest", "http://169.254.170.2",
                          "http://0xa9fea9fe", "https://169.254.0.1:8080/",
                          "http://[fd00:ec2::254]/", "http://[FD00:EC2:0:0:0:0:0:23]:80/"}) {
    CAPTURE(url);
    CHECK(is_link_local(url));
  }
  for (const auto* url :
       {"http://169.254.169.254.example.com/", "http://169.25.4.1/", "http://169.254.example/",
        "http://10.0.0.1/", "http://127.0.0.1/", "http://[fd00:ec20::1]/", "http://[fd00:ec::2]/",
        "ftp://169.254.1.1/", "http://evil/169.254.169.254", "http://169.254.169.254@evil/"}) {
    CAPTURE(url);
    CHECK_FALSE(is_link_local(url));
  }
}

TEST_CASE("plain http goes to a link-local address for a nearby service alone") {
  Request request;
  request.url = "http://169.254.169.254/latest";
  CHECK(error_of(request, too_late()) ==
        Error{ErrorKind::refused,
              "plain http to 169.254.169.254 would show the token to everybody on the way",
              "use https; http is for loopback addresses alone"});
  CHECK(error_of(nearby_to("http://10.1.2.3/"), too_late()).kind == ErrorKind::refused);
  CHECK(error_of(nearby_to("http://api.example.com/"), too_late()).kind == ErrorKind::refused);
  CHECK(error_of(nearby_to(request.url), too_late()).kind == ErrorKind::stopped);
  CHECK(error_of(nearby_to("https://api.example.com/"), too_late()).kind == ErrorKind::stopped);
}

TEST_CASE("a nearby service has its own time limit") {
  const RawServer server(silence);
  CHECK(error_of(nearby_to(server.url(), milliseconds(50))) ==
        Error{ErrorKind::unknown_outcome, "no whole answer from 127.0.0.1 within 0.05 s",
              "run it again; what it has done is seen then"});
  CurlOptions shorter;
  shorter.total_timeout = milliseconds(40);
  CHECK(error_of(nearby_to(server.url()), shorter).message ==
        "no whole answer from 127.0.0.1 within 0.04 s");
  CurlOptions ending;
  ending.deadline = std::chrono::steady_clock::now();
  ending.grace = milliseconds(30);
  CHECK(error_of(nearby_to(server.url()), ending).message ==
        "no whole answer from 127.0.0.1 before the run's time limit");
}

TEST_CASE("a nearby service is never asked for through a proxy") {
  const RawServer proxy([](RawConnection& connection) { connection.read_request(); });
  const Variable exception("no_proxy", "");
  const Variable variable("https_proxy", proxy.url());
  CHECK(error_of(nearby_to("https://credentials.does-not-exist.invalid/")).message ==
        "the address of credentials.does-not-exist.invalid can't be found");
  CHECK(proxy.connections() == 0);
}
