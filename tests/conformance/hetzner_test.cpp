#include "conformance/hetzner_place.h"
#include "conformance/imports.h"
#include "conformance/suite.h"

#include <doctest/doctest.h>

using namespace dnsward;
using namespace dnsward::test;

namespace {

std::unique_ptr<Place> make_hetzner_place() {
  return std::make_unique<HetznerPlace>();
}

}  // namespace

TEST_CASE("hetzner: every state of a zone becomes what the file wants") {
  walk_zone_states(make_hetzner_place);
}

TEST_CASE("hetzner: what is imported leaves the zone as it is") {
  walk_imports(make_hetzner_place);
}

TEST_CASE("hetzner: a value added between read and write survives") {
  walk_edits_before_writes(make_hetzner_place, 200);
}

TEST_CASE("hetzner: a value added right before the request that writes survives") {
  walk_edits_before_requests(make_hetzner_place, 200);
}
