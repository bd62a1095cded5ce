// IAM policies as AWS evaluates them, as far as Route 53 needs it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dnsward::fake::aws {

/// What a request is about to do.
struct Deed {
  std::string action;          ///< "route53:ChangeResourceRecordSets"
  std::string resource = "*";  ///< an ARN, or "*" of actions that have none
  /// Condition keys of the request, each with all its values.
  std::map<std::string, std::vector<std::string>> context = {};
};

enum class Permission { allowed, not_allowed, denied };

/// What keeps the JSON document from being a policy; nullopt for one that `permission` understands.
/// It knows Effect, Action, NotAction, Resource, NotResource, Condition with StringEquals,
/// StringNotEquals, StringLike, StringNotLike, each also with ForAllValues: or ForAnyValue:.
[[nodiscard]] std::optional<std::string> policy_problem(std::string_view json);

/// A Deny wins; what no statement allows is not allowed. A document that is no policy allows
/// nothing.
[[nodiscard]] Permission permission(std::string_view json, const Deed& deed);

}  // namespace dnsward::fake::aws
