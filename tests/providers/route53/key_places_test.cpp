// Keys that stand in the environment and in files: which of them count, and what is wrong in them.
#include "providers/route53/credential_lab.h"

#include <doctest/doctest.h>

#include <string>

using namespace dnsward;
using namespace dnsward::test;

namespace {

constexpr std::string_view both_files_credentials = R"(
[default]
aws_access_key_id = AKIADEFAULT
aws_secret_access_key = default/secret

[mail]
aws_access_key_id=ASIAMAIL
aws_secret_access_key=mail+secret=
aws_session_token = mail-token
)";

}  // namespace

TEST_CASE("the block's own variables come before everything else") {
  CredentialLab lab;
  lab.credentials(both_files_credentials)
      .set("AWS_ACCESS_KEY_ID", "AKIAENV")
      .set("AWS_SECRET_ACCESS_KEY", "env/secret")
      .set("DNSWARD_MAIN_ACCESS_KEY_ID", "AKIAOWN")
      .set("DNSWARD_MAIN_SECRET_ACCESS_KEY", " own/secret\n");
  CHECK(lab.get() == "AKIAOWN own/secret | DNSWARD_MAIN_ACCESS_KEY_ID");
  CHECK(lab.get("mail") == "AKIAOWN own/secret | DNSWARD_MAIN_ACCESS_KEY_ID");
  lab.set("DNSWARD_MAIN_SESSION_TOKEN", "own-token\r\n");
  CHECK(lab.get() == "AKIAOWN own/secret own-token | DNSWARD_MAIN_ACCESS_KEY_ID");
  CHECK(lab.wire.sent().empty());
}

TEST_CASE("AWS's variables come before the files, unless the block has a profile") {
  CredentialLab lab;
  lab.credentials(both_files_credentials)
      .set("AWS_ACCESS_KEY_ID", "AKIAENV")
      .set("AWS_SECRET_ACCESS_KEY", "env/secret")
      .set("AWS_PROFILE", "mail");
  CHECK(lab.get() == "AKIAENV env/secret | AWS_ACCESS_KEY_ID");
  CHECK(lab.get("default") ==
        R"(AKIADEFAULT default/secret | profile "default" in "HOME/.aws/credentials")");
  lab.set("AWS_SECURITY_TOKEN", "old-name");
  CHECK(lab.get() == "AKIAENV env/secret old-name | AWS_ACCESS_KEY_ID");
  lab.set("AWS_SESSION_TOKEN", "new-name");
  CHECK(lab.get() == "AKIAENV env/secret new-name | AWS_ACCESS_KEY_ID");
}

TEST_CASE("an AWS variable that is empty is not set") {
  CredentialLab lab;
  lab.credentials(both_files_credentials)
      .set("AWS_ACCESS_KEY_ID", "")
      .set("AWS_SECRET_ACCESS_KEY", "")
      .set("AWS_PROFILE", "")
      .set("AWS_SESSION_TOKEN", "");
  CHECK(lab.get() ==
        R"(AKIADEFAULT default/secret | profile "default" in "HOME/.aws/credentials")");
}

TEST_CASE("AWS_DEFAULT_PROFILE and then AWS_PROFILE choose the profile") {
  CredentialLab lab;
  lab.credentials(both_files_credentials).set("AWS_PROFILE", "mail");
  const auto mail =
      R"(ASIAMAIL mail+secret= mail-token | profile "mail" in "HOME/.aws/credentials")";
  CHECK(lab.get() == mail);
  lab.set("AWS_DEFAULT_PROFILE", "default");
  CHECK(lab.get() ==
        R"(AKIADEFAULT default/secret | profile "default" in "HOME/.aws/credentials")");
  CHECK(lab.get("mail") == mail);
}

TEST_CASE("keys in the config file count after those in the credentials file") {
  CredentialLab lab;
  lab.config(R"(
[profile mail]
aws_access_key_id = AKIACONFIG
aws_secret_access_key = config/secret
[profile "two words"]
aws_access_key_id = AKIATWO
aws_secret_access_key = two/secret
)");
  CHECK(lab.get("mail") == R"(AKIACONFIG config/secret | profile "mail" in "HOME/.aws/config")");
  CHECK(lab.get("two words") ==
        R"(AKIATWO two/secret | profile "two words" in "HOME/.aws/config")");
  lab.credentials(both_files_credentials);
  CHECK(lab.get("mail") ==
        R"(ASIAMAIL mail+secret= mail-token | profile "mail" in "HOME/.aws/credentials")");
}

TEST_CASE("the files may lie elsewhere") {
  CredentialLab lab;
  lab.file("other", both_files_credentials);
  lab.file("conf", "[profile x]\naws_access_key_id = AKIAX\naws_secret_access_key = x/secret\n");
  lab.set("AWS_SHARED_CREDENTIALS_FILE", "~/other").set("AWS_CONFIG_FILE", "~/conf");
  CHECK(lab.get("mail") == R"(ASIAMAIL mail+secret= mail-token | profile "mail" in "HOME/other")");
  CHECK(lab.get("x") == R"(AKIAX x/secret | profile "x" in "HOME/conf")");
}

TEST_CASE("half of a pair of keys is an error, wherever it stands") {
  CredentialLab lab;
  lab.set("AWS_ACCESS_KEY_ID", "AKIAENV");
  CHECK(lab.get() ==
        "at once: credential: there is AWS_ACCESS_KEY_ID, but no AWS_SECRET_ACCESS_KEY | "
        "set both, or neither");
  lab.set("AWS_ACCESS_KEY_ID", "").set("AWS_SECRET_ACCESS_KEY", "s3cret");
  CHECK(lab.get() ==
        "at once: credential: there is AWS_SECRET_ACCESS_KEY, but no AWS_ACCESS_KEY_ID | "
        "set both, or neither");
  lab.set("DNSWARD_MAIN_ACCESS_KEY_ID", "AKIAOWN");
  CHECK(lab.get() ==
        "at once: credential: there is DNSWARD_MAIN_ACCESS_KEY_ID, but no "
        "DNSWARD_MAIN_SECRET_ACCESS_KEY | set both, or neither");
  CredentialLab files;
  files.credentials("[default]\naws_secret_access_key = s3cret\n");
  CHECK(files.get() ==
        "at once: credential: there is aws_secret_access_key of profile \"default\" in "
        "\"HOME/.aws/credentials\", but no aws_access_key_id of profile \"default\" in "
        "\"HOME/.aws/credentials\" | set both, or neither");
}

TEST_CASE("a key that was not copied whole is an error that does not show it") {
  for (const auto* const wrong : {"s3 cret", "s3\ncret", "s3cr\xC3\xA9t", "s3cret\x01"}) {
    CAPTURE(wrong);
    CredentialLab lab;
    lab.set("AWS_ACCESS_KEY_ID", "AKIAENV").set("AWS_SECRET_ACCESS_KEY", wrong);
    CHECK(lab.get() ==
          "at once: credential: AWS_SECRET_ACCESS_KEY holds a blank, a line feed or another "
          "character that no key has | copy the value again, alone and on one line");
  }
  CredentialLab lab;
  lab.set("AWS_ACCESS_KEY_ID", "AKIA ENV").set("AWS_SECRET_ACCESS_KEY", "s3cret");
  CHECK(lab.get().starts_with("at once: credential: AWS_ACCESS_KEY_ID holds a blank"));
  lab.set("AWS_ACCESS_KEY_ID", "AKIAENV").set("AWS_SESSION_TOKEN", "a\nb");
  CHECK(lab.get().starts_with("at once: credential: AWS_SESSION_TOKEN holds a blank"));
  CredentialLab files;
  files.credentials("[default]\naws_access_key_id = AKIA\naws_secret_access_key = s3cret # mine\n");
  CHECK(files.get() ==
        "at once: credential: aws_secret_access_key of profile \"default\" in "
        "\"HOME/.aws/credentials\" holds a blank, a line feed or another character that no key "
        "has | copy the value again, alone and on one line");
}

TEST_CASE("a session token of the block's alone is an error") {
  CredentialLab lab;
  lab.set("DNSWARD_MAIN_SESSION_TOKEN", "t");
  CHECK(lab.get() ==
        "at once: credential: there is DNSWARD_MAIN_SESSION_TOKEN, but no "
        "DNSWARD_MAIN_ACCESS_KEY_ID | set both, or neither");
}

TEST_CASE("a home folder that can't be entered holds nothing") {
  CredentialLab lab;
  const auto loop = lab.file("x", "") + "-loop";
  std::filesystem::create_symlink(loop, loop);
  lab.set("HOME", loop).set("AWS_ACCESS_KEY_ID", "A").set("AWS_SECRET_ACCESS_KEY", "s");
  CHECK(lab.get() == "A s | AWS_ACCESS_KEY_ID");
  lab.set("AWS_CONFIG_FILE", loop + "/config");
  CHECK(
      lab.get().ends_with("-loop/config\" can't be read | check its path and that this user may "
                          "read it"));
}

TEST_CASE("the block's own variables must not be empty") {
  CredentialLab lab;
  lab.set("DNSWARD_MAIN_ACCESS_KEY_ID", "").set("DNSWARD_MAIN_SECRET_ACCESS_KEY", "s3cret");
  CHECK(lab.get() ==
        "at once: credential: DNSWARD_MAIN_ACCESS_KEY_ID is empty | put the value into it");
}

TEST_CASE("a profile that somebody names must exist") {
  CredentialLab lab;
  CHECK(lab.get("mail") ==
        R"(at once: credential: there is no profile "mail", which the provider block names | )"
        R"(neither "HOME/.aws/config" nor "HOME/.aws/credentials" exists)");
  lab.credentials(both_files_credentials).set("AWS_PROFILE", "typo");
  CHECK(lab.get() ==
        R"(at once: credential: there is no profile "typo", which AWS_PROFILE names | )"
        R"("HOME/.aws/credentials" has no profile "typo", and "HOME/.aws/config" does not exist)");
  lab.config("[profile other]\n[typo]\n").set("AWS_DEFAULT_PROFILE", "typo");
  CHECK(lab.get() ==
        R"(at once: credential: there is no profile "typo", which AWS_DEFAULT_PROFILE names | )"
        R"(neither "HOME/.aws/config" nor "HOME/.aws/credentials" has a profile "typo")");
}

TEST_CASE("a profile that signs in through a browser is refused with what helps") {
  CredentialLab lab;
  lab.config(R"(
[default]
sso_session = corp
sso_account_id = 123456789012
[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
[profile helped]
sso_session = corp
credential_process = printf '{"Version":1,"AccessKeyId":"AKIAP","SecretAccessKey":"p"}'
)");
  CHECK(lab.get() ==
        R"(at once: credential: profile "default" signs in through a browser (sso_session) | )"
        "add this line to it: credential_process = aws configure export-credentials --profile "
        "default --format process");
  CHECK(lab.get("helped") == R"(AKIAP p | credential_process of profile "helped")");
}

TEST_CASE("files that can't be read or understood are told, and nothing in them is shown") {
  CredentialLab lab;
  lab.credentials("[default]\naws_access_key_id = AKIA\ns3cret\n");
  CHECK(lab.get() ==
        R"(at once: credential: line 3 of "HOME/.aws/credentials" is neither a [section] nor )"
        R"("key = value" | mend the file)");
  lab.credentials(both_files_credentials).set("AWS_CONFIG_FILE", "~/.aws");
  CHECK(lab.get() == R"(at once: credential: "HOME/.aws" can't be read | )"
                     "check its path and that this user may read it");
}

TEST_CASE("without a home folder there are no files") {
  CredentialLab lab;
  lab.set("HOME", "").set("AWS_EC2_METADATA_DISABLED", "true");
  CHECK(lab.get().find("profile: neither ~/.aws/config (HOME is not set) nor ~/.aws/credentials "
                       "(HOME is not set) exists") != std::string::npos);
}

TEST_CASE("when no source has anything, each one says why") {
  CredentialLab lab;
  lab.set("AWS_EC2_METADATA_DISABLED", "TRUE");
  CHECK(lab.get() ==
        R"(at once: credential: provider "main" has no AWS credentials | )"
        "set DNSWARD_MAIN_ACCESS_KEY_ID and DNSWARD_MAIN_SECRET_ACCESS_KEY, or name a profile that "
        "has credentials | "
        "environment: DNSWARD_MAIN_ACCESS_KEY_ID is not set | "
        "environment: AWS_ACCESS_KEY_ID is not set | "
        "web identity: AWS_WEB_IDENTITY_TOKEN_FILE is not set | "
        R"(profile: neither "HOME/.aws/config" nor "HOME/.aws/credentials" exists | )"
        "container: neither AWS_CONTAINER_CREDENTIALS_RELATIVE_URI nor "
        "AWS_CONTAINER_CREDENTIALS_FULL_URI is set | "
        "instance: AWS_EC2_METADATA_DISABLED is true");
  lab.config("[profile empty]\nregion = eu-west-1\n");
  CHECK(lab.get("empty") ==
        R"(at once: credential: provider "main" has no AWS credentials | )"
        "set DNSWARD_MAIN_ACCESS_KEY_ID and DNSWARD_MAIN_SECRET_ACCESS_KEY, or name a profile that "
        "has credentials | "
        "environment: DNSWARD_MAIN_ACCESS_KEY_ID is not set | "
        R"(web identity: profile "empty" has no web_identity_token_file | )"
        R"(profile: profile "empty" has no keys, role or process | )"
        "container: neither AWS_CONTAINER_CREDENTIALS_RELATIVE_URI nor "
        "AWS_CONTAINER_CREDENTIALS_FULL_URI is set | "
        "instance: AWS_EC2_METADATA_DISABLED is true");
}
