// Keys that a container's host tells.
#include "providers/route53/credential_lab.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace dnsward;
using namespace dnsward::test;

namespace {

constexpr auto relative = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";
constexpr auto full = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
constexpr auto path = "/v2/credentials/0f1e2d3c";

const auto given = R"(ASIAFAKE000000000001 fake/temporary+secret/0000000000000000001 )"
                   R"(IQoJb3JpZ2luX2Vj//fake+session/token=00000001 | )"
                   "the container's credential service until 20300115T060000Z";

}  // namespace

TEST_CASE("a task of ECS is told its keys at 169.254.170.2") {
  CredentialLab lab;
  lab.set(relative, path).set(full, "https://not.asked.example/");
  CHECK(lab.get() == given);
  CHECK(lab.wire.sent() ==
        std::vector<std::string>{"GET http://169.254.170.2/v2/credentials/0f1e2d3c nearby 2000"});
  CHECK(lab.wire.last().secret_headers.empty());
}

TEST_CASE("a pod of EKS is told its keys for the token in a file, which is read each time") {
  CredentialLab lab;
  lab.services.configure([](auto& options) { options.container_authorization = "Bearer pod 1"; });
  lab.set(full, std::string("http://169.254.170.23") + path)
      .set("AWS_CONTAINER_AUTHORIZATION_TOKEN", "wrong")
      .set("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", lab.file("token", "Bearer pod 1\n"));
  const auto chain = lab.chain().value();
  const auto first = chain->get();
  CHECK(lab.told(first) == given);
  lab.services.configure([](auto& options) { options.container_authorization = "pod-2"; });
  lab.file("token", "pod-2");
  REQUIRE(first);
  chain->discard(*first);
  CHECK(lab.told(chain->get()).starts_with("ASIAFAKE000000000002 "));
}

TEST_CASE("the authorization token may stand in a variable") {
  CredentialLab lab;
  lab.services.configure([](auto& options) { options.container_authorization = "Basic abc="; });
  lab.set(full, std::string("https://credentials.example") + path)
      .set("AWS_CONTAINER_AUTHORIZATION_TOKEN", "Basic abc=");
  CHECK(lab.get() == given);
}

TEST_CASE("credentials are not taken from just anywhere") {
  for (const auto* const url :
       {"http://169.254.170.2/x", "http://169.254.170.23/x", "http://[fd00:ec2::23]/x",
        "http://localhost:80/x", "http://127.0.0.1:9/x", "http://[::1]/x",
        "https://any.example/x"}) {
    CAPTURE(url);
    CredentialLab lab;
    lab.set(full, url);
    CHECK(lab.chain().has_value());
  }
  for (const auto* const url :
       {"http://any.example/x", "http://169.254.169.254/x", "http://10.0.0.1/x", "ftp://127.0.0.1/",
        "/relative", "http://169.254.170.2@any.example/", "https://u:p@any.example/",
        "http://169.254.170.2.any.example/", "https://"}) {
    CAPTURE(url);
    CredentialLab lab;
    lab.set(full, url);
    CHECK(lab.get() ==
          "at once: credential: AWS_CONTAINER_CREDENTIALS_FULL_URI is no URL from which "
          "credentials may be taken | give an https URL, or one of http at loopback, "
          "169.254.170.2, 169.254.170.23 or [fd00:ec2::23]");
  }
  for (const auto* const wrong : {"v2/x", "@any.example/x", ".any.example/x"}) {
    CredentialLab lab;
    lab.set(relative, wrong);
    CHECK(lab.get() == std::string("at once: credential: AWS_CONTAINER_CREDENTIALS_RELATIVE_URI is "
                                   "\"") +
                           wrong +
                           "\", which does not begin with a slash | give the path alone, or unset "
                           "it");
  }
}

TEST_CASE("the service is asked three times, a second apart") {
  CredentialLab lab;
  lab.set(relative, path);
  const auto start = lab.clock.steady_now();
  lab.wire.answer({fail(ErrorKind::unknown_outcome, "it broke"), Response{500, {}, "oops"}});
  CHECK(lab.get().starts_with("ASIAFAKE000000000001 "));
  CHECK(lab.clock.steady_now() - start == std::chrono::seconds(2));
  CHECK(lab.wire.sent().size() == 3);
  lab.wire.take_down("169.254.170.2");
  CHECK(lab.get() ==
        "unreachable: no connection to 169.254.170.2: Connection refused | check the network | "
        "the container's credential service");
  CHECK(lab.wire.sent().size() == 6);
  const Result<Response> broken = fail(ErrorKind::unknown_outcome, "it broke");
  lab.wire.answer({broken, broken, broken});
  CHECK(lab.get() == "unreachable: it broke | the container's credential service");
}

TEST_CASE("a refusal is told in the service's words") {
  CredentialLab lab;
  lab.services.configure([](auto& options) { options.container_authorization = "Bearer pod"; });
  lab.set(full, std::string("http://169.254.170.23") + path);
  const auto hint =
      " | see that the task or pod has a role, and that its authorization token is right";
  CHECK(lab.get() == std::string("refused: the container's credential service answered 401: "
                                 "AccessDeniedException Unauthorized") +
                         hint);
  const Response page{404, {}, "<html>not here</html>"};
  lab.wire.answer({page, page, page});
  CHECK(lab.get() ==
        std::string("refused: the container's credential service answered 404") + hint);
}

TEST_CASE("an authorization token that is not there or not whole") {
  CredentialLab lab;
  lab.set(relative, path).set("AWS_CONTAINER_AUTHORIZATION_TOKEN", "a\nb");
  CHECK(lab.get() ==
        "credential: AWS_CONTAINER_AUTHORIZATION_TOKEN holds a line feed or another character that "
        "no header may have | put the token into it, alone and on one line");
  lab.set("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", lab.file("token", "\n"));
  CHECK(lab.get() ==
        R"(credential: "HOME/token" (AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE) is empty | )"
        "put the token into it");
  lab.file("token", "a\r\nX-Other: b");
  CHECK(
      lab.get().starts_with("credential: \"HOME/token\" (AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE) "
                            "holds a line feed"));
  lab.set("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "/nowhere/token");
  CHECK(lab.get() ==
        R"(credential: "/nowhere/token" (AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE) does not exist | )"
        "see that it is mounted");
  CHECK(lab.wire.sent().empty());
}

TEST_CASE("an answer that is not understood is not shown") {
  CredentialLab lab;
  lab.set(relative, path);
  const auto answered = [&](const std::string& body) {
    const Response answer{200, {}, body};
    lab.wire.answer({answer, answer, answer});
    auto text = lab.get();
    return text.substr(0, text.find(" | "));
  };
  const std::string start = "protocol: the container's credential service: ";
  CHECK(answered("s3cret") == start + "the answer is not JSON at octet 1");
  CHECK(answered(R"({"AccessKeyId":"A"})") == start + "SecretAccessKey is missing");
  CHECK(answered(R"({"AccessKeyId":"A","SecretAccessKey":["s3cret"]})") ==
        start + "SecretAccessKey is an array, not a text");
  CHECK(answered(R"({"AccessKeyId":"A","SecretAccessKey":"s","Expiration":"soon"})") ==
        start + R"(Expiration is "soon", not a time)");
  CHECK(answered(R"({"AccessKeyId":"A","SecretAccessKey":"s3 cret"})") ==
        "credential: the container's credential service: SecretAccessKey holds a blank, a line "
        "feed or another character that no key has");
  CHECK(answered(R"({"AccessKeyId":"","SecretAccessKey":"s"})") ==
        "credential: the container's credential service: AccessKeyId is empty");
  CHECK(answered(R"({"AccessKeyId":"A","SecretAccessKey":"s","Token":null})") == "A s");
}
