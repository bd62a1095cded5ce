// The Route 53 fake's hosted zones and changes.
#pragma once

#include "base/clock.h"
#include "fakes/aws_time.h"
#include "fakes/route53_model.h"
#include "fakes/route53_options.h"

#include <chrono>
#include <compare>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace dnsward::fake::r53 {

/// In the order of listings: by name with its labels reversed, then type, then identifier.
struct Key {
  std::string order;  ///< sort_key of the name
  std::string type;
  std::string set_identifier = {};

  friend auto operator<=>(const Key&, const Key&) = default;
};

[[nodiscard]] Key key_of(const Route53RRset& rrset);

using RRsets = std::map<Key, Route53RRset>;

struct HostedZone {
  Route53Zone zone;  ///< its name escaped, with the final dot
  std::string caller_reference = {};
  RRsets rrsets = {};
  std::chrono::steady_clock::time_point busy_until{};
};

struct ChangeRecord {
  std::string id;
  std::string comment = {};
  aws::Moment submitted{};
  std::chrono::steady_clock::time_point began{};
  int polls = 0;
};

/// Not thread-safe: the fake's lock is around it.
class Store {
 public:
  Store(const Route53Options& options, const Clock& clock) : options_(options), clock_(clock) {}

  /// Gives it an id, name servers, SOA and NS where it lacks them; a zone of that id is replaced.
  HostedZone& add_zone(Route53Zone zone);
  void remove_zone(std::string_view id);
  /// Null when there is none.
  [[nodiscard]] HostedZone* find(std::string_view id);
  [[nodiscard]] const HostedZone* find(std::string_view id) const;
  /// In no order that means anything to a client.
  [[nodiscard]] std::vector<const HostedZone*> zones() const;
  /// By name with its labels reversed; of one name the private ones first.
  [[nodiscard]] std::vector<const HostedZone*> zones_by_name() const;

  [[nodiscard]] bool is_busy(const HostedZone& zone) const;
  /// The zone was changed: a new change, PENDING unless the options say otherwise.
  const ChangeRecord& begin_change(HostedZone& zone, std::string comment);
  /// Null when there is none.
  [[nodiscard]] ChangeRecord* find_change(std::string_view id);
  [[nodiscard]] bool is_in_sync(const ChangeRecord& change) const;

  /// The service's clock.
  [[nodiscard]] aws::Moment now() const { return clock_.now() + options_.clock_offset; }

 private:
  [[nodiscard]] std::string next_id(char first);

  const Route53Options& options_;
  const Clock& clock_;
  std::map<std::string, HostedZone, std::less<>> zones_;
  std::map<std::string, ChangeRecord, std::less<>> changes_;
  std::uint64_t last_id_ = 0;
};

}  // namespace dnsward::fake::r53
