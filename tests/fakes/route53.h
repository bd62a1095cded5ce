// AWS Route 53 as a fake: stateful, and as strict as its documents. It checks signatures for real.
#pragma once

#include "fakes/api.h"
#include "fakes/aws_keys.h"
#include "fakes/route53_model.h"
#include "fakes/route53_options.h"

#include <concepts>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dnsward::fake {

/// Thread-safe. Begins without zones and with one key, `key()`, which may do everything. Owner
/// names may be given literal or escaped, with or without the final dot, in any case.
class Route53 : public Api {
 public:
  /// AKIA...: no session token, no policy, account 123456789012.
  [[nodiscard]] static AwsKey key();
  /// A bucket of 50 requests for each account that fills by 10 a second; the fake begins with it.
  [[nodiscard]] static RateRule documented_limit();
  /// 5 requests a second, as it was documented for years.
  [[nodiscard]] static RateRule former_limit();

  explicit Route53(Route53Options options = {}, const Clock& clock = system_clock());
  ~Route53() override;

  void configure(const std::function<void(Route53Options&)>& change);
  /// Who may ask. A key with a policy that can't be read may do nothing: aws::policy_problem.
  [[nodiscard]] AwsKeys& keys();

  /// Adds SOA, NS and what else it lacks; returns its id, "Z...".
  std::string add_zone(Route53Zone zone);

  /// A template, so that `add_zone({.name = ...})` is the one above.
  std::string add_zone(const std::convertible_to<std::string> auto& name) {
    return add_zone(Route53Zone{.name = name});
  }

  void remove_zone(std::string_view id);
  /// A second writer: adds the set, or replaces the one of its name, type and identifier, unchecked
  /// and at once. Texts stay as they are.
  void put(std::string_view zone_id, Route53RRset rrset);
  /// Appends a value to a simple set, which is made with `ttl` when it is not there, unchecked.
  void add_value(std::string_view zone_id, std::string_view name, std::string_view type,
                 std::string value, long ttl = 300);
  /// Removes a value of a simple set, and the set with its last one, unchecked.
  void remove_value(std::string_view zone_id, std::string_view name, std::string_view type,
                    std::string_view value);
  /// Removes all sets of that name and type.
  void remove(std::string_view zone_id, std::string_view name, std::string_view type);
  /// Changes a zone's own properties; its id stays.
  void edit_zone(std::string_view zone_id, const std::function<void(Route53Zone&)>& change);

  /// All sets in listing order as they are stored, SOA and NS too; empty when there is no such
  /// zone.
  [[nodiscard]] std::vector<Route53RRset> stored(std::string_view zone_id) const;
  /// The simple set of that name and type as it is stored.
  [[nodiscard]] std::optional<Route53RRset> stored(std::string_view zone_id, std::string_view name,
                                                   std::string_view type) const;
  /// The set as the zone's name servers answer it, decoded by the fake's own code; of routed sets
  /// all values. Nullopt for an alias, as it depends on its target.
  [[nodiscard]] std::optional<Route53Truth> rrset(std::string_view zone_id, std::string_view name,
                                                  std::string_view type) const;

  /// For faults: the usual error body. Without a message there is no Message element.
  [[nodiscard]] static Reply error(int status, std::string code,
                                   std::optional<std::string> message = {});
  /// 400 Throttling: "Rate exceeded", or an empty text.
  [[nodiscard]] static Reply throttling(bool with_message = true);

 protected:
  [[nodiscard]] Reply answer(const Call& call) override;
  /// For RateLimit::leave: the account's number.
  [[nodiscard]] std::string account(const Call& call) const override;
  [[nodiscard]] Reply too_many(const RateState& state) const override;
  void finish(Reply& reply, const RateState& state) override;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace dnsward::fake
