// What every provider must do, walked through the engine, step by step.
#pragma once

#include "conformance/place.h"

#include <functional>
#include <memory>

namespace dnsward::test {

using MakePlace = std::function<std::unique_ptr<Place>()>;

/// One doctest subcase for each of zone_states(): plan, apply, compare every value of the zone,
/// plan again (in order), apply again (no write).
void walk_zone_states(const MakePlace& make);

/// Between the last read and the write somebody else adds a value to the RRset, `times` times over:
/// both values are there afterwards.
void walk_concurrent_edits(const MakePlace& make, int times);

}  // namespace dnsward::test
