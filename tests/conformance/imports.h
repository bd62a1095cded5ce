// What is imported from a place leaves it as it is.
#pragma once

#include "conformance/suite.h"

namespace dnsward::test {

/// Each of zone_states() as it stands before, and a zone crowded with mail records: read as a
/// whole, imported, loaded and planned, it is in order, and nothing was written.
void walk_imports(const MakePlace& make);

}  // namespace dnsward::test
