// What the other records of a zone forbid a record.
#pragma once

#include "fakes/cloudflare_model.h"
#include "fakes/cloudflare_reply.h"

namespace dnsward::fake::cloudflare {

/// `record` is not in the zone yet, or replaces the one of its id.
[[nodiscard]] Outcome<void> check_against_zone(const Record& record, const Zone& zone,
                                               const Options& options);

}  // namespace dnsward::fake::cloudflare
