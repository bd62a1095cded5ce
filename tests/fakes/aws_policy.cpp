#include "fakes/aws_policy.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cstddef>

namespace dnsward::fake::aws {
namespace {

using Json = nlohmann::json;
using Values = std::vector<std::string>;

/// '*' is any text, '?' any one character.
bool matches(std::string_view pattern, std::string_view text) {
  std::size_t p = 0;
  std::size_t t = 0;
  std::size_t star = std::string_view::npos;
  std::size_t retry = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      retry = t;
    } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == text[t])) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++retry;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return text;
}

/// A text, or a list of texts.
Values texts_of(const Json& value) {
  if (value.is_string()) return {value.get<std::string>()};
  Values texts;
  if (!value.is_array()) return texts;
  for (const Json& item : value) {
    if (item.is_string()) texts.push_back(item.get<std::string>());
  }
  return texts;
}

bool are_texts(const Json& value) {
  if (value.is_string()) return true;
  return value.is_array() && !value.empty() &&
         std::ranges::all_of(value, [](const Json& item) { return item.is_string(); });
}

struct Operator {
  enum class Over { one, all_values, any_value } over = Over::one;
  bool like = false;
  bool negated = false;
};

std::optional<Operator> operator_of(std::string_view name) {
  Operator made;
  for (const auto& [prefix, over] : {std::pair{"ForAllValues:", Operator::Over::all_values},
                                     std::pair{"ForAnyValue:", Operator::Over::any_value}}) {
    if (!name.starts_with(prefix)) continue;
    made.over = over;
    name.remove_prefix(std::string_view(prefix).size());
  }
  constexpr std::array<std::string_view, 4> names{"StringEquals", "StringNotEquals", "StringLike",
                                                  "StringNotLike"};
  if (std::ranges::find(names, name) == names.end()) return std::nullopt;
  made.like = name.ends_with("Like");
  made.negated = name.find("Not") != std::string_view::npos;
  return made;
}

bool holds(const Operator& test, const Values& wanted, const Values& given) {
  const auto is_wanted = [&](const std::string& value) {
    return std::ranges::any_of(wanted, [&](const std::string& pattern) {
      return test.like ? matches(pattern, value) : pattern == value;
    });
  };
  const auto fits = [&](const std::string& value) { return is_wanted(value) != test.negated; };
  switch (test.over) {
    case Operator::Over::all_values: return std::ranges::all_of(given, fits);
    case Operator::Over::any_value: return std::ranges::any_of(given, fits);
    case Operator::Over::one: break;
  }
  // A key that is not there satisfies the negated operators alone.
  if (given.empty()) return test.negated;
  return test.negated ? std::ranges::all_of(given, fits) : std::ranges::any_of(given, fits);
}

bool conditions_hold(const Json& statement, const Deed& deed) {
  const Json conditions = statement.value("Condition", Json::object());
  for (const auto& [name, keys] : conditions.items()) {
    const auto test = operator_of(name);
    for (const auto& [key, wanted] : keys.items()) {
      const auto found = std::ranges::find_if(
          deed.context, [&, at = lower(key)](const auto& item) { return lower(item.first) == at; });
      const Values given = found == deed.context.end() ? Values{} : found->second;
      if (!test || !holds(*test, texts_of(wanted), given)) return false;
    }
  }
  return true;
}

bool any_matches(const Json& patterns, const std::string& text) {
  return std::ranges::any_of(texts_of(patterns),
                             [&](const std::string& pattern) { return matches(pattern, text); });
}

bool applies(const Json& statement, const Deed& deed) {
  const auto action_in = [&](const Json& patterns) {
    return std::ranges::any_of(texts_of(patterns), [&](const std::string& pattern) {
      return matches(lower(pattern), lower(deed.action));
    });
  };
  const bool action = statement.contains("Action") ? action_in(statement["Action"])
                                                   : !action_in(statement["NotAction"]);
  const bool resource = statement.contains("Resource")
                            ? any_matches(statement["Resource"], deed.resource)
                            : !any_matches(statement["NotResource"], deed.resource);
  return action && resource && conditions_hold(statement, deed);
}

/// A statement alone, or a list of them.
Json statements_of(const Json& policy) {
  const Json& statements = policy["Statement"];
  return statements.is_array() ? statements : Json::array({statements});
}

std::optional<std::string> one_of(const Json& statement, const std::string& name) {
  const std::string negated = "Not" + name;
  const bool both = statement.contains(name) && statement.contains(negated);
  const Json value = statement.contains(name) ? statement[name] : statement.value(negated, Json());
  if (both || !are_texts(value)) return fmt::format("a statement has no {} that is texts", name);
  return std::nullopt;
}

std::optional<std::string> condition_problem(const Json& conditions) {
  if (!conditions.is_object()) return "a Condition is no object";
  for (const auto& [name, keys] : conditions.items()) {
    if (!operator_of(name)) return fmt::format("the operator {} is not known", name);
    if (!keys.is_object()) return fmt::format("{} holds no keys", name);
    for (const auto& [key, wanted] : keys.items()) {
      if (!are_texts(wanted)) return fmt::format("{} holds no texts", key);
    }
  }
  return std::nullopt;
}

std::optional<std::string> statement_problem(const Json& statement) {
  if (!statement.is_object()) return "a statement is no object";
  constexpr std::array<std::string_view, 7> members{
      "Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Condition"};
  for (const auto& [name, value] : statement.items()) {
    if (std::ranges::find(members, name) == members.end()) {
      return fmt::format("the member {} is not known", name);
    }
  }
  const Json effect = statement.value("Effect", Json());
  if (effect != "Allow" && effect != "Deny") return "an Effect is neither Allow nor Deny";
  if (auto problem = one_of(statement, "Action")) return problem;
  if (auto problem = one_of(statement, "Resource")) return problem;
  return condition_problem(statement.value("Condition", Json::object()));
}

}  // namespace

std::optional<std::string> policy_problem(std::string_view json) {
  const Json policy = Json::parse(json, nullptr, false);
  if (!policy.is_object()) return "it is no JSON object";
  if (policy.value("Version", Json()) != "2012-10-17") return "its Version is not 2012-10-17";
  if (!policy.contains("Statement")) return "it has no Statement";
  for (const Json& statement : statements_of(policy)) {
    if (auto problem = statement_problem(statement)) return problem;
  }
  return std::nullopt;
}

Permission permission(std::string_view json, const Deed& deed) {
  if (policy_problem(json)) return Permission::not_allowed;
  Permission verdict = Permission::not_allowed;
  for (const Json& statement : statements_of(Json::parse(json))) {
    if (!applies(statement, deed)) continue;
    if (statement["Effect"] == "Deny") return Permission::denied;
    verdict = Permission::allowed;
  }
  return verdict;
}

}  // namespace dnsward::fake::aws
