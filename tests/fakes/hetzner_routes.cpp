#include "fakes/hetzner_routes.h"

#include <array>
#include <optional>
#include <string_view>

namespace dnsward::fake::hz {
namespace {

struct Endpoint {
  std::string_view method;
  std::string_view pattern;  ///< "*" stands for one variable part
  Handler handler;
};

// Paths with a word where others have a variable part come first.
constexpr std::array endpoints{
    Endpoint{"GET", "actions", get_actions},
    Endpoint{"GET", "actions/*", get_action},
    Endpoint{"GET", "zones", list_zones},
    Endpoint{"POST", "zones", create_zone},
    Endpoint{"GET", "zones/actions", list_actions},
    Endpoint{"GET", "zones/actions/*", get_action},
    Endpoint{"GET", "zones/*", get_zone},
    Endpoint{"PUT", "zones/*", update_zone},
    Endpoint{"DELETE", "zones/*", delete_zone},
    Endpoint{"GET", "zones/*/zonefile", export_zonefile},
    Endpoint{"GET", "zones/*/actions", list_zone_actions},
    Endpoint{"POST", "zones/*/actions/change_ttl", change_zone_ttl},
    Endpoint{"POST", "zones/*/actions/change_protection", change_zone_protection},
    Endpoint{"POST", "zones/*/actions/change_primary_nameservers", change_primary_nameservers},
    Endpoint{"POST", "zones/*/actions/import_zonefile", import_zonefile},
    Endpoint{"GET", "zones/*/actions/*", get_zone_action},
    Endpoint{"GET", "zones/*/rrsets", list_rrsets},
    Endpoint{"POST", "zones/*/rrsets", create_rrset},
    Endpoint{"GET", "zones/*/rrsets/*/*", get_rrset},
    Endpoint{"PUT", "zones/*/rrsets/*/*", update_rrset},
    Endpoint{"DELETE", "zones/*/rrsets/*/*", delete_rrset},
    Endpoint{"POST", "zones/*/rrsets/*/*/actions/set_records", set_records},
    Endpoint{"POST", "zones/*/rrsets/*/*/actions/add_records", add_records},
    Endpoint{"POST", "zones/*/rrsets/*/*/actions/remove_records", remove_records},
    Endpoint{"POST", "zones/*/rrsets/*/*/actions/update_records", update_records},
    Endpoint{"POST", "zones/*/rrsets/*/*/actions/change_ttl", change_rrset_ttl},
    Endpoint{"POST", "zones/*/rrsets/*/*/actions/change_protection", change_rrset_protection},
};

/// The variable parts, when the path fits the pattern.
std::optional<std::vector<std::string>> match(std::string_view pattern,
                                              std::span<const std::string> segments) {
  std::vector<std::string> words;
  for (const std::string& segment : segments) {
    if (pattern.empty()) return std::nullopt;
    const std::size_t slash = pattern.find('/');
    const std::string_view part = pattern.substr(0, slash);
    if (part == "*") {
      words.push_back(segment);
    } else if (part != segment) {
      return std::nullopt;
    }
    pattern.remove_prefix(slash == std::string_view::npos ? pattern.size() : slash + 1);
  }
  if (!pattern.empty()) return std::nullopt;
  return words;
}

}  // namespace

Route find_route(const Call& call) {
  Route route;
  const std::vector<std::string> segments = call.segments();
  for (const Endpoint& endpoint : endpoints) {
    auto words = match(endpoint.pattern, segments);
    if (!words) continue;
    route.known_path = true;
    if (endpoint.method != call.method) continue;
    route.handler = endpoint.handler;
    route.words = std::move(*words);
    break;
  }
  return route;
}

}  // namespace dnsward::fake::hz
