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

/// Somebody else adds a value to the RRset after the plan was made, in which a value is replaced
/// and one added, `times` times over: every value is there afterwards.
void walk_edits_before_writes(const MakePlace& make, int times);

/// The same right before the request that writes, after the provider looked for the last time, and
/// with a value that is only added: no API may lose the other one then.
void walk_edits_before_requests(const MakePlace& make, int times);

}  // namespace dnsward::test
