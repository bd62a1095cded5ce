// Records that exist and are not served, because an NS record above them delegates their name.
#pragma once

#include "fakes/cloudflare_model.h"
#include "fakes/cloudflare_reply.h"

namespace dnsward::fake::cloudflare {

/// Adds meta.shadowed_by, is_glue, dead_glue, shadowed_records_count where they apply.
void add_shadow_metadata(Json& json, const Record& record, const Zone& zone);

/// The query parameters shadowing_name and shadowed_by_name.
[[nodiscard]] bool shadow_filter_accepts(const Call& call, const Record& record, const Zone& zone);

}  // namespace dnsward::fake::cloudflare
