// Zones and records as the API sends them, keys in the recorded order.
#pragma once

#include "fakes/cloudflare_model.h"
#include "fakes/cloudflare_reply.h"

#include <chrono>
#include <string>

namespace dnsward::fake::cloudflare {

[[nodiscard]] Json record_json(const Record& record);
[[nodiscard]] Json zone_json(const Zone& zone, const Token& token);

/// "2025-08-27T20:36:24.9667Z": microseconds at most, zeros at the end cut.
[[nodiscard]] std::string timestamp(std::chrono::system_clock::time_point time);

}  // namespace dnsward::fake::cloudflare
