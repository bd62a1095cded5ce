// Roles that STS lends: who asks for them, how, and what is said when it is not given.
#include "providers/route53/credential_lab.h"

#include <doctest/doctest.h>

#include <chrono>
#include <string>
#include <vector>

using namespace dnsward;
using namespace dnsward::test;

namespace {

constexpr std::string_view base_keys = R"([base]
aws_access_key_id = AKIABASE
aws_secret_access_key = base/secret
)";

constexpr std::string_view lent =
    R"(ASIAFAKE000000000001 fake/temporary+secret/0000000000000000001 )"
    R"(IQoJb3JpZ2luX2Vj//fake+session/token=00000001 | )"
    R"(AssumeRole of "arn:aws:iam::123456789012:role/dns" until 20300115T010000Z)";

void add_base(CredentialLab& lab) {
  lab.keys.add({.id = "AKIABASE", .secret = "base/secret"});
  lab.credentials(base_keys);
}

std::string role_profile(std::string_view more) {
  return "[profile dns]\nrole_arn = " + std::string(CredentialLab::role) +
         "\nregion = us-east-1\n" + std::string(more);
}

}  // namespace

TEST_CASE("a role is assumed with the keys of source_profile") {
  CredentialLab lab;
  add_base(lab);
  lab.config(role_profile("source_profile = base\n"));
  CHECK(lab.get("dns") == lent);
  CHECK(lab.wire.sent() == std::vector<std::string>{"POST https://sts.us-east-1.amazonaws.com/"});
  CHECK(lab.wire.last().body ==
        "Version=2011-06-15&Action=AssumeRole&RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2F"
        "dns&RoleSessionName=dnsward-1894665600");
}

TEST_CASE("session name, external id and duration are sent as the profile has them") {
  CredentialLab lab;
  add_base(lab);
  lab.services.add_role({.arn = std::string(CredentialLab::role), .external_id = "a/b c"});
  lab.config(
      role_profile("source_profile = base\nexternal_id = a/b c\n"
                   "role_session_name = mail@dns\nduration_seconds = 900\n"));
  CHECK(lab.get("dns").ends_with("until 20300115T001500Z"));
  CHECK(lab.wire.last().body.ends_with(
      "&RoleSessionName=mail%40dns&ExternalId=a%2Fb%20c&DurationSeconds=900"));
}

TEST_CASE("a role is assumed with the keys of credential_source") {
  CredentialLab lab;
  lab.keys.add({.id = "AKIAENV", .secret = "env/secret"});
  lab.config(role_profile("credential_source = Environment\n")).set("AWS_PROFILE", "dns");
  CHECK(lab.get() ==
        R"(at once: credential: profile "dns" has the credential_source "Environment", but )"
        "AWS_ACCESS_KEY_ID is not set | set what it needs, or name a source_profile");
  lab.set("AWS_ACCESS_KEY_ID", "AKIAENV").set("AWS_SECRET_ACCESS_KEY", "env/secret");
  CHECK(lab.get("dns") == lent);
}

TEST_CASE("a container or an instance may ask for a role, too") {
  CredentialLab lab;
  lab.services.add_role({.arn = "arn:aws:iam::123456789012:role/task"});
  lab.services.configure(
      [](auto& options) { options.container_role = "arn:aws:iam::123456789012:role/task"; });
  lab.config(role_profile("credential_source = EcsContainer\n"))
      .set("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/v2/credentials/0f1e2d3c");
  CHECK(lab.get("dns").starts_with("ASIAFAKE000000000002 "));
  lab.config(role_profile("credential_source = Ec2InstanceMetadata\n"));
  CHECK(lab.get("dns").starts_with("ASIAFAKE000000000004 "));
  CHECK(lab.wire.sent() ==
        std::vector<std::string>{
            "GET http://169.254.170.2/v2/credentials/0f1e2d3c nearby 2000",
            "POST https://sts.us-east-1.amazonaws.com/",
            "PUT http://169.254.169.254/latest/api/token nearby 1000",
            "GET http://169.254.169.254/latest/meta-data/iam/security-credentials/ nearby 1000",
            "GET http://169.254.169.254/latest/meta-data/iam/security-credentials/dns nearby 1000",
            "POST https://sts.us-east-1.amazonaws.com/"});
}

TEST_CASE("a role may be assumed with a role, and so on") {
  CredentialLab lab;
  add_base(lab);
  lab.services.add_role({.arn = "arn:aws:iam::123456789012:role/middle"});
  lab.config(role_profile("source_profile = middle\n") +
             "[profile middle]\nrole_arn = arn:aws:iam::123456789012:role/middle\n"
             "source_profile = base\nregion = us-east-1\n");
  CHECK(lab.get("dns").starts_with("ASIAFAKE000000000002 "));
  CHECK(lab.wire.sent().size() == 2);
}

TEST_CASE("a profile may be its own source when it has keys") {
  CredentialLab lab;
  lab.keys.add({.id = "AKIASELF", .secret = "self/secret"});
  lab.config(
      role_profile("source_profile = dns\naws_access_key_id = AKIASELF\n"
                   "aws_secret_access_key = self/secret\n"));
  CHECK(lab.get("dns") == lent);
}

TEST_CASE("a source profile may have a process") {
  CredentialLab lab;
  lab.keys.add({.id = "AKIAP", .secret = "p"});
  lab.config(role_profile("source_profile = p\n") +
             "[profile p]\ncredential_process = printf "
             R"('{"Version":1,"AccessKeyId":"AKIAP","SecretAccessKey":"p"}')");
  CHECK(lab.get("dns") == lent);
}

TEST_CASE("a role profile that can't work is told at once") {
  const auto problem = [](std::string_view more) {
    CredentialLab lab;
    lab.credentials(base_keys).config(role_profile(more));
    auto text = lab.get("dns");
    constexpr std::string_view start = R"(at once: credential: profile "dns" )";
    return text.starts_with(start) ? text.substr(start.size()) : text;
  };
  CHECK(problem("") ==
        "has role_arn, but no source_profile or credential_source | "
        "say with one of them whose keys ask for the role");
  CHECK(problem("source_profile = base\ncredential_source = Environment\n") ==
        "has both source_profile and credential_source | "
        "say with one of them whose keys ask for the role");
  CHECK(problem("credential_source = Keychain\n") ==
        R"(has the credential_source "Keychain", which there is not | )"
        "use Environment, Ec2InstanceMetadata or EcsContainer");
  CHECK(problem("source_profile = nobody\n") ==
        R"(has the source_profile "nobody" | )"
        R"(neither "HOME/.aws/config" nor "HOME/.aws/credentials" has a profile "nobody")");
  CHECK(problem("source_profile = dns\n") ==
        R"(has the source_profile "dns", which leads back to it | )"
        "end the chain at a profile that has keys of its own");
  CHECK(problem("source_profile = bare\n[profile bare]\nregion = x\n") ==
        R"(has the source_profile "bare", which has no keys | )"
        "give that profile keys, a role or a credential_process");
  CHECK(problem("source_profile = base\nmfa_serial = arn:aws:iam::1:mfa/me\n") ==
        "asks a person for a code (mfa_serial) | "
        "use a role without it, or a credential_process that knows the code");
  for (const auto* const wrong : {"899", "43201", "1h", "-900", "99999999999"}) {
    CHECK(problem("source_profile = base\nduration_seconds = " + std::string(wrong) + "\n") ==
          "has the duration_seconds \"" + std::string(wrong) + "\" | give 900 to 43200 seconds");
  }
  CHECK(problem("source_profile = base\nrole_session_name = a b\n") ==
        R"(at once: credential: role_session_name of profile "dns" "a b" is no session name | )"
        "a session name has 2 to 64 letters, digits and _+=,.@-");
}

TEST_CASE("profiles that lead back to each other are told at once") {
  CredentialLab lab;
  lab.config(role_profile("source_profile = other\n") +
             "[profile other]\nrole_arn = arn:aws:iam::1:role/other\nsource_profile = dns\n");
  CHECK(lab.get("dns") ==
        R"(at once: credential: profile "other" has the source_profile "dns", which leads back to )"
        "it | end the chain at a profile that has keys of its own");
}

TEST_CASE("STS's refusal is told with code, message and request id") {
  CredentialLab lab;
  add_base(lab);
  lab.services.remove_role(std::string(CredentialLab::role));
  lab.config(role_profile("source_profile = base\n"));
  CHECK(lab.get("dns") ==
        R"(refused: sts answered 403 to AssumeRole of "arn:aws:iam::123456789012:role/dns": )"
        "AccessDenied User: arn:aws:iam::123456789012:user/dnsward is not authorized to perform: "
        "sts:AssumeRole on resource: arn:aws:iam::123456789012:role/dns "
        "(request id c6104cbe-af31-11e0-8154-000000000001) | "
        "see that the role's trust policy names who asks, and that they may call it");
}

TEST_CASE("passing trouble of STS is waited for, and told when it lasts") {
  CredentialLab lab;
  add_base(lab);
  lab.config(role_profile("source_profile = base\n"));
  const Response busy{
      400, {}, "<ErrorResponse><Error><Code>Throttling</Code></Error></ErrorResponse>"};
  lab.wire.answer(
      {Response{503, {}, "busy"}, busy, fail(ErrorKind::unknown_outcome, "it broke"), busy});
  CHECK(lab.get("dns").starts_with("ASIAFAKE000000000001 "));
  CHECK(lab.wire.sent().size() == 5);
  lab.wire.answer({busy, busy, busy});
  CHECK(lab.get("dns") ==
        R"(refused: sts answered 400 to AssumeRole of "arn:aws:iam::123456789012:role/dns": )"
        "Throttling | see that the role, its trust policy and the keys are right");
  lab.wire.take_down("sts.us-east-1.amazonaws.com");
  CHECK(lab.get("dns") ==
        "unreachable: no connection to sts.us-east-1.amazonaws.com: Connection refused | "
        R"(check the network | AssumeRole of "arn:aws:iam::123456789012:role/dns")");
}

TEST_CASE("an outcome that nobody knows has no effect when keys are asked for") {
  CredentialLab lab;
  add_base(lab);
  lab.config(role_profile("source_profile = base\n"));
  const Result<Response> broken = fail(ErrorKind::unknown_outcome, "it broke", "again");
  lab.wire.answer(std::vector<Result<Response>>(10, broken));
  CHECK(lab.get("dns") ==
        R"(unreachable: it broke | again | AssumeRole of "arn:aws:iam::123456789012:role/dns")");
}

TEST_CASE("a clock that is wrong is corrected once by STS's own") {
  CredentialLab lab;
  add_base(lab);
  lab.config(role_profile("source_profile = base\n"));
  lab.services.configure([](auto& options) { options.clock_offset = std::chrono::minutes(7); });
  CHECK(lab.get("dns").starts_with("ASIAFAKE000000000001 "));
  lab.services.configure([](auto& options) { options.clock_offset = -std::chrono::hours(30); });
  CHECK(lab.get("dns").find("gave credentials that have expired") != std::string::npos);
  CHECK(lab.wire.sent().size() == 4);
}

TEST_CASE("an answer of STS that is not understood is not shown") {
  CredentialLab lab;
  add_base(lab);
  lab.config(role_profile("source_profile = base\n"));
  const auto answered = [&](std::string body) {
    lab.wire.answer({Response{200, {}, std::move(body)}});
    return lab.get("dns");
  };
  CHECK(answered("<AssumeRoleResponse><SecretAccessKey>s3cret") ==
        R"(protocol: sts's answer to AssumeRole of "arn:aws:iam::123456789012:role/dns": )"
        "the answer is not XML at octet 43 | something between here and the API may have answered "
        "in its place; try again later");
  CHECK(answered("<R><AssumeRoleResult><Credentials><AccessKeyId>A</AccessKeyId><SecretAccessKey>s3"
                 "cret</SecretAccessKey><SessionToken>t</SessionToken><Expiration>soon</Expiration>"
                 "</Credentials></AssumeRoleResult></R>") ==
        R"(protocol: sts's answer to AssumeRole of "arn:aws:iam::123456789012:role/dns": )"
        "R/AssumeRoleResult/Credentials/Expiration is no time | the API may have changed since "
        "this version of dnsward was made");
}
