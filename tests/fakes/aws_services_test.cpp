#include "fakes/aws_services.h"

#include "fakes/route53_lab.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace dnsward;
using namespace dnsward::test;
using namespace std::chrono_literals;
using Json = nlohmann::json;

namespace {

const std::string role_arn = "arn:aws:iam::123456789012:role/dns";
const std::string assume =
    "Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fdns"
    "&RoleSessionName=dnsward";
const std::string identify =
    "Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleArn="
    "arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fdns&RoleSessionName=dnsward&WebIdentityToken=";

/// Route 53 and beside it the services that give keys for it.
struct ServicesLab {
  Route53Lab dns;
  fake::AwsServices services{dns.api.keys(), {}, dns.clock};
  fake::InProcessTransport transport{services, "http://169.254.169.254"};
  Signing signing{.service = "sts"};

  ServicesLab() { services.add_role({}); }

  [[nodiscard]] Response ask(const std::string& method, const std::string& path,
                             std::vector<Header> headers = {}, const std::string& body = {}) const {
    return *transport.send({.method = method,
                            .url = "http://169.254.169.254" + path,
                            .headers = std::move(headers),
                            .body = body});
  }

  [[nodiscard]] Route53Answer sts(const std::string& form, bool is_signed = true) const {
    Route53Answer answer;
    answer.response =
        ask("POST", "/", is_signed ? dns.sign("POST", "/", form, signing) : std::vector<Header>{},
            form);
    answer.xml.load_string(answer.response.body.c_str());
    return answer;
  }

  [[nodiscard]] std::string token() const {
    return ask("PUT", "/latest/api/token", {{"X-aws-ec2-metadata-token-ttl-seconds", "60"}}).body;
  }

  [[nodiscard]] Response metadata(const std::string& path, const std::string& token) const {
    return ask("GET", "/latest/meta-data/iam/security-credentials/" + path,
               {{"X-aws-ec2-metadata-token", token}});
  }

  /// Whether Route 53 takes the keys.
  [[nodiscard]] std::string verdict_of(const std::string& id, const std::string& secret,
                                       const std::string& session_token) {
    dns.signing.key = {.id = id, .secret = secret, .session_token = session_token};
    return dns.get("hostedzone").verdict();
  }
};

}  // namespace

TEST_CASE("STS gives keys for a role to who signs, and Route 53 takes them for a while") {
  ServicesLab lab;
  const auto answer = lab.sts(assume + "&DurationSeconds=900");
  CHECK(answer.verdict() == "200");
  const std::string keys = "AssumeRoleResult/Credentials/";
  CHECK(answer.at(keys + "Expiration") == "2030-01-15T00:15:00Z");
  CHECK(answer.at("AssumeRoleResult/AssumedRoleUser/Arn") ==
        "arn:aws:sts::123456789012:assumed-role/dns/dnsward");
  CHECK(answer.at("ResponseMetadata/RequestId") == answer.response.header("x-amzn-RequestId"));
  const auto verdict = [&] {
    return lab.verdict_of(answer.at(keys + "AccessKeyId"), answer.at(keys + "SecretAccessKey"),
                          answer.at(keys + "SessionToken"));
  };
  CHECK(verdict() == "200");
  CHECK(lab.services.last_key().id == answer.at(keys + "AccessKeyId"));
  lab.dns.clock.advance(900s);
  CHECK(verdict() == "403 ExpiredToken: The security token included in the request is expired");
}

TEST_CASE("STS checks the signature, the caller and the external id") {
  ServicesLab lab;
  const std::string denied =
      "403 AccessDenied: User: arn:aws:iam::123456789012:user/dnsward is not authorized to "
      "perform: "
      "sts:AssumeRole on resource: " +
      role_arn;
  CHECK(lab.sts(assume, false).verdict() ==
        "403 MissingAuthenticationToken: Missing Authentication Token");
  lab.services.add_role({.external_id = "ours"});
  CHECK(lab.sts(assume).verdict() == denied);
  CHECK(lab.sts(assume + "&ExternalId=theirs").verdict() == denied);
  CHECK(lab.sts(assume + "&ExternalId=ours").verdict() == "200");
  lab.services.add_role({.callers = {"AKIAOTHER"}});
  CHECK(lab.sts(assume).verdict() == denied);
  lab.services.remove_role(role_arn);
  CHECK(lab.sts(assume).verdict() == denied);
  lab.signing.service = "route53";
  CHECK(lab.sts(assume).verdict() ==
        "403 SignatureDoesNotMatch: Credential should be scoped to correct service: 'sts'. ");
  lab.signing = {.region = "eu-central-1", .service = "sts"};
  lab.services.add_role({});
  CHECK(lab.sts(assume).response.status == 403);
  lab.services.configure([](auto& options) { options.region = "eu-central-1"; });
  CHECK(lab.sts(assume).verdict() == "200");
}

TEST_CASE("STS refuses forms that are no such request") {
  const ServicesLab lab;
  CHECK(lab.sts("Action=GetCallerIdentity&Version=2011-06-15").verdict() ==
        "400 InvalidAction: Could not find operation GetCallerIdentity for version 2011-06-15");
  CHECK(lab.sts("Action=AssumeRole&Version=2010-05-08").verdict() ==
        "400 InvalidAction: Could not find operation AssumeRole for version 2010-05-08");
  CHECK(
      lab.sts(assume + "%20x").verdict() ==
      R"(400 ValidationError: 1 validation error detected: Value 'dnsward x' at 'roleSessionName' )"
      R"(failed to satisfy constraint: Member must satisfy regular expression pattern: [\w+=,.@-]*)");
  CHECK(lab.sts(assume + "&DurationSeconds=899").response.status == 400);
  CHECK(lab.sts(assume + "&DurationSeconds=43201").response.status == 400);
}

TEST_CASE("STS gives keys for an identity token without a signature") {
  ServicesLab lab;
  lab.services.add_role({.web_tokens = {"good.jwt"}, .stale_tokens = {"old.jwt"}});
  const auto answer = lab.sts(identify + "good.jwt", false);
  CHECK(answer.verdict() == "200");
  const std::string keys = "AssumeRoleWithWebIdentityResult/Credentials/";
  CHECK(answer.at(keys + "Expiration") == "2030-01-15T01:00:00Z");
  CHECK(lab.verdict_of(answer.at(keys + "AccessKeyId"), answer.at(keys + "SecretAccessKey"),
                       answer.at(keys + "SessionToken")) == "200");
  CHECK(lab.sts(identify + "old.jwt", false)
            .verdict()
            .starts_with("400 ExpiredTokenException: Token expired: current date/time 1894665600 "
                         "must be before"));
  CHECK(lab.sts(identify + "bad.jwt", false)
            .verdict()
            .starts_with("400 InvalidIdentityToken: The ID Token provided is not a valid JWT."));
  CHECK(lab.sts(identify, false).verdict().starts_with("400 ValidationError: "));
  lab.services.remove_role(role_arn);
  CHECK(lab.sts(identify + "good.jwt", false).verdict() ==
        "403 AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity");
}

TEST_CASE("a container's endpoint gives keys to who shows its token") {
  ServicesLab lab;
  const Response answer = lab.ask("GET", "/v2/credentials/0f1e2d3c");
  CHECK(answer.status == 200);
  const Json body = Json::parse(answer.body);
  CHECK(body["RoleArn"] == role_arn);
  CHECK(body["Expiration"] == "2030-01-15T06:00:00Z");
  CHECK(lab.verdict_of(body["AccessKeyId"], body["SecretAccessKey"], body["Token"]) == "200");
  lab.services.configure([](auto& options) { options.container_authorization = "Basic abc"; });
  CHECK(lab.ask("GET", "/v2/credentials/0f1e2d3c").status == 401);
  CHECK(lab.ask("GET", "/v2/credentials/0f1e2d3c", {{"Authorization", "Basic abc"}}).status == 200);
  CHECK(lab.ask("GET", "/v2/credentials/other").status == 404);
  lab.services.remove_role(role_arn);
  CHECK(lab.ask("GET", "/v2/credentials/0f1e2d3c", {{"Authorization", "Basic abc"}}).status == 404);
}

TEST_CASE("an instance's metadata gives keys to who has a token of its session") {
  ServicesLab lab;
  const std::string token = lab.token();
  CHECK(lab.metadata("", token).body == "dns");
  const Json body = Json::parse(lab.metadata("dns", token).body);
  CHECK(body["Code"] == "Success");
  CHECK(body["Expiration"] == "2030-01-15T06:00:00Z");
  CHECK(lab.verdict_of(body["AccessKeyId"], body["SecretAccessKey"], body["Token"]) == "200");
  CHECK(lab.metadata("other", token).status == 404);
  CHECK(lab.metadata("", "wrong").status == 401);
  CHECK(lab.metadata("", "").status == 401);
  lab.dns.clock.advance(60s);
  CHECK(lab.metadata("", token).status == 401);
}

TEST_CASE("an instance's metadata refuses proxies, wrong lifetimes and other methods") {
  ServicesLab lab;
  const std::string path = "/latest/api/token";
  const std::string ttl = "X-aws-ec2-metadata-token-ttl-seconds";
  CHECK(lab.ask("PUT", path).status == 400);
  CHECK(lab.ask("PUT", path, {{ttl, "0"}}).status == 400);
  CHECK(lab.ask("PUT", path, {{ttl, "21601"}}).status == 400);
  CHECK(lab.ask("PUT", path, {{ttl, "21600"}}).status == 200);
  CHECK(lab.ask("PUT", path, {{ttl, "60"}, {"X-Forwarded-For", "192.0.2.1"}}).status == 403);
  CHECK(lab.ask("GET", path, {{ttl, "60"}}).status == 405);
}

TEST_CASE("an instance may have no role, a role it can't assume, or the older metadata") {
  ServicesLab lab;
  lab.services.configure([](auto& options) { options.metadata_without_token = true; });
  CHECK(lab.metadata("", "").body == "dns");
  lab.services.configure(
      [](auto& options) { options.instance_code = "AssumeRoleUnauthorizedAccess"; });
  const Json body = Json::parse(lab.metadata("dns", "").body);
  CHECK(body["Code"] == "AssumeRoleUnauthorizedAccess");
  CHECK_FALSE(body.contains("AccessKeyId"));
  lab.services.configure([](auto& options) { options.instance_role = ""; });
  CHECK(lab.metadata("", "").status == 404);
}

TEST_CASE("keys of a role have its policy") {
  ServicesLab lab;
  lab.services.add_role({.policy = R"({"Version":"2012-10-17","Statement":[]})"});
  CHECK(lab.sts(assume).verdict() == "200");
  const fake::AwsKey key = lab.services.last_key();
  CHECK(
      lab.verdict_of(key.id, key.secret, key.session_token) ==
      "403 AccessDenied: User: arn:aws:sts::123456789012:assumed-role/dns/dnsward is not "
      "authorized to perform: route53:ListHostedZones because no identity-based policy allows the "
      "route53:ListHostedZones action");
}
