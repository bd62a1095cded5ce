// A zone as BIND master file text.
#pragma once

#include "fakes/cloudflare_model.h"

#include <string>

namespace dnsward::fake::cloudflare {

/// Comments and tags stand behind a semicolon: `; comment cf_tags=a:b,c:d`.
[[nodiscard]] std::string export_text(const Zone& zone, const std::string& now);

}  // namespace dnsward::fake::cloudflare
