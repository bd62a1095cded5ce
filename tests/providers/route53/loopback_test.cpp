// The whole way over real sockets: what libcurl sends is what was signed, and services on loopback
// are asked as those of AWS would be.
#include "fakes/route53.h"
#include "fakes/server.h"
#include "http/curl_transport.h"
#include "http/raw_server.h"
#include "http/variable.h"
#include "providers/route53/credential_lab.h"
#include "providers/route53/sigv4.h"

#include <doctest/doctest.h>

#include <chrono>
#include <string>

using namespace dnsward;
using namespace dnsward::route53;
using namespace dnsward::test;

namespace {

// A machine whose services all are on a loopback port, reached with libcurl.
struct LoopbackLab {
  CredentialLab lab;
  fake::Server server{lab.services};
  std::unique_ptr<Transport> curl = curl_transport({});

  [[nodiscard]] std::string get(const std::string& profile = {}) {
    const auto chain = lab.chain_over(*curl, profile);
    if (!chain) return "at once: " + lab.told(chain.error());
    const auto keys = (*chain)->get();
    return keys ? keys->access_key_id + " | " + keys->source : lab.told(keys.error());
  }
};

Credentials keys_of(const fake::AwsKey& key) {
  Credentials keys;
  keys.access_key_id = key.id;
  keys.secret_access_key = Secret(key.secret);
  keys.session_token = Secret(key.session_token);
  return keys;
}

}  // namespace

TEST_CASE("a role is assumed over a socket: the signature is the one of what libcurl sends") {
  LoopbackLab world;
  world.lab.keys.add({.id = "AKIABASE", .secret = "base/secret"});
  world.lab.set("AWS_ENDPOINT_URL_STS", world.server.base_url());
  world.lab.config(
      "[profile dns]\nrole_arn = arn:aws:iam::123456789012:role/dns\nregion = us-east-1\n"
      "source_profile = base\nexternal_id =\n[profile base]\naws_access_key_id = AKIABASE\n"
      "aws_secret_access_key = base/secret\n");
  CHECK(world.get("dns") ==
        R"(ASIAFAKE000000000001 | AssumeRole of "arn:aws:iam::123456789012:role/dns")");
  world.lab.keys.add({.id = "AKIABASE", .secret = "another"});
  CHECK(world.get("dns").find("403 to AssumeRole of \"arn:aws:iam::123456789012:role/dns\": "
                              "SignatureDoesNotMatch") != std::string::npos);
}

TEST_CASE("a web identity, a container and an instance over a socket") {
  LoopbackLab world;
  auto& lab = world.lab;
  lab.services.add_role(
      {.arn = "arn:aws:iam::123456789012:role/dns", .web_tokens = {"eyJ.good.token"}});
  lab.set("AWS_EC2_METADATA_SERVICE_ENDPOINT", world.server.base_url());
  CHECK(world.get() == R"(ASIAFAKE000000000001 | the instance's role "dns")");
  lab.services.configure([](auto& options) { options.container_authorization = "Bearer pod"; });
  lab.set("AWS_CONTAINER_CREDENTIALS_FULL_URI",
          world.server.base_url() + "/v2/credentials/0f1e2d3c")
      .set("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", lab.file("pod", "Bearer pod\n"));
  CHECK(world.get() == "ASIAFAKE000000000002 | the container's credential service");
  lab.set("AWS_WEB_IDENTITY_TOKEN_FILE", lab.file("token", "eyJ.good.token"))
      .set("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/dns")
      .set("AWS_ENDPOINT_URL", world.server.base_url());
  CHECK(world.get() ==
        "ASIAFAKE000000000003 | AssumeRoleWithWebIdentity of "
        R"("arn:aws:iam::123456789012:role/dns")");
}

TEST_CASE("services of the machine are not asked for through a proxy") {
  const RawServer proxy([](RawConnection& connection) { connection.read_request(); });
  const Variable http_proxy("http_proxy", proxy.url());
  const Variable all_proxy("all_proxy", proxy.url());
  const Variable no_proxy("no_proxy", "");
  LoopbackLab world;
  world.lab.set("AWS_EC2_METADATA_SERVICE_ENDPOINT", world.server.base_url());
  CHECK(world.get().starts_with("ASIAFAKE000000000001 "));
  CHECK(proxy.connections() == 0);
}

TEST_CASE("services that are not there, or do not answer") {
  LoopbackLab world;
  const auto port = refusing_url().substr(std::string("http://127.0.0.1:").size());
  world.lab.set("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://127.0.0.1:" + port);
  CHECK(world.get().ends_with("instance: no connection to 127.0.0.1 port " + port +
                              ": Connection refused"));
  const RawServer closing([](RawConnection& connection) { connection.read_request(); });
  world.lab.set("AWS_CONTAINER_CREDENTIALS_FULL_URI", closing.url() + "/x");
  CHECK(world.get() ==
        "unreachable: 127.0.0.1 closed the connection without an answer | run it again; what it "
        "has done is seen then | the container's credential service");
  CHECK(closing.connections() == 3);
}

TEST_CASE("an instance's service that says nothing is given up after a second") {
  const RawServer silent([](RawConnection& connection) {
    connection.read_request();
    connection.await_close();
  });
  LoopbackLab world;
  world.lab.set("AWS_EC2_METADATA_SERVICE_ENDPOINT", silent.url());
  CHECK(world.get().ends_with("instance: no whole answer from 127.0.0.1 within 1 s"));
  CHECK(silent.connections() == 1);
}

TEST_CASE("a service of the machine can't redirect to another one") {
  LoopbackLab world;
  const auto away = "HTTP/1.1 302 Found\r\nLocation: " + world.server.base_url() +
                    "/latest/api/token\r\nContent-Length: 0\r\n\r\n";
  const RawServer redirecting([&](RawConnection& connection) {
    connection.read_request();
    connection.write(away);
  });
  world.lab.set("AWS_EC2_METADATA_SERVICE_ENDPOINT", redirecting.url());
  CHECK(world.get().ends_with(
      "instance: the instance's metadata service answered 302 to PUT /latest/api/token"));
  CHECK(world.lab.services.journal().lines().empty());
}

TEST_CASE("signed requests of Route 53 are taken, however host, path and query are spelt") {
  const FakeClock clock;
  fake::Route53 api({}, clock);
  const auto zone = api.add_zone("example.com");
  fake::Server server(api);
  const auto curl = curl_transport({});
  const auto port = ':' + std::to_string(server.port());
  const auto base = "/2013-04-01/hostedzone/" + zone + "/rrset";
  for (const auto* const host : {"127.0.0.1", "localhost", "LocalHost"}) {
    for (const auto& target :
         {std::string("/2013-04-01/hostedzone?maxitems=100"),
          base + "?type=TXT&name=%5C052._domainkey.example.com.&maxitems=300",
          base + "?name=*.a-b_c~d.example.com&maxitems=1", base + "/./?maxitems=1"}) {
      CAPTURE(host);
      CAPTURE(target);
      Request request;
      request.url = std::string("http://") + host + port + target;
      request.headers = {{"Accept", "text/xml"}};
      sign(request, keys_of(fake::Route53::key()), {"us-east-1", "route53"}, clock.now());
      const auto answer = curl->send(request);
      REQUIRE(answer);
      CHECK_MESSAGE(answer->status == 200, answer->body);
    }
  }
}

TEST_CASE("temporary keys are taken with their session token, and not for another zone's path") {
  const FakeClock clock;
  fake::Route53 api({}, clock);
  const fake::AwsKey key{.id = "ASIATEMP", .secret = "temp+secret/", .session_token = "a+b/c=="};
  api.keys().add(key);
  fake::Server server(api);
  const auto curl = curl_transport({});
  Request request;
  request.url = server.base_url() + "/2013-04-01/hostedzone?maxitems=1";
  sign(request, keys_of(key), {"us-east-1", "route53"}, clock.now());
  const auto answer = curl->send(request);
  REQUIRE(answer);
  CHECK_MESSAGE(answer->status == 200, answer->body);
  request.url = server.base_url() + "/2013-04-01/hostedzone?maxitems=2";
  const auto forged = curl->send(request);
  REQUIRE(forged);
  CHECK(forged->status == 403);
}
