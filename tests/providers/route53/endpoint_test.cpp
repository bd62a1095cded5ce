#include "providers/route53/endpoint.h"

#include "providers/route53/credential_lab.h"

#include <doctest/doctest.h>

#include <string>
#include <utility>

using namespace dnsward;
using namespace dnsward::route53;
using namespace dnsward::test;

namespace {

std::string shown(const CredentialLab& lab, const Result<Endpoint>& endpoint) {
  return endpoint ? endpoint->url + ' ' + endpoint->signing_region : lab.told(endpoint.error());
}

std::string route53_of(const CredentialLab& lab, const std::string& profile = {}) {
  return shown(lab, find_route53_endpoint("main", profile, lab.environment()));
}

std::string sts_of(const CredentialLab& lab, const std::string& profile = "default") {
  const auto profiles = Profiles::load(lab.environment()).value();
  return shown(lab, find_sts_endpoint(profiles, profile, lab.environment()));
}

}  // namespace

TEST_CASE("the region's prefix chooses the partition") {
  const std::pair<const char*, const char*> expected[] = {
      {"", "https://route53.amazonaws.com us-east-1"},
      {"eu-central-1", "https://route53.amazonaws.com us-east-1"},
      {"mars-north-7", "https://route53.amazonaws.com us-east-1"},
      {"cn-north-1", "https://route53.amazonaws.com.cn cn-northwest-1"},
      {"us-gov-east-1", "https://route53.us-gov.amazonaws.com us-gov-west-1"},
      {"eusc-de-east-1", "https://route53.amazonaws.eu eusc-de-east-1"},
      {"us-iso-west-1", "https://route53.c2s.ic.gov us-iso-east-1"},
      {"us-isob-east-1", "https://route53.sc2s.sgov.gov us-isob-east-1"},
      {"us-isof-south-1", "https://route53.csp.hci.ic.gov us-isof-south-1"},
      {"eu-isoe-west-1", "https://route53.cloud.adc-e.uk eu-isoe-west-1"}};
  for (const auto& [region, endpoint] : expected) {
    CAPTURE(region);
    CredentialLab lab;
    lab.set("AWS_REGION", region);
    CHECK(route53_of(lab) == endpoint);
  }
}

TEST_CASE("the region comes from AWS_REGION, AWS_DEFAULT_REGION, then the profile") {
  CredentialLab lab;
  lab.config("[default]\nregion = cn-north-1\n[profile eu]\nregion = eusc-de-east-1\n");
  CHECK(route53_of(lab) == "https://route53.amazonaws.com.cn cn-northwest-1");
  CHECK(route53_of(lab, "eu") == "https://route53.amazonaws.eu eusc-de-east-1");
  lab.set("AWS_PROFILE", "eu");
  CHECK(route53_of(lab) == "https://route53.amazonaws.eu eusc-de-east-1");
  lab.set("AWS_DEFAULT_REGION", "us-gov-west-1");
  CHECK(route53_of(lab, "eu") == "https://route53.us-gov.amazonaws.com us-gov-west-1");
  lab.set("AWS_REGION", "eu-west-1");
  CHECK(route53_of(lab, "eu") == "https://route53.amazonaws.com us-east-1");
}

TEST_CASE("what moves the endpoint, the later ones hidden by the earlier ones") {
  CredentialLab lab;
  lab.set("AWS_REGION", "cn-north-1");
  lab.config("[default]\nendpoint_url = https://five.example\n");
  CHECK(route53_of(lab) == "https://five.example cn-northwest-1");
  lab.config(
      "[default]\nendpoint_url = https://five.example\nservices = mine\n"
      "[services mine]\nsts =\n  endpoint_url = https://sts.example\n"
      "route_53 =\n  endpoint_url = https://four.example/base/\n");
  CHECK(route53_of(lab) == "https://four.example/base cn-northwest-1");
  lab.set("AWS_ENDPOINT_URL", "https://three.example");
  CHECK(route53_of(lab) == "https://three.example cn-northwest-1");
  lab.set("AWS_ENDPOINT_URL_ROUTE_53", "https://two.example/");
  CHECK(route53_of(lab) == "https://two.example cn-northwest-1");
  lab.set("DNSWARD_MAIN_ENDPOINT", "http://127.0.0.1:9");
  CHECK(route53_of(lab) == "http://127.0.0.1:9 cn-northwest-1");
  lab.set("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true");
  CHECK(route53_of(lab) == "http://127.0.0.1:9 cn-northwest-1");
}

TEST_CASE("AWS's own ways to move the endpoint can be ignored") {
  CredentialLab lab;
  lab.set("AWS_ENDPOINT_URL_ROUTE_53", "https://two.example/")
      .set("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "True");
  CHECK(route53_of(lab) == "https://route53.amazonaws.com us-east-1");
  lab.set("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "false")
      .config("[default]\nignore_configured_endpoint_urls = true\n");
  CHECK(route53_of(lab) == "https://two.example us-east-1");
  lab.set("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "");
  CHECK(route53_of(lab) == "https://route53.amazonaws.com us-east-1");
}

TEST_CASE("an endpoint that would show the signature is refused, wherever it stands") {
  const auto hint = " | give the API's base URL, e.g. https://api.example.com/v1, or unset it";
  CredentialLab lab;
  lab.config("[default]\nendpoint_url = http://r53.example\n");
  CHECK(route53_of(lab) ==
        std::string(R"(credential: endpoint_url of profile "default" is "http://r53.example", )") +
            "but a token goes over http to this machine alone" + hint);
  lab.set("AWS_ENDPOINT_URL", "http://r53.example");
  CHECK(route53_of(lab) ==
        std::string(R"(credential: AWS_ENDPOINT_URL is "http://r53.example", )") +
            "but a token goes over http to this machine alone" + hint);
  lab.set("DNSWARD_MAIN_ENDPOINT", "");
  CHECK(route53_of(lab) ==
        "credential: DNSWARD_MAIN_ENDPOINT is set, but empty | "
        "put the API's base URL into it, or unset it");
}

TEST_CASE("FIPS and dual-stack hosts, where there are any") {
  CredentialLab lab;
  lab.set("AWS_USE_FIPS_ENDPOINT", "true");
  CHECK(route53_of(lab) == "https://route53-fips.amazonaws.com us-east-1");
  lab.set("AWS_USE_DUALSTACK_ENDPOINT", "true");
  CHECK(route53_of(lab) == "https://route53-fips.global.api.aws us-east-1");
  lab.set("AWS_USE_FIPS_ENDPOINT", "false");
  CHECK(route53_of(lab) == "https://route53.global.api.aws us-east-1");
  lab.set("AWS_REGION", "cn-north-1");
  CHECK(route53_of(lab) == "https://route53.global.api.amazonwebservices.com.cn cn-northwest-1");
  lab.set("AWS_REGION", "eusc-de-east-1");
  CHECK(route53_of(lab) ==
        "credential: Route 53 has no dual-stack endpoint for regions like eusc-de-east-1 | "
        "unset AWS_USE_FIPS_ENDPOINT and AWS_USE_DUALSTACK_ENDPOINT");
  lab.set("AWS_ENDPOINT_URL", "https://moved.example");
  CHECK(route53_of(lab) == "https://moved.example eusc-de-east-1");
  CredentialLab file;
  file.config("[default]\nuse_fips_endpoint = true\n");
  CHECK(route53_of(file) == "https://route53-fips.amazonaws.com us-east-1");
}

TEST_CASE("STS is the region's own") {
  CredentialLab lab;
  CHECK(sts_of(lab) == "https://sts.amazonaws.com us-east-1");
  lab.config("[profile p]\nregion = eu-west-1\n");
  CHECK(sts_of(lab, "p") == "https://sts.eu-west-1.amazonaws.com eu-west-1");
  lab.set("AWS_REGION", "cn-north-1");
  CHECK(sts_of(lab) == "https://sts.cn-north-1.amazonaws.com.cn cn-north-1");
  lab.set("AWS_REGION", "eusc-de-east-1");
  CHECK(sts_of(lab) == "https://sts.eusc-de-east-1.amazonaws.eu eusc-de-east-1");
  lab.set("AWS_ENDPOINT_URL_ROUTE_53", "https://not.it.example");
  CHECK(sts_of(lab) == "https://sts.eusc-de-east-1.amazonaws.eu eusc-de-east-1");
  lab.set("AWS_ENDPOINT_URL", "https://all.example");
  CHECK(sts_of(lab) == "https://all.example eusc-de-east-1");
  lab.set("AWS_ENDPOINT_URL_STS", "http://127.0.0.1:7");
  CHECK(sts_of(lab) == "http://127.0.0.1:7 eusc-de-east-1");
}

TEST_CASE("a region is no way to another host") {
  for (const auto* const region : {"x.evil.example/", "a@b", "EU-WEST-1", "eu west", "a\nb"}) {
    CredentialLab lab;
    lab.set("AWS_REGION", region);
    CHECK(sts_of(lab) == "credential: \"" + std::string(region) +
                             "\" is no AWS region | see AWS_REGION, AWS_DEFAULT_REGION and the "
                             "profile's region");
  }
}

TEST_CASE("without an environment nothing is set") {
  const auto endpoint = find_route53_endpoint("main", {}, {});
  REQUIRE(endpoint);
  CHECK(endpoint->url == "https://route53.amazonaws.com");
}
