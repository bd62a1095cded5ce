#include "fakes/cloudflare_filter.h"

#include "fakes/cloudflare_codes.h"
#include "fakes/cloudflare_names.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

namespace dnsward::fake::cloudflare {
namespace {

using TextTest = std::function<bool(const std::string& text)>;

/// Comparisons do not look at case. `how`: "", exact, contains, startswith, endswith, present,
/// absent.
std::optional<TextTest> text_test(const std::string& how, const std::string& wanted) {
  const std::string value = lower(wanted);
  if (how.empty() || how == "exact") return [value](const auto& t) { return lower(t) == value; };
  if (how == "contains") {
    return [value](const auto& t) { return lower(t).find(value) != std::string::npos; };
  }
  if (how == "startswith") return [value](const auto& t) { return lower(t).starts_with(value); };
  if (how == "endswith") return [value](const auto& t) { return lower(t).ends_with(value); };
  if (how == "present") return [](const auto& t) { return !t.empty(); };
  if (how == "absent") return [](const auto& t) { return t.empty(); };
  return std::nullopt;
}

std::string value_of_tag(const Record& record, const std::string& name) {
  for (const std::string& tag : record.tags) {
    const std::size_t colon = tag.find(':');
    if (lower(tag.substr(0, colon)) == lower(name)) return tag.substr(colon + 1);
  }
  return {};
}

bool has_tag(const Record& record, const std::string& name) {
  return std::ranges::any_of(record.tags, [&](const std::string& tag) {
    return lower(tag.substr(0, tag.find(':'))) == lower(name);
  });
}

/// `tag.present=NAME`, `tag.exact=NAME:VALUE` and so on.
std::optional<std::function<bool(const Record&)>> tag_condition(const std::string& how,
                                                                const std::string& wanted) {
  const std::size_t colon = wanted.find(':');
  const std::string name = wanted.substr(0, colon);
  if (how == "present") return [name](const Record& r) { return has_tag(r, name); };
  if (how == "absent") return [name](const Record& r) { return !has_tag(r, name); };
  if (how.empty() && colon == std::string::npos) {
    return [name](const Record& r) { return has_tag(r, name); };
  }
  const auto test = text_test(how, colon == std::string::npos ? "" : wanted.substr(colon + 1));
  if (!test) return std::nullopt;
  return [name, test = *test](const Record& r) {
    return has_tag(r, name) && test(value_of_tag(r, name));
  };
}

std::optional<std::function<bool(const Record&)>> condition(const std::string& field,
                                                            const std::string& how,
                                                            const std::string& wanted) {
  if (field == "type" && how.empty()) return [wanted](const Record& r) { return r.type == wanted; };
  if (field == "proxied" && how.empty()) {
    return [yes = wanted == "true"](const Record& r) { return r.proxied == yes; };
  }
  if (field == "search" && how.empty()) {
    return [value = lower(wanted)](const Record& r) {
      const std::string all = r.name + "\n" + r.content + "\n" + r.comment;
      return lower(all).find(value) != std::string::npos;
    };
  }
  const auto test = text_test(how, wanted);
  if (!test) return std::nullopt;
  if (field == "name") return [test = *test](const Record& r) { return test(r.name); };
  if (field == "content") return [test = *test](const Record& r) { return test(r.content); };
  return [test = *test](const Record& r) { return test(r.comment); };
}

bool all_or_any(const Call& call, const char* key, bool& any) {
  const std::string value = call.parameter(key).value_or("all");
  any = value == "any";
  return any || value == "all";
}

template <typename Conditions>
bool hold(const Conditions& conditions, bool any, const Record& record) {
  if (conditions.empty()) return true;
  const auto holds = [&](const auto& condition) { return condition(record); };
  return any ? std::ranges::any_of(conditions, holds) : std::ranges::all_of(conditions, holds);
}

}  // namespace

Outcome<Filter> Filter::of(const Call& call) {
  Filter filter;
  if (!all_or_any(call, "match", filter.any_) || !all_or_any(call, "tag_match", filter.any_tag_)) {
    return refuse_with(400, code::parameter, "Invalid or missing parameter: match.");
  }
  for (const Parameter& parameter : call.query) {
    const std::size_t dot = parameter.key.find('.');
    const std::string field = parameter.key.substr(0, dot);
    const std::string how = dot == std::string::npos ? "" : parameter.key.substr(dot + 1);
    const bool tag = field == "tag";
    if (!tag && field != "name" && field != "content" && field != "comment" && field != "type" &&
        field != "proxied" && field != "search") {
      continue;
    }
    auto wanted =
        tag ? tag_condition(how, parameter.value) : condition(field, how, parameter.value);
    if (!wanted) {
      return refuse_with(400, code::parameter,
                         "Invalid or missing parameter: " + parameter.key + ".");
    }
    (tag ? filter.tag_conditions_ : filter.conditions_).push_back(std::move(*wanted));
  }
  return filter;
}

bool Filter::accepts(const Record& record) const {
  const bool plain = hold(conditions_, any_, record);
  const bool tags = hold(tag_conditions_, any_tag_, record);
  if (conditions_.empty() || tag_conditions_.empty()) return plain && tags;
  return any_ ? plain || tags : plain && tags;
}

}  // namespace dnsward::fake::cloudflare
