// What forbids to edit a zone's files, found before anything is tried.
#pragma once

#include "plan/plan.h"
#include "providers/zonefile/master_file.h"

#include <span>

namespace dnsward::zonefile {

/// `unsupported` or `conflict` when one of `changes` can't be made in these files; `rrsets` are the
/// zone's.
[[nodiscard]] Result<void> check_editable(const MasterFile& zone, std::span<const RRset> rrsets,
                                          std::span<const Change> changes);

}  // namespace dnsward::zonefile
