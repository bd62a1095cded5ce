#include "fakes/route53_set_rules.h"

#include "fakes/route53_names.h"
#include "fakes/route53_txt.h"
#include "fakes/route53_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <set>
#include <utility>

namespace dnsward::fake::r53 {
namespace {

using Messages = std::vector<std::string>;

/// "[name='a.example.com.', type='TXT']"
std::string label_of(const Route53RRset& rrset) {
  const std::string identifier = rrset.set_identifier.empty()
                                     ? ""
                                     : fmt::format(", set identifier='{}'", rrset.set_identifier);
  return fmt::format("[name='{}', type='{}'{}]", rrset.name, rrset.type, identifier);
}

bool is_txt(const Route53RRset& rrset) {
  return rrset.type == "TXT" || rrset.type == "SPF";
}

bool same_values(Messages left, Messages right, const Route53Options& options) {
  if (!options.delete_needs_order) {
    std::ranges::sort(left);
    std::ranges::sort(right);
  }
  return left == right;
}

bool same_alias(const std::optional<Route53Alias>& left, const std::optional<Route53Alias>& right) {
  if (!left || !right) return left.has_value() == right.has_value();
  return left->hosted_zone_id == right->hosted_zone_id &&
         read_name(left->dns_name).text == read_name(right->dns_name).text &&
         left->evaluate_target_health == right->evaluate_target_health;
}

bool is_same(const Route53RRset& stored, const Route53RRset& named, const Route53Options& options) {
  return (stored.ttl == named.ttl || !options.delete_needs_ttl) &&
         same_values(stored.values, named.values, options) &&
         same_alias(stored.alias, named.alias) &&
         stored.traffic_policy_instance_id == named.traffic_policy_instance_id;
}

Messages duplicate_problems(const Route53RRset& rrset, const Route53Options& options) {
  std::set<std::string> seen;
  Messages problems;
  for (const std::string& value : rrset.values) {
    const bool decode = is_txt(rrset) && options.same_octets_once;
    if (!seen.insert(decode ? txt_octets(value) : value).second) {
      problems.push_back(fmt::format("Duplicate Resource Record: '{}'", value));
    }
  }
  return problems;
}

Messages value_problems(const Route53RRset& rrset, const Route53Options& options) {
  Messages problems;
  for (const std::string& value : rrset.values) {
    if (const auto problem = value_problem(rrset.type, value, options)) {
      problems.push_back("Invalid Resource Record: " + *problem);
    }
  }
  if (problems.empty()) problems = duplicate_problems(rrset, options);
  const bool single = rrset.type == "CNAME" || rrset.type == "SOA";
  const std::size_t most = single ? 1 : options.most_values;
  if (rrset.values.size() > most) {
    problems.push_back(
        fmt::format("RRSet of type {} with DNS name {} is not permitted to have more than {} "
                    "resource records.",
                    rrset.type, rrset.name, most));
  }
  return problems;
}

/// Where the zone allows no set of that name and type at all.
std::optional<std::string> place_problem(const Route53RRset& rrset, const std::string& zone) {
  if (!is_in_zone(rrset.name, zone)) {
    return fmt::format("RRSet with DNS name {} is not permitted in zone {}", rrset.name, zone);
  }
  const bool apex = rrset.name == zone;
  if (apex && rrset.type == "CNAME") {
    return fmt::format("RRSet of type CNAME with DNS name {} is not permitted at apex in zone {}",
                       rrset.name, zone);
  }
  const bool wildcard_ns = rrset.type == "NS" && rrset.name.starts_with("\\052.");
  if ((!apex && rrset.type == "SOA") || wildcard_ns) {
    return fmt::format("RRSet of type {} with DNS name {} is not permitted in zone {}", rrset.type,
                       rrset.name, zone);
  }
  return std::nullopt;
}

/// CNAME is alone at its name.
std::optional<std::string> cname_problem(const RRsets& there, const Route53RRset& rrset,
                                         const std::string& zone) {
  const Key own = key_of(rrset);
  for (auto at = there.lower_bound({own.order, ""});
       at != there.end() && at->first.order == own.order; ++at) {
    if (at->first == own) continue;
    const std::string& type = at->first.type;
    if (rrset.type == "CNAME" && type != "CNAME") {
      return fmt::format(
          "RRSet of type CNAME with DNS name {} is not permitted as it conflicts with other "
          "records "
          "with the same DNS name in zone {}",
          rrset.name, zone);
    }
    if (rrset.type != "CNAME" && type == "CNAME") {
      return fmt::format(
          "RRSet of type {} with DNS name {} is not permitted because a conflicting RRSet of type  "
          "CNAME with the same DNS name already exists in zone {}",
          rrset.type, rrset.name, zone);
    }
  }
  return std::nullopt;
}

/// "Weight": the way the set routes; "" of a simple one.
std::string way_of(const Route53RRset& rrset) {
  return rrset.routing.empty() ? "" : rrset.routing.front().name;
}

/// Sets of one name and type all route in one way, or there is a single simple one.
std::optional<std::string> routing_problem(const RRsets& there, const Route53RRset& rrset) {
  const Key own = key_of(rrset);
  for (auto at = there.lower_bound({own.order, own.type});
       at != there.end() && at->first.order == own.order && at->first.type == own.type; ++at) {
    if (at->first == own) continue;
    const Route53RRset& other = at->second;
    if (rrset.set_identifier.empty()) {
      return fmt::format(
          "RRSet with DNS name {}, type {} cannot be created as other RRSets exist with the same "
          "name and type.",
          rrset.name, rrset.type);
    }
    if (way_of(other) != way_of(rrset)) {
      const bool weighted = way_of(rrset) == "Weight";
      return fmt::format(
          "RRSet with DNS name {}, type {}, SetIdentifier {} cannot be created as a {} set exists "
          "with the same name and type.",
          rrset.name, rrset.type, rrset.set_identifier,
          weighted ? "non-weighted" : "differently routed");
    }
  }
  return std::nullopt;
}

std::optional<std::string> identifier_problem(const Route53RRset& rrset) {
  if (rrset.set_identifier.empty() == rrset.routing.empty()) return std::nullopt;
  return rrset.routing.empty()
             ? fmt::format(
                   "RRSet with DNS name {}, type {} has a SetIdentifier but no routing "
                   "policy.",
                   rrset.name, rrset.type)
             : fmt::format(
                   "RRSet with DNS name {}, type {} has a routing policy but no "
                   "SetIdentifier.",
                   rrset.name, rrset.type);
}

}  // namespace

void store_spelling(Route53RRset& rrset, const Route53Options& options) {
  if (!options.respell_txt || !is_txt(rrset)) return;
  for (std::string& value : rrset.values) {
    if (txt_problem(value, {true, false}) == TxtProblem::none) value = txt_respelt(value);
  }
}

Messages removal_problems(const RRsets& there, const Route53RRset& rrset,
                          const Route53Options& options) {
  const std::string tried = "Tried to delete resource record set " + label_of(rrset);
  const auto found = there.find(key_of(rrset));
  if (found == there.end()) return {tried + " but it was not found"};
  if (!is_same(found->second, rrset, options)) {
    return {tried + " but the values provided do not match the current values"};
  }
  return {};
}

Messages creation_problems(const RRsets& there, const Change& change, const std::string& zone,
                           const Route53Options& options) {
  const Route53RRset& rrset = change.rrset;
  if (auto problem = place_problem(rrset, zone)) return {std::move(*problem)};
  Messages problems = value_problems(rrset, options);
  if (auto problem = identifier_problem(rrset)) problems.push_back(std::move(*problem));
  if (change.action == Action::create && there.contains(key_of(rrset))) {
    problems.push_back(fmt::format("Tried to create resource record set {} but it already exists",
                                   label_of(rrset)));
    return problems;
  }
  if (auto problem = cname_problem(there, rrset, zone)) problems.push_back(std::move(*problem));
  if (auto problem = routing_problem(there, rrset)) problems.push_back(std::move(*problem));
  return problems;
}

}  // namespace dnsward::fake::r53
