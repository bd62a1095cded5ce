// Changes that the provider would not take: they stop their domains before anything is written.
#pragma once

#include "plan/plan.h"
#include "provider/provider.h"

#include <span>

namespace dnsward {

/// Each change of a locked RRset, or of the values in it that are locked, becomes a conflict; its
/// domain has no changes then.
void refuse_locked(Plan& plan, std::span<const LockedRRset> locked);

}  // namespace dnsward
