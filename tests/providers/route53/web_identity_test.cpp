// Roles for an identity token in a file: EKS, GitHub Actions, GitLab.
#include "providers/route53/credential_lab.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace dnsward;
using namespace dnsward::test;

namespace {

constexpr std::string_view arn = CredentialLab::role;

// A machine with a token that the role takes.
void add_token(CredentialLab& lab) {
  lab.services.add_role({.arn = std::string(arn),
                         .web_tokens = {"eyJ.good.token", "eyJ.next.token"},
                         .stale_tokens = {"eyJ.stale.token"}});
  lab.set("AWS_WEB_IDENTITY_TOKEN_FILE", lab.file("token", "eyJ.good.token\n"))
      .set("AWS_ROLE_ARN", std::string(arn))
      .set("AWS_REGION", "us-east-1");
}

}  // namespace

TEST_CASE("a web identity is exchanged for keys without a signature") {
  CredentialLab lab;
  add_token(lab);
  lab.set("AWS_ROLE_SESSION_NAME", "ci");
  CHECK(lab.get() ==
        R"(ASIAFAKE000000000001 fake/temporary+secret/0000000000000000001 )"
        R"(IQoJb3JpZ2luX2Vj//fake+session/token=00000001 | AssumeRoleWithWebIdentity of )"
        R"("arn:aws:iam::123456789012:role/dns" until 20300115T010000Z)");
  CHECK(lab.wire.sent() == std::vector<std::string>{"POST https://sts.us-east-1.amazonaws.com/"});
  CHECK(lab.wire.last().secret_headers.empty());
  CHECK(lab.wire.last().body ==
        "Version=2011-06-15&Action=AssumeRoleWithWebIdentity&RoleArn=arn%3Aaws%3Aiam%3A%3A"
        "123456789012%3Arole%2Fdns&RoleSessionName=ci&WebIdentityToken=eyJ.good.token");
}

TEST_CASE("the token file is read each time keys are asked for") {
  CredentialLab lab;
  add_token(lab);
  const auto chain = lab.chain().value();
  const auto first = chain->get();
  REQUIRE(first);
  lab.file("token", "eyJ.next.token");
  chain->discard(*first);
  const auto second = chain->get();
  REQUIRE(second);
  CHECK(second->access_key_id == "ASIAFAKE000000000002");
  CHECK(lab.wire.last().body.ends_with("WebIdentityToken=eyJ.next.token"));
}

TEST_CASE("a profile of the block uses its own token file, not the environment's") {
  CredentialLab lab;
  add_token(lab);
  lab.config("[profile ci]\nrole_arn = " + std::string(arn) + "\nweb_identity_token_file = " +
             lab.file("other", "eyJ.next.token") + "\nregion = us-east-1\n");
  CHECK(lab.get("ci").starts_with("ASIAFAKE000000000001 "));
  CHECK(lab.wire.last().body.ends_with("WebIdentityToken=eyJ.next.token"));
}

TEST_CASE("a role may be assumed with the web identity of another profile") {
  CredentialLab lab;
  add_token(lab);
  lab.services.add_role({.arn = "arn:aws:iam::123456789012:role/far"});
  lab.config("[profile ci]\nrole_arn = " + std::string(arn) +
             "\nweb_identity_token_file = " + lab.file("other", "eyJ.next.token") +
             "\n[profile far]\nrole_arn = arn:aws:iam::123456789012:role/far\n"
             "source_profile = ci\n");
  CHECK(lab.get("far").starts_with("ASIAFAKE000000000002 "));
  CHECK(lab.wire.sent().size() == 2);
}

TEST_CASE("a token file without a role, or the other way round") {
  CredentialLab lab;
  lab.set("AWS_WEB_IDENTITY_TOKEN_FILE", "/somewhere");
  CHECK(lab.get() ==
        "at once: credential: there is a web identity token file, but no role for it | "
        "set AWS_ROLE_ARN, or the profile's role_arn");
  CredentialLab other;
  other.set("AWS_ROLE_ARN", std::string(arn)).set("AWS_EC2_METADATA_DISABLED", "true");
  CHECK(other.get().find("web identity: AWS_WEB_IDENTITY_TOKEN_FILE is not set") !=
        std::string::npos);
}

TEST_CASE("a token file that is not there, empty, too large or broken") {
  CredentialLab lab;
  add_token(lab);
  const auto context = R"( | AssumeRoleWithWebIdentity of "arn:aws:iam::123456789012:role/dns")";
  lab.file("token", " \n");
  CHECK(lab.get() ==
        R"(credential: the web identity token file "HOME/token" is empty | put the value into it)");
  lab.file("token", "a b");
  CHECK(lab.get().starts_with(
      R"(credential: the web identity token file "HOME/token" holds a blank)"));
  lab.file("token", std::string(20'001, 'x'));
  CHECK(lab.get() == std::string(R"(credential: "HOME/token" has more than 20000 octets | )") +
                         "see that it is the right file" + context);
  lab.set("AWS_WEB_IDENTITY_TOKEN_FILE", "/nowhere/token");
  CHECK(
      lab.get() ==
      std::string(R"(credential: the web identity token file "/nowhere/token" does not exist | )") +
          "see that it is mounted, and that AWS_WEB_IDENTITY_TOKEN_FILE is right" + context);
  CHECK(lab.wire.sent().empty());
}

TEST_CASE("STS's refusals of a token say what helps") {
  CredentialLab lab;
  add_token(lab);
  lab.file("token", "eyJ.stale.token");
  CHECK(lab.get() ==
        R"(refused: sts answered 400 to AssumeRoleWithWebIdentity of )"
        R"("arn:aws:iam::123456789012:role/dns": ExpiredTokenException Token expired: current )"
        "date/time 1894665600 must be before the expiration date/time "
        "(request id c6104cbe-af31-11e0-8154-000000000001) | "
        "see that the identity token is fresh, and that the role trusts who issued it");
  lab.file("token", "eyJ.unknown.token");
  CHECK(lab.get().find("InvalidIdentityToken The ID Token provided is not a valid JWT") !=
        std::string::npos);
  const Response later{
      400, {}, "<ErrorResponse><Error><Code>IDPCommunicationError</Code></Error></ErrorResponse>"};
  lab.file("token", "eyJ.good.token");
  lab.wire.answer({later, later});
  CHECK(lab.get().starts_with("ASIAFAKE000000000001 "));
}

TEST_CASE("a session name that STS would not take is told at once") {
  CredentialLab lab;
  add_token(lab);
  lab.set("AWS_ROLE_SESSION_NAME", "a");
  CHECK(lab.get() == R"(at once: credential: the role session name "a" is no session name | )"
                     "a session name has 2 to 64 letters, digits and _+=,.@-");
}
