// One authenticated request on its way through the Cloudflare fake.
#pragma once

#include "fakes/cloudflare_model.h"
#include "fakes/cloudflare_reply.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace dnsward::fake::cloudflare {

struct Visit {
  const Call& call;
  const std::vector<std::string>& path;  ///< segments
  const Token& token;
  const Options& options;
  std::map<std::string, Zone>& zones;
  std::uint64_t& next_number;
  const std::string& now;
};

[[nodiscard]] Outcome<const Token*> authenticate(const Call& call, const std::vector<Token>& tokens,
                                                 const std::string& now);
[[nodiscard]] bool in_scope(const Token& token, const Zone& zone);
/// 32 hexadecimal digits.
[[nodiscard]] bool is_id(const std::string& text);

// The routes; the path is known to be theirs.
[[nodiscard]] Outcome<Reply> verify_token(const Visit& visit);
[[nodiscard]] Outcome<Reply> list_zones(const Visit& visit);
[[nodiscard]] Outcome<Reply> get_zone(const Visit& visit);
[[nodiscard]] Outcome<Reply> visit_records(const Visit& visit);
[[nodiscard]] Outcome<Reply> visit_record(const Visit& visit);

/// Takes the request to its route.
[[nodiscard]] Outcome<Reply> visit_route(const Visit& visit);
[[nodiscard]] Outcome<Zone*> zone_of(const Visit& visit);
[[nodiscard]] tl::unexpected<Refusal> wrong_method(const Call& call);

}  // namespace dnsward::fake::cloudflare
