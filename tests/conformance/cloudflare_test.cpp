#include "conformance/cloudflare_place.h"
#include "conformance/imports.h"
#include "conformance/suite.h"

#include <doctest/doctest.h>

using namespace dnsward;
using namespace dnsward::test;

namespace {

std::unique_ptr<Place> make_cloudflare_place() {
  return std::make_unique<CloudflarePlace>();
}

}  // namespace

TEST_CASE("cloudflare: every state of a zone becomes what the file wants") {
  walk_zone_states(make_cloudflare_place);
}

TEST_CASE("cloudflare: what is imported leaves the zone as it is") {
  walk_imports(make_cloudflare_place);
}

TEST_CASE("cloudflare: a value added between read and write survives") {
  walk_edits_before_writes(make_cloudflare_place, 200);
}

TEST_CASE("cloudflare: a value added right before the request that writes survives") {
  walk_edits_before_requests(make_cloudflare_place, 200);
}
