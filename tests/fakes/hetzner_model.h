// Zones and RRsets as the Hetzner fake keeps them.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace dnsward::fake {

using HetznerLabels = std::map<std::string, std::string>;

struct HetznerRecord {
  std::string value;  ///< as sent, or as another tool left it
  std::string comment = {};

  friend bool operator==(const HetznerRecord&, const HetznerRecord&) = default;
};

struct HetznerRRset {
  std::vector<HetznerRecord> records = {};
  std::optional<std::int64_t> ttl = {};  ///< nullopt: the zone's
  HetznerLabels labels = {};
  bool change_protected = false;
  std::int64_t number = 0;  ///< rises with the time of creation

  friend bool operator==(const HetznerRRset&, const HetznerRRset&) = default;
};

struct HetznerKey {
  std::string name;  ///< relative to the zone; "@" is the apex
  std::string type;

  friend auto operator<=>(const HetznerKey&, const HetznerKey&) = default;
};

struct HetznerNameserver {
  std::string address;
  std::int64_t port = 53;
  std::string tsig_key = {};
  std::string tsig_algorithm = {};
};

struct HetznerZone {
  std::string name;     ///< "example.com"
  std::int64_t id = 0;  ///< 0: the fake gives one
  int project = 1;
  std::string mode = "primary";
  std::string status = "ok";  ///< "updating" is shown meanwhile, whatever stands here
  std::int64_t ttl = 3600;
  std::string created = {};
  HetznerLabels labels = {};
  bool delete_protected = false;
  std::string registrar = "other";
  std::string delegation_status = "valid";
  std::optional<std::vector<std::string>> delegated = {};  ///< nullopt: to Hetzner
  std::vector<HetznerNameserver> primary_nameservers = {};
  std::map<HetznerKey, HetznerRRset> rrsets = {};
  std::int64_t last_number = 0;  ///< of the RRset created last
};

/// What the zone's name servers answer.
struct HetznerTruth {
  std::int64_t ttl = 0;
  /// Sorted. TXT: the bytes of all character-strings, joined. Host names are absolute and in lower
  /// case: "10 mail.example.com.".
  std::vector<std::string> values = {};

  friend bool operator==(const HetznerTruth&, const HetznerTruth&) = default;
};

}  // namespace dnsward::fake
