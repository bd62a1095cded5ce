#include "fakes/route53_lab.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace dnsward;
using namespace dnsward::test;
using namespace std::chrono_literals;

namespace {

const std::string no_match =
    "403 SignatureDoesNotMatch: The request signature we calculated does not match the signature "
    "you provided. Check your AWS Secret Access Key and signing method. Consult the service "
    "documentation for details.";
const std::string invalid_token =
    "403 InvalidClientTokenId: The security token included in the request is invalid.";
const std::string target = "/2013-04-01/hostedzone";

/// The answer to a listing of zones that is signed so.
std::string verdict_of(const Route53Lab& lab, const Signing& signing) {
  return lab.send("GET", target, lab.sign("GET", target, "", signing)).verdict();
}

/// The answer when the Authorization header is edited.
std::string edited(const Route53Lab& lab, const std::string& from, const std::string& to) {
  auto headers = lab.sign("GET", target, "", lab.signing);
  std::string& value = headers.back().value;
  const std::size_t at = value.find(from);
  REQUIRE(at != std::string::npos);
  value.replace(at, from.size(), to);
  return lab.send("GET", target, headers).verdict();
}

fake::AwsKey temporary_key() {
  return {.id = "ASIAFAKE000000000001", .secret = "temporary", .session_token = "a/long+token=="};
}

}  // namespace

TEST_CASE("a signed request is answered, with a request id and the service's date") {
  Route53Lab lab;
  const auto answer = lab.get("hostedzonecount");
  CHECK(answer.verdict() == "200");
  CHECK(answer.response.header("Content-Type") == "text/xml");
  CHECK(answer.response.header("Date") == "Tue, 15 Jan 2030 00:00:00 GMT");
  const std::string first(answer.response.header("x-amzn-RequestId"));
  CHECK(first.size() == 36);
  CHECK(first != lab.get("hostedzonecount").response.header("x-amzn-RequestId"));
  const auto refused = lab.get("hostedzone/ZNOBODY");
  CHECK(refused.at("RequestId") == refused.response.header("x-amzn-RequestId"));
  CHECK(refused.at("Error/Type") == "Sender");
}

TEST_CASE("an unsigned request is refused") {
  const Route53Lab lab;
  CHECK(lab.send("GET", target, {}).verdict() ==
        "403 MissingAuthenticationToken: Missing Authentication Token");
  CHECK(lab.send("GET", target, {{"Authorization", "Bearer abc"}}).verdict() ==
        "403 IncompleteSignature: Unsupported AWS 'algorithm': 'Bearer'.");
}

TEST_CASE("a signature by another secret, or of another request, is refused") {
  const Route53Lab lab;
  CHECK(verdict_of(lab, {.secret = "wrong"}) == no_match);
  const auto headers = lab.sign("GET", target, "", lab.signing);
  CHECK(lab.send("GET", target, headers).verdict() == "200");
  CHECK(lab.send("GET", target + "?maxitems=1", headers).verdict() == no_match);
  CHECK(lab.send("GET", "/2013-04-01/hostedzonesbyname", headers).verdict() == no_match);
  const std::string path = "/2013-04-01/hostedzone/" + lab.zone + "/rrset/";
  const std::string body = batch_xml(change_xml("CREATE", "a.example.com", "A", {"192.0.2.1"}));
  const auto post = lab.sign("POST", path, body, lab.signing);
  CHECK(lab.send("POST", path, post, body + " ").verdict() == no_match);
  CHECK(lab.send("POST", path.substr(0, path.size() - 1), post, body).verdict() == no_match);
  CHECK(lab.send("POST", path, post, body).verdict() == "200");
}

TEST_CASE("queries are signed in one form however they are sent") {
  const Route53Lab lab;
  const std::string rrset = "/2013-04-01/hostedzone/" + lab.zone + "/rrset";
  const auto headers =
      lab.sign("GET", rrset + "?maxitems=5&name=%5C052.example.com&type=TXT", "", lab.signing);
  for (const char* query : {"?type=TXT&name=%5C052.example.com&maxitems=5",
                            "?maxitems=5&name=%5c052.example.com&type=TXT"}) {
    CHECK(lab.send("GET", rrset + query, headers).verdict() == "200");
  }
  CHECK(
      lab.send("GET", rrset + "?maxitems=5&name=%5C053.example.com&type=TXT", headers).verdict() ==
      no_match);
  const auto plus = lab.sign("GET", rrset + "?name=a%2Bb.example.com", "", lab.signing);
  CHECK(lab.send("GET", rrset + "?name=a+b.example.com", plus).verdict() == no_match);
  CHECK(lab.send("GET", rrset + "?name=a%2Bb.example.com", plus).verdict() == "200");
}

TEST_CASE("what is missing in the Authorization header is named") {
  Route53Lab lab;
  CHECK(edited(lab, "Signature=", "Sign=") ==
        "403 IncompleteSignature: Authorization header requires 'Signature' parameter. "
        "Authorization=AWS4-HMAC-SHA256");
  CHECK(edited(lab, "/us-east-1/", "/") ==
        "403 IncompleteSignature: Credential must have exactly 5 slash-delimited elements, e.g. "
        "keyid/date/region/service/term, got 'AKIAFAKEROUTE53EXMPL/20300115/route53/aws4_request'");
  CHECK(
      edited(lab, "EXMPL/", "EXMPL /")
          .starts_with(
              "403 IncompleteSignature: '/20300115/us-east-1/route53/aws4_request' not a valid "
              "key=value "
              "pair (missing equal-sign) in Authorization header: 'AWS4-HMAC-SHA256 Credential="));
  CHECK(
      edited(lab, "=host;", "=expect;host;") ==
      "403 IncompleteSignature: 'expect' is named as a SignedHeader, but it does not exist in the "
      "HTTP request.");
  CHECK(edited(lab, "host;", "") ==
        "403 SignatureDoesNotMatch: 'Host' or ':authority' must be a 'SignedHeader' in the AWS "
        "Authorization.");
  CHECK(edited(lab, ";x-amz-date", "") ==
        "403 SignatureDoesNotMatch: 'x-amz-date' must be a 'SignedHeader' in the AWS "
        "Authorization.");
  lab.api.configure([](auto& options) { options.incomplete_status = 400; });
  CHECK(edited(lab, "Signature=", "Sign=").starts_with("400 IncompleteSignature: "));
}

TEST_CASE("a date is needed, once, and in the basic form") {
  const Route53Lab lab;
  auto headers = lab.sign("GET", target, "", lab.signing);
  const auto date = std::ranges::find(headers, "X-Amz-Date", &Header::name);
  const Header kept = *date;
  date->value = "2030-01-15T00:00:00Z";
  CHECK(lab.send("GET", target, headers).verdict() ==
        "403 IncompleteSignature: Date must be in ISO-8601 'basic format'. Got "
        "'2030-01-15T00:00:00Z'. See http://en.wikipedia.org/wiki/ISO_8601");
  headers.erase(date);
  CHECK(lab.send("GET", target, headers).verdict() ==
        "403 IncompleteSignature: Authorization header requires existence of either a 'X-Amz-Date' "
        "or a 'Date' header. Authorization=AWS4-HMAC-SHA256");
  headers.push_back(kept);
  CHECK(lab.send("GET", target, headers).verdict() == "200");
  headers.push_back(kept);
  CHECK(lab.send("GET", target, headers).verdict() ==
        "403 IncompleteSignature: 'x-amz-date' comes more than once in the HTTP request.");
}

TEST_CASE("the scope names the day, the region and the service") {
  const Route53Lab lab;
  CHECK(verdict_of(lab, {.region = "eu-west-1"}) ==
        "403 SignatureDoesNotMatch: Credential should be scoped to a valid region, not "
        "'eu-west-1'. ");
  CHECK(verdict_of(lab, {.service = "iam"}) ==
        "403 SignatureDoesNotMatch: Credential should be scoped to correct service: 'route53'. ");
  CHECK(edited(lab, "20300115", "20300114") ==
        "403 SignatureDoesNotMatch: Date in Credential scope does not match YYYYMMDD from ISO-8601 "
        "version of date from HTTP: '20300114' != '20300115', from '20300115T000000Z'.");
  CHECK(edited(lab, "aws4_request", "aws4") ==
        "403 SignatureDoesNotMatch: Credential should be scoped with a valid terminator: "
        "'aws4_request', not 'aws4'. ");
}

TEST_CASE("clocks may differ by five minutes, by the service's own clock") {
  Route53Lab lab;
  CHECK(verdict_of(lab, {.ahead = 300s}) == "200");
  CHECK(verdict_of(lab, {.ahead = -300s}) == "200");
  CHECK(verdict_of(lab, {.ahead = -301s}) ==
        "403 SignatureDoesNotMatch: Signature expired: 20300114T235459Z is now earlier than "
        "20300114T235500Z (20300115T000000Z - 5 min.)");
  CHECK(
      verdict_of(lab, {.ahead = 420s}) ==
      "403 SignatureDoesNotMatch: Signature not yet current: 20300115T000700Z is still later than "
      "20300115T000500Z (20300115T000000Z + 5 min.)");
  lab.api.configure([](auto& options) { options.clock_offset = 420s; });
  CHECK(verdict_of(lab, {.ahead = 420s}) == "200");
  CHECK(verdict_of(lab, {}).starts_with("403 SignatureDoesNotMatch: Signature expired: "));
  CHECK(lab.get("hostedzone").response.header("Date") == "Tue, 15 Jan 2030 00:07:00 GMT");
}

TEST_CASE("temporary keys need their session token, signed") {
  Route53Lab lab;
  lab.api.keys().add(temporary_key());
  lab.signing.key = temporary_key();
  CHECK(lab.get("hostedzone").verdict() == "200");
  lab.signing.signed_headers = "host;x-amz-date";
  CHECK(lab.get("hostedzone").verdict() ==
        "403 SignatureDoesNotMatch: 'x-amz-security-token' must be a 'SignedHeader' in the AWS "
        "Authorization.");
  lab.signing.signed_headers = "";
  lab.signing.key.session_token = "another";
  CHECK(lab.get("hostedzone").verdict() == invalid_token);
  lab.signing.key.session_token = "";
  CHECK(lab.get("hostedzone").verdict() == invalid_token);
}

TEST_CASE("unknown and removed keys are invalid; a lasting key has no session token") {
  Route53Lab lab;
  CHECK(verdict_of(lab, {.key = {.id = "AKIANOBODY", .secret = "x"}}) == invalid_token);
  Signing with_token;
  with_token.key.session_token = "token";
  CHECK(verdict_of(lab, with_token) == invalid_token);
  lab.api.keys().remove(fake::Route53::key().id);
  CHECK(verdict_of(lab, {}) == invalid_token);
}

TEST_CASE("keys expire by the clock, after some calls, or when a test says so") {
  Route53Lab lab;
  const std::string expired =
      "403 ExpiredToken: The security token included in the request is expired";
  fake::AwsKey key = temporary_key();
  key.expires = lab.clock.now() + 1h;
  lab.api.keys().add(key);
  lab.signing.key = key;
  CHECK(lab.get("hostedzone").verdict() == "200");
  lab.clock.advance(1h);
  CHECK(lab.get("hostedzone").verdict() == expired);
  key.expires = {};
  key.calls_left = 2;
  lab.api.keys().add(key);
  CHECK(lab.get("hostedzone").verdict() == "200");
  CHECK(lab.get("hostedzone").verdict() == "200");
  CHECK(lab.get("hostedzone").verdict() == expired);
  lab.api.keys().add(temporary_key());
  CHECK(lab.get("hostedzone").verdict() == "200");
  lab.api.keys().expire(key.id);
  CHECK(lab.get("hostedzone").verdict() == expired);
}

TEST_CASE("paths that are no operation's are unknown, and a doubled slash breaks the signature") {
  const Route53Lab lab;
  for (const std::string& path :
       {std::string("hostedzone/"), std::string("hostedzones"), "hostedzone/" + lab.zone + "/",
        "hostedzone/" + lab.zone + "/rrsets", "hostedzone/" + lab.zone + "/rrset/x"}) {
    CAPTURE(path);
    CHECK(lab.get(path).verdict() == "404 UnknownOperationException: ");
  }
  CHECK(lab.ask("PUT", "hostedzone/" + lab.zone + "/rrset").verdict() ==
        "404 UnknownOperationException: ");
  CHECK(lab.send("GET", "/2012-12-12/hostedzone", {}).verdict() ==
        "404 UnknownOperationException: ");
  CHECK(lab.get("hostedzone//hostedzone/" + lab.zone).verdict() ==
        "403 InvalidSignatureException" + no_match.substr(no_match.find(':')));
}
