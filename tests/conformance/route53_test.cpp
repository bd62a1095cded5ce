#include "conformance/imports.h"
#include "conformance/route53_place.h"
#include "conformance/suite.h"

#include <doctest/doctest.h>

using namespace dnsward;
using namespace dnsward::test;

namespace {

std::unique_ptr<Place> make_route53_place() {
  return std::make_unique<Route53Place>();
}

std::unique_ptr<Place> make_upserting_place() {
  return std::make_unique<Route53Place>(ApiPlace::Variables{{"write_mode", "upsert"}});
}

}  // namespace

TEST_CASE("route53: every state of a zone becomes what the file wants") {
  walk_zone_states(make_route53_place);
}

TEST_CASE("route53: what is imported leaves the zone as it is") {
  walk_imports(make_route53_place);
}

TEST_CASE("route53: with UPSERT too") {
  walk_zone_states(make_upserting_place);
}

TEST_CASE("route53: a value added between read and write survives") {
  walk_edits_before_writes(make_route53_place, 200);
}

TEST_CASE("route53: a value added right before the request that writes survives") {
  walk_edits_before_requests(make_route53_place, 200);
}
