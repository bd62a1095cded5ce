// Waiting until a provider has done what a write has begun.
#pragma once

#include "base/clock.h"
#include "provider/provider.h"

namespace dnsward {

/// Asks the provider again and again: after 0.3 s, then 0.5, 1 and every 2 s, for at most 2
/// minutes. Returns the receipt with nothing pending, or why not: ErrorKind::unknown_outcome when
/// it takes longer. A stop of the run does not end it: what was begun must be seen to its end.
[[nodiscard]] Result<Receipt> wait_for_receipt(const Provider& provider, const Zone& zone,
                                               Receipt receipt, const Clock& clock);

}  // namespace dnsward
