// An API's JSON answer, read by member names; what does not fit is told by its path in the answer.
#pragma once

#include "base/result.h"

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace dnsward {

/// A value of an answer, within read_json. Getters can't fail: for a member that is missing or of
/// another kind they return an empty value, and read_json returns an Error that names the first
/// such member, e.g. `result[3].content is a number, not a text`. So a reader reads straight on,
/// and nobody can use half of an answer.
class JsonValue {
 public:
  /// Of the member `name`, which must be there.
  [[nodiscard]] std::string text(std::string_view name) const;
  /// Also takes a whole number spelt as a text, "3600".
  [[nodiscard]] std::int64_t integer(std::string_view name) const;
  [[nodiscard]] bool boolean(std::string_view name) const;
  /// An object, or an array to be read with elements().
  [[nodiscard]] JsonValue member(std::string_view name) const;
  [[nodiscard]] std::vector<JsonValue> elements(std::string_view name) const;

  /// The same, where a member that is missing or null is nullopt, and any other misfit is told.
  [[nodiscard]] std::optional<std::string> optional_text(std::string_view name) const;
  [[nodiscard]] std::optional<std::int64_t> optional_integer(std::string_view name) const;
  [[nodiscard]] std::optional<bool> optional_boolean(std::string_view name) const;
  [[nodiscard]] std::optional<JsonValue> optional_member(std::string_view name) const;
  /// Empty when it is missing or null.
  [[nodiscard]] std::vector<JsonValue> optional_elements(std::string_view name) const;

  /// Whether the member is there and not null. False for what is no object.
  [[nodiscard]] bool has(std::string_view name) const;

  /// Of the value itself: an element of an array.
  [[nodiscard]] std::string as_text() const;
  [[nodiscard]] std::int64_t as_integer() const;
  [[nodiscard]] bool as_boolean() const;
  [[nodiscard]] std::vector<JsonValue> elements() const;

  /// Where it stands: "result[3].content"; "" is the whole answer.
  [[nodiscard]] const std::string& path() const { return path_; }

  /// Tells a problem of the member that only the reader sees: `reject("ttl", "is negative")`.
  void reject(std::string_view name, std::string_view problem) const;

 private:
  friend Result<void> visit_json(std::string_view,
                                 const std::function<Result<void>(const JsonValue&)>&);

  JsonValue(const nlohmann::json* value, std::string path, std::optional<Error>& problem)
      : value_(value), path_(std::move(path)), problem_(&problem) {}

  [[nodiscard]] const nlohmann::json* find(std::string_view name) const;
  [[nodiscard]] JsonValue optional_value(std::string_view name) const;
  void tell(std::string_view problem) const;

  const nlohmann::json* value_;  // null: missing, which is told already or allowed
  std::string path_;
  std::optional<Error>* problem_;  // the first one of the answer
};

/// Calls `read` with the whole answer; its Error is the result unless the answer itself is wrong.
[[nodiscard]] Result<void> visit_json(std::string_view body,
                                      const std::function<Result<void>(const JsonValue&)>& read);

template <typename T>
struct JsonAnswer {
  using Value = T;
};

template <typename T>
struct JsonAnswer<Result<T>> {
  using Value = T;
};

/// What `read`, a function from JsonValue to a T or a Result<T>, makes of the body. An Error of
/// ErrorKind::protocol when the body is not JSON, nests deeper than 100 levels, or does not have
/// what `read` asks for:
///     const auto ids = read_json(response.body, [](const JsonValue& answer) {
///       std::vector<std::string> found;
///       for (const auto& zone : answer.elements("result")) found.push_back(zone.text("id"));
///       return found;
///     });
template <typename Read>
[[nodiscard]] auto read_json(std::string_view body, const Read& read) {
  using Value = typename JsonAnswer<std::invoke_result_t<const Read&, const JsonValue&>>::Value;
  std::optional<Result<Value>> answer;
  const auto visited = visit_json(body, [&](const JsonValue& root) -> Result<void> {
    answer.emplace(read(root));
    if (!*answer) return fail(answer->error());
    return {};
  });
  if (!visited) return Result<Value>(fail(visited.error()));
  return std::move(*answer);
}

}  // namespace dnsward
