// Zones and resource record sets as the Route 53 fake keeps them.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace dnsward::fake {

struct Route53Alias {
  std::string hosted_zone_id;
  std::string dns_name;
  bool evaluate_target_health = false;
};

/// An element of a set that routes queries: {"Weight", "10"}, {"GeoLocation", "", {{"CountryCode",
/// "DE"}}}.
struct Route53Field {
  std::string name;
  std::string text = {};
  std::vector<Route53Field> fields = {};

  friend bool operator==(const Route53Field&, const Route53Field&) = default;
};

struct Route53RRset {
  std::string name;  ///< kept in lower case, with a final dot and octal escapes
  std::string type;
  std::optional<long> ttl = 300;         ///< seconds; nullopt with an alias
  std::vector<std::string> values = {};  ///< texts as stored, in order
  std::string set_identifier = {};       ///< "" of a simple set
  std::vector<Route53Field> routing = {};
  std::optional<Route53Alias> alias = {};
  std::string health_check_id = {};
  std::string traffic_policy_instance_id = {};
};

struct Route53Zone {
  std::string name;
  bool is_private = false;
  std::string id = {};               ///< "Z..."; empty: the fake gives one
  std::string linked_service = {};   ///< a service principal that owns the zone
  std::string recovery_status = {};  ///< Features/AcceleratedRecoveryStatus
  std::string comment = {};
  std::vector<std::string> name_servers = {};  ///< empty: the fake gives four
};

/// What the zone's name servers answer to one without location and health checks.
struct Route53Truth {
  long ttl = 0;
  /// Sorted. TXT: the octets of all character-strings, joined. Host names are absolute and in lower
  /// case: "10 mail.example.com.".
  std::vector<std::string> values = {};

  friend bool operator==(const Route53Truth&, const Route53Truth&) = default;
};

}  // namespace dnsward::fake
