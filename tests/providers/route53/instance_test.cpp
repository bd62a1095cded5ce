// Keys of the role that an EC2 instance runs with.
#include "providers/route53/credential_lab.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace dnsward;
using namespace dnsward::test;

namespace {

// What stands before the reason of the instance's service when nothing else is set.
std::string nothing_but(const std::string& why) {
  return R"(credential: provider "main" has no AWS credentials | )"
         "set DNSWARD_MAIN_ACCESS_KEY_ID and DNSWARD_MAIN_SECRET_ACCESS_KEY, or name a profile "
         "that has credentials | "
         "environment: DNSWARD_MAIN_ACCESS_KEY_ID is not set | "
         "environment: AWS_ACCESS_KEY_ID is not set | "
         "web identity: AWS_WEB_IDENTITY_TOKEN_FILE is not set | "
         R"(profile: neither "HOME/.aws/config" nor "HOME/.aws/credentials" exists | )"
         "container: neither AWS_CONTAINER_CREDENTIALS_RELATIVE_URI nor "
         "AWS_CONTAINER_CREDENTIALS_FULL_URI is set | instance: " +
         why;
}

}  // namespace

TEST_CASE("an instance is told its keys with IMDSv2") {
  CredentialLab lab;
  CHECK(lab.get() == R"(ASIAFAKE000000000001 fake/temporary+secret/0000000000000000001 )"
                     R"(IQoJb3JpZ2luX2Vj//fake+session/token=00000001 | the instance's role "dns" )"
                     "until 20300115T060000Z");
  CHECK(lab.wire.sent() ==
        std::vector<std::string>{
            "PUT http://169.254.169.254/latest/api/token nearby 1000",
            "GET http://169.254.169.254/latest/meta-data/iam/security-credentials/ nearby 1000",
            "GET http://169.254.169.254/latest/meta-data/iam/security-credentials/dns nearby "
            "1000"});
  REQUIRE(lab.wire.last().secret_headers.size() == 1);
  CHECK(lab.wire.last().secret_headers[0].name == "X-aws-ec2-metadata-token");
}

TEST_CASE("the service may be asked over IPv6, or elsewhere on the machine") {
  CredentialLab lab;
  lab.set("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "ipv6");
  CHECK(lab.get().starts_with("ASIAFAKE000000000001 "));
  CHECK(lab.wire.sent().front() == "PUT http://[fd00:ec2::254]/latest/api/token nearby 1000");
  lab.set("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://127.0.0.1:1338/");
  CHECK(lab.get().starts_with("ASIAFAKE000000000002 "));
  CHECK(lab.wire.sent()[3] == "PUT http://127.0.0.1:1338/latest/api/token nearby 1000");
}

TEST_CASE("the service is not asked for just anywhere") {
  CredentialLab lab;
  lab.set("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "IPv5");
  CHECK(
      lab.get() ==
      R"(at once: credential: AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE is "IPv5", neither IPv4 nor )"
      "IPv6 | set it to IPv4 or IPv6, or unset it");
  for (const auto* const url : {"http://metadata.example", "https://10.0.0.1", "169.254.169.254@x/",
                                "http://169.254.169.254@any.example", "ftp://127.0.0.1"}) {
    CAPTURE(url);
    lab.set("AWS_EC2_METADATA_SERVICE_ENDPOINT", url);
    CHECK(lab.get() ==
          "at once: credential: AWS_EC2_METADATA_SERVICE_ENDPOINT is no URL at a loopback or "
          "link-local address | give one like http://169.254.169.254, or unset it");
  }
}

TEST_CASE("a machine that is no instance has no credentials, and each source says why") {
  CredentialLab lab;
  lab.wire.take_down("169.254.169.254");
  CHECK(lab.get() == nothing_but("no connection to 169.254.169.254: Connection refused"));
  CHECK(lab.wire.sent().size() == 1);
}

TEST_CASE("a run whose time is over says so, not that there are no credentials") {
  CredentialLab lab;
  lab.wire.answer({fail(ErrorKind::stopped, "the time limit was reached")});
  CHECK(lab.get() == "stopped: the time limit was reached | the instance's metadata service");
}

TEST_CASE("an instance without a role, or with a broken one") {
  CredentialLab lab;
  lab.services.configure([](auto& options) { options.instance_role = ""; });
  CHECK(lab.get() == nothing_but("the instance's metadata service answered 404 to GET "
                                 "/latest/meta-data/iam/security-credentials/"));
  lab.services.configure([](auto& options) {
    options.instance_role = "dns";
    options.instance_code = "AssumeRoleUnauthorizedAccess";
  });
  CHECK(lab.get() == nothing_but("the instance's metadata service has no keys of role \"dns\": "
                                 "AssumeRoleUnauthorizedAccess"));
  lab.wire.answer({Response{200, {}, "token"}, Response{200, {}, "\n"}});
  CHECK(lab.get() == nothing_but("the instance's metadata service names no role"));
}

TEST_CASE("something else at the address of the service is no instance") {
  CredentialLab lab;
  lab.wire.answer({Response{405, {}, ""}});
  CHECK(lab.get() == nothing_but("the instance's metadata service answered 405 to PUT "
                                 "/latest/api/token"));
  lab.wire.answer({Response{200, {}, "<html> </html>"}});
  CHECK(lab.get() == nothing_but("the token of the instance's metadata service holds a blank, a "
                                 "line feed or another character that no key has"));
  lab.wire.answer({Response{200, {}, "token"}, Response{200, {}, "../../x y\nother"},
                   Response{200, {}, "s3cret"}});
  CHECK(lab.get() ==
        nothing_but("the instance's metadata service: the answer is not JSON at octet 1"));
  CHECK(lab.wire.sent().back() ==
        "GET http://169.254.169.254/latest/meta-data/iam/security-credentials/..%2F..%2Fx%20y "
        "nearby 1000");
}
