#include "providers/route53/sigv4.h"

#include "base/text.h"

#include <doctest/doctest.h>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

using namespace dnsward;
using namespace dnsward::route53;

namespace {

constexpr SigningTime suite_time =
    std::chrono::sys_days{std::chrono::year{2015} / std::chrono::August / 30} +
    std::chrono::hours(12) + std::chrono::minutes(36);

const SigningScope suite_scope{"us-east-1", "service"};

// The keys of AWS's documentation and of its suite of cases.
Credentials example_keys(std::string token = {}) {
  Credentials keys;
  keys.access_key_id = "AKIDEXAMPLE";
  keys.secret_access_key = Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
  keys.session_token = Secret(std::move(token));
  return keys;
}

Request request_of(std::string method, std::string url, std::string body = {}) {
  Request request;
  request.method = std::move(method);
  request.url = std::move(url);
  request.body = std::move(body);
  return request;
}

std::string header_of(const Request& request, std::string_view name) {
  std::string values;
  for (const auto& header : request.headers) {
    if (equal_ignoring_case(header.name, name)) values += header.value + '|';
  }
  for (const auto& header : request.secret_headers) {
    if (equal_ignoring_case(header.name, name)) {
      values += "secret " + std::string(header.value.reveal()) + '|';
    }
  }
  return values;
}

std::string authorization_of(Request request, const Credentials& keys = example_keys()) {
  sign(request, keys, suite_scope, suite_time);
  return header_of(request, "Authorization");
}

std::string canonical_of(std::string_view path, std::string_view query = {}) {
  const std::vector<Header> headers{{"host", "h"}};
  return canonical_request({"GET", path, query, headers, "hash"});
}

}  // namespace

TEST_CASE("a signed GET is the one of AWS's suite") {
  CHECK(authorization_of(request_of("GET", "https://example.amazonaws.com/")) ==
        "secret AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
        "SignedHeaders=host;x-amz-date, "
        "Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31|");
}

TEST_CASE("a signed POST is the one of AWS's suite") {
  CHECK(authorization_of(request_of("POST", "https://example.amazonaws.com/")) ==
        "secret AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
        "SignedHeaders=host;x-amz-date, "
        "Signature=5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b|");
}

TEST_CASE("a session token is sent as a secret and signed") {
  auto request = request_of("GET", "https://example.amazonaws.com/");
  sign(request, example_keys("the-token"), suite_scope, suite_time);
  CHECK(header_of(request, "X-Amz-Security-Token") == "secret the-token|");
  CHECK(header_of(request, "Authorization")
            .find("SignedHeaders=host;x-amz-date;x-amz-security-token, ") != std::string::npos);
  const auto with_other_token =
      authorization_of(request_of("GET", "https://example.amazonaws.com/"), example_keys("other"));
  CHECK(header_of(request, "Authorization") != with_other_token);
}

TEST_CASE("a request can be signed again, with another time and without a token") {
  auto request = request_of("POST", "https://example.amazonaws.com/", "x");
  const auto once = authorization_of(request);
  sign(request, example_keys("the-token"), suite_scope, suite_time + std::chrono::hours(24));
  CHECK(header_of(request, "X-Amz-Date") == "20150831T123600Z|");
  sign(request, example_keys(), suite_scope, suite_time);
  CHECK(header_of(request, "X-Amz-Date") == "20150830T123600Z|");
  CHECK(header_of(request, "X-Amz-Security-Token") == "");
  CHECK(header_of(request, "Authorization") == once);
}

TEST_CASE("the signature covers method, host, port, path, query, headers, body, scope and keys") {
  const auto base = request_of("POST", "https://a.example/p?q=1", "body");
  const auto plain = authorization_of(base);
  const auto differs = [&](const auto& change) {
    auto request = base;
    change(request);
    return authorization_of(request) != plain;
  };
  CHECK_FALSE(differs([](Request&) {}));
  CHECK(differs([](Request& r) { r.method = "PUT"; }));
  CHECK(differs([](Request& r) { r.url = "https://b.example/p?q=1"; }));
  CHECK(differs([](Request& r) { r.url = "https://a.example:8443/p?q=1"; }));
  CHECK(differs([](Request& r) { r.url = "https://a.example/p/?q=1"; }));
  CHECK(differs([](Request& r) { r.url = "https://a.example/p?q=2"; }));
  CHECK(differs([](Request& r) { r.body = "Body"; }));
  CHECK(differs([](Request& r) { r.headers.push_back({"Content-Type", "text/xml"}); }));
  CHECK_FALSE(differs([](Request& r) { r.url = "https://a.example:443/p?q=1#part"; }));
  auto other_scope = base;
  sign(other_scope, example_keys(), {"eu-west-1", "service"}, suite_time);
  CHECK(header_of(other_scope, "Authorization") != plain);
  auto other_keys = example_keys();
  other_keys.secret_access_key = Secret("other");
  CHECK(authorization_of(base, other_keys) != plain);
}

TEST_CASE("a query is sorted by name, then value, and encoded anew") {
  const auto query = [](std::string_view text) {
    const auto canonical = canonical_of("/", text);
    return canonical.substr(6, canonical.find('\n', 6) - 6);
  };
  CHECK(query("type=TXT&name=a.&maxitems=300") == "maxitems=300&name=a.&type=TXT");
  CHECK(query("b=2&b=10&a=1&B=0") == "B=0&a=1&b=10&b=2");
  CHECK(query("a&b=") == "a=&b=");
  CHECK(query("name=%5c052.a_b.&x=%7E") == "name=%5C052.a_b.&x=~");
  CHECK(query("name=*.a b/+%2B") == "name=%2A.a%20b%2F%2B%2B");
  CHECK(query("a=%zz%4&&b=c=d") == "a=%25zz%254&b=c%3Dd");
  CHECK(query("foo-1=1&foo=2") == "foo=2&foo-1=1");
}

TEST_CASE("a path is encoded once more, segment by segment, and never empty") {
  const auto path = [](std::string_view text) {
    const auto canonical = canonical_of(text);
    return canonical.substr(4, canonical.find('\n', 4) - 4);
  };
  CHECK(path("/2013-04-01/hostedzone/Z1/rrset/") == "/2013-04-01/hostedzone/Z1/rrset/");
  CHECK(path("/a%20b/*") == "/a%2520b/%2A");
  CHECK(path("/") == "/");
  CHECK(path("") == "/");
  CHECK(normal_path("//a/./b/../c//") == "/a/c/");
  CHECK(normal_path("/../..") == "/");
  CHECK(normal_path("") == "/");
}

TEST_CASE("headers are signed in lower case, sorted, trimmed, and joined when they repeat") {
  const std::vector<Header> headers{
      {"X-Foo-Bar", "2"}, {"Host", "h"}, {"X-Foo", "  a  b\t"}, {"x-foo", "c"}};
  CHECK(signed_header_names(headers) == "host;x-foo;x-foo-bar");
  CHECK(canonical_request({"GET", "/", "", headers, "hash"}) ==
        "GET\n/\n\nhost:h\nx-foo:a b,c\nx-foo-bar:2\n\nhost;x-foo;x-foo-bar\nhash");
}

TEST_CASE("timestamps are in UTC, to the second") {
  CHECK(signing_timestamp(suite_time) == "20150830T123600Z");
  CHECK(signing_timestamp(suite_time + std::chrono::milliseconds(999)) == "20150830T123600Z");
  CHECK(signing_timestamp(SigningTime{}) == "19700101T000000Z");
  CHECK(signing_timestamp(SigningTime{} - std::chrono::milliseconds(1)) == "19691231T235959Z");
}

TEST_CASE("the digest of nothing is the known one") {
  CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("what is no URL is left unsigned") {
  auto request = request_of("GET", "ftp://example.com/");
  sign(request, example_keys(), suite_scope, suite_time);
  CHECK(request.headers.empty());
  CHECK(request.secret_headers.empty());
}
