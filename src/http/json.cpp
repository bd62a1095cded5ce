#include "http/json.h"

#include "base/text.h"
#include "http/misfit.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace dnsward {
namespace {

using nlohmann::json;

constexpr std::size_t max_depth = 100;

std::string_view kind_name(const json& value) {
  if (value.is_null()) return "null";
  if (value.is_boolean()) return "a boolean";
  if (value.is_number()) return "a number";
  if (value.is_string()) return "a text";
  return value.is_array() ? "an array" : "an object";
}

// nlohmann's parser takes any depth, and so does its destructor; only our readers recurse.
bool nests_too_deep(std::string_view body) {
  std::size_t depth = 0;
  bool in_text = false;
  for (std::size_t at = 0; at < body.size(); ++at) {
    const char c = body[at];
    if (in_text) {
      if (c == '\\') ++at;
      if (c == '"') in_text = false;
    } else if (c == '"') {
      in_text = true;
    } else if (c == '[' || c == '{') {
      if (++depth > max_depth) return true;
    } else if ((c == ']' || c == '}') && depth > 0) {
      --depth;
    }
  }
  return false;
}

Error not_json(std::string_view body, std::size_t octet) {
  if (body.empty()) {
    return {ErrorKind::protocol, "the answer is empty, not JSON", std::string(stranger_hint)};
  }
  return {
      ErrorKind::protocol,
      fmt::format("the answer is not JSON at octet {}; it starts with {}", octet, start_of(body)),
      std::string(stranger_hint)};
}

Result<json> parse(std::string_view body) {
  if (nests_too_deep(body)) {
    return fail(ErrorKind::protocol,
                fmt::format("the answer nests deeper than {} levels; it starts with {}", max_depth,
                            start_of(body)),
                std::string(misfit_hint));
  }
  try {
    return json::parse(body);
  } catch (const json::parse_error& error) {
    return fail(not_json(body, error.byte));
  } catch (const json::exception&) {  // a number that no double holds
    return fail(ErrorKind::protocol,
                fmt::format("the answer holds a number that is too large; it starts with {}",
                            start_of(body)),
                std::string(misfit_hint));
  }
}

std::optional<std::int64_t> integer_of(const json& value) {
  constexpr auto largest = std::numeric_limits<std::int64_t>::max();
  if (const auto* number = value.get_ptr<const json::number_unsigned_t*>()) {
    if (*number > static_cast<std::uint64_t>(largest)) return std::nullopt;
    return static_cast<std::int64_t>(*number);
  }
  if (const auto* number = value.get_ptr<const json::number_integer_t*>()) return *number;
  if (const auto* number = value.get_ptr<const json::number_float_t*>()) {
    constexpr double exact = 9007199254740992.0;  // 2^53
    if (std::trunc(*number) != *number || std::abs(*number) > exact) return std::nullopt;
    return static_cast<std::int64_t>(*number);
  }
  const auto* const text = value.get_ptr<const json::string_t*>();
  if (text == nullptr) return std::nullopt;
  return whole_number<std::int64_t>(*text);
}

}  // namespace

const json* JsonValue::find(std::string_view name) const {
  if (value_ == nullptr) return nullptr;
  if (!value_->is_object()) {
    tell(fmt::format("is {}, not an object", kind_name(*value_)));
    return nullptr;
  }
  const auto found = value_->find(name);
  return found == value_->end() ? nullptr : &*found;
}

void JsonValue::tell(std::string_view problem) const {
  if (*problem_) return;
  *problem_ = Error{ErrorKind::protocol,
                    fmt::format("{} {}", path_.empty() ? "the answer" : path_, problem),
                    std::string(misfit_hint)};
}

JsonValue JsonValue::member(std::string_view name) const {
  const auto* const found = find(name);
  JsonValue value(found, path_.empty() ? std::string(name) : fmt::format("{}.{}", path_, name),
                  *problem_);
  if (found == nullptr && value_ != nullptr) value.tell("is missing");
  return value;
}

JsonValue JsonValue::optional_value(std::string_view name) const {
  const auto* const found = find(name);
  if (found != nullptr && !found->is_null()) return member(name);
  return {nullptr, {}, *problem_};
}

bool JsonValue::has(std::string_view name) const {
  if (value_ == nullptr || !value_->is_object()) return false;
  const auto found = value_->find(name);
  return found != value_->end() && !found->is_null();
}

std::string JsonValue::as_text() const {
  if (value_ == nullptr) return {};
  if (const auto* text = value_->get_ptr<const json::string_t*>()) return *text;
  tell(fmt::format("is {}, not a text", kind_name(*value_)));
  return {};
}

std::int64_t JsonValue::as_integer() const {
  if (value_ == nullptr) return 0;
  if (const auto number = integer_of(*value_)) return *number;
  if (value_->is_number() || value_->is_string()) {
    tell(fmt::format("is {}, not a whole number", value_->dump(-1, ' ', true)));
  } else {
    tell(fmt::format("is {}, not a number", kind_name(*value_)));
  }
  return 0;
}

bool JsonValue::as_boolean() const {
  if (value_ == nullptr) return false;
  if (value_->is_boolean()) return *value_->get_ptr<const json::boolean_t*>();
  tell(fmt::format("is {}, not a boolean", kind_name(*value_)));
  return false;
}

std::vector<JsonValue> JsonValue::elements() const {
  if (value_ == nullptr) return {};
  if (!value_->is_array()) {
    tell(fmt::format("is {}, not an array", kind_name(*value_)));
    return {};
  }
  std::vector<JsonValue> values;
  values.reserve(value_->size());
  for (const auto& element : *value_) {
    values.push_back({&element, fmt::format("{}[{}]", path_, values.size()), *problem_});
  }
  return values;
}

std::string JsonValue::text(std::string_view name) const {
  return member(name).as_text();
}

std::int64_t JsonValue::integer(std::string_view name) const {
  return member(name).as_integer();
}

bool JsonValue::boolean(std::string_view name) const {
  return member(name).as_boolean();
}

std::vector<JsonValue> JsonValue::elements(std::string_view name) const {
  return member(name).elements();
}

std::optional<std::string> JsonValue::optional_text(std::string_view name) const {
  const auto value = optional_value(name);
  if (value.value_ == nullptr) return std::nullopt;
  return value.as_text();
}

std::optional<std::int64_t> JsonValue::optional_integer(std::string_view name) const {
  const auto value = optional_value(name);
  if (value.value_ == nullptr) return std::nullopt;
  return value.as_integer();
}

std::optional<bool> JsonValue::optional_boolean(std::string_view name) const {
  const auto value = optional_value(name);
  if (value.value_ == nullptr) return std::nullopt;
  return value.as_boolean();
}

std::optional<JsonValue> JsonValue::optional_member(std::string_view name) const {
  auto value = optional_value(name);
  if (value.value_ == nullptr) return std::nullopt;
  return value;
}

std::vector<JsonValue> JsonValue::optional_elements(std::string_view name) const {
  return optional_value(name).elements();
}

void JsonValue::reject(std::string_view name, std::string_view problem) const {
  JsonValue(value_, path_.empty() ? std::string(name) : fmt::format("{}.{}", path_, name),
            *problem_)
      .tell(problem);
}

Result<void> visit_json(std::string_view body,
                        const std::function<Result<void>(const JsonValue&)>& read) {
  const auto document = parse(body);
  if (!document) return fail(document.error());
  std::optional<Error> problem;
  auto answer = read(JsonValue(&*document, {}, problem));
  if (problem) return fail(std::move(*problem));
  return answer;
}

}  // namespace dnsward
