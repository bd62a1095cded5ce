#include "http/url.h"

#include <doctest/doctest.h>

#include <string>

using namespace dnsward;

TEST_CASE("everything but unreserved characters is percent-encoded") {
  CHECK(percent_encode("aZ09-._~") == "aZ09-._~");
  CHECK(percent_encode("a b/c?d&e=f+g#h%i@*:") == "a%20b%2Fc%3Fd%26e%3Df%2Bg%23h%25i%40%2A%3A");
  CHECK(percent_encode("\xc3\xa9\n\x7f") == "%C3%A9%0A%7F");
  CHECK(percent_encode(std::string(1, '\0')) == "%00");
  CHECK(percent_encode("") == "");
}

TEST_CASE("a query is built of names and values, a name as often as it comes") {
  CHECK(with_query("https://h/zones", {}) == "https://h/zones");
  CHECK(with_query("https://h/rrsets", {{"type", "TXT"}, {"type", "MX"}, {"name", "a&b=\"c\""}}) ==
        "https://h/rrsets?type=TXT&type=MX&name=a%26b%3D%22c%22");
}

TEST_CASE("the host of a URL is the one that libcurl connects to") {
  CHECK(host_of("https://API.Example.com:8443/v1?x=http://other/") == "api.example.com");
  CHECK(host_of("http://[::1]:80/") == "::1");
  CHECK(host_of("https://h") == "h");
  for (const auto* url : {"", "h/path", "ftp://h/", "file:///etc/passwd", "https://",
                          "https://u:p@h/", "https://a b/", "https://h\n/", "javascript:0"}) {
    CAPTURE(url);
    CHECK(host_of(url) == "");
    CHECK_FALSE(is_loopback(url));
  }
}

TEST_CASE("loopback is localhost, 127.0.0.0/8 and ::1, however it is spelt") {
  for (const auto* url :
       {"http://localhost/", "http://LOCALHOST:8080", "http://127.0.0.1", "http://127.255.1.2/x",
        "http://127.1/", "http://2130706433/", "http://0x7f.0.0.1/", "http://[::1]:9/",
        "http://[0:0:0:0:0:0:0:1]/", "https://localhost"}) {
    CAPTURE(url);
    CHECK(is_loopback(url));
  }
}

TEST_CASE("what only looks like loopback is not") {
  for (const auto* url :
       {"http://localhost.example.com/", "http://127.0.0.1.example.com/", "http://127.0.0.1@evil/",
        "http://evil/127.0.0.1", "http://evil?localhost", "http://evil#localhost",
        "http://128.0.0.1/", "http://0.0.0.0/", "http://[::2]/", "http://[::ffff:7f00:1]/",
        "http://notlocalhost/", "http://127.example/", "http://localhost\\@evil/"}) {
    CAPTURE(url);
    CHECK_FALSE(is_loopback(url));
  }
}

TEST_CASE("the parts of a URL are those that go on the wire") {
  const auto parts = [](const char* url) {
    const auto found = parts_of(url);
    return found ? found->authority + ' ' + found->path + ' ' + found->query : "-";
  };
  CHECK(parts("https://api.example.com") == "api.example.com / ");
  CHECK(parts("https://API.example.com:443/a%2fb/?x=%2f&y#z") == "API.example.com /a%2fb/ x=%2f&y");
  CHECK(parts("http://127.0.0.1:80/") == "127.0.0.1 / ");
  CHECK(parts("https://h:80/") == "h:80 / ");
  CHECK(parts("http://[::1]:8080/a/../b/./c") == "[::1]:8080 /b/c ");
  CHECK(parts("https://h/a//b?") == "h /a//b ");
  CHECK(parts("https://u@h/") == "-");
  CHECK(parts("ftp://h/") == "-");
}
