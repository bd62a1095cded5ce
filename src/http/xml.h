// An API's XML answer, read by element names; what does not fit is told by its path in the answer.
#pragma once

#include "base/result.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace pugi {
struct xml_node_struct;
}

namespace dnsward {

/// An element of an answer, within read_xml. Names are local names: prefixes and namespaces do not
/// count, and elements that nobody asks for do no harm. Getters can't fail: for a child that is
/// missing, comes twice or has another content they return an empty value, and read_xml returns an
/// Error that names the first such child, e.g.
/// `ListResponse/Sets/Set[3]/TTL is "abc", not a whole number` (counted from 1, as XPath does).
/// So a reader reads straight on, and nobody can use half of an answer.
class XmlElement {
 public:
  /// The local name of the element itself: tells kinds of answers apart.
  [[nodiscard]] std::string name() const;

  /// Of the child `name`, which must be there once. Text is taken as it stands, blanks and line
  /// feeds too; an empty element is "".
  [[nodiscard]] std::string text(std::string_view name) const;
  [[nodiscard]] std::int64_t integer(std::string_view name) const;
  /// "true" or "false".
  [[nodiscard]] bool boolean(std::string_view name) const;
  [[nodiscard]] XmlElement child(std::string_view name) const;
  /// The children `item` of the child `list`: `<Zones><Zone/><Zone/></Zones>`.
  [[nodiscard]] std::vector<XmlElement> elements(std::string_view list,
                                                 std::string_view item) const;

  /// The same, where a child that is missing is nullopt, and any other misfit is told.
  [[nodiscard]] std::optional<std::string> optional_text(std::string_view name) const;
  [[nodiscard]] std::optional<std::int64_t> optional_integer(std::string_view name) const;
  [[nodiscard]] std::optional<bool> optional_boolean(std::string_view name) const;
  [[nodiscard]] std::optional<XmlElement> optional_child(std::string_view name) const;
  /// Empty when the list is missing.
  [[nodiscard]] std::vector<XmlElement> optional_elements(std::string_view list,
                                                          std::string_view item) const;

  /// The children of that name, however many there are.
  [[nodiscard]] std::vector<XmlElement> children(std::string_view name) const;

  [[nodiscard]] bool has(std::string_view name) const;

  /// Of the element itself.
  [[nodiscard]] std::string as_text() const;
  [[nodiscard]] std::int64_t as_integer() const;
  [[nodiscard]] bool as_boolean() const;

  /// Where it stands: "ListResponse/Sets/Set[3]".
  [[nodiscard]] const std::string& path() const { return path_; }

  /// Tells a problem of the child that only the reader sees: `reject("TTL", "is negative")`.
  void reject(std::string_view name, std::string_view problem) const;

 private:
  friend Result<void> visit_xml(std::string_view,
                                const std::function<Result<void>(const XmlElement&)>&);

  XmlElement(pugi::xml_node_struct* node, std::string path, std::optional<Error>& problem)
      : node_(node), path_(std::move(path)), problem_(&problem) {}

  [[nodiscard]] std::string path_of(std::string_view name) const;
  [[nodiscard]] XmlElement find(std::string_view name) const;
  void tell(std::string_view problem) const;

  pugi::xml_node_struct* node_;  // null: missing, which is told already or allowed
  std::string path_;
  std::optional<Error>* problem_;  // the first one of the answer
};

/// Calls `read` with the outermost element; its Error is the result unless the answer itself is
/// wrong.
[[nodiscard]] Result<void> visit_xml(std::string_view body,
                                     const std::function<Result<void>(const XmlElement&)>& read);

template <typename T>
struct XmlAnswer {
  using Value = T;
};

template <typename T>
struct XmlAnswer<Result<T>> {
  using Value = T;
};

/// What `read`, a function from XmlElement to a T or a Result<T>, makes of the body. An Error of
/// ErrorKind::protocol when the body is not one XML 1.0 element in UTF-8, has a document type
/// declaration (so no entities but the five predefined ones), nests deeper than 100 levels, is
/// larger than 16 MiB, or does not have what `read` asks for:
///     const auto ids = read_xml(response.body, [](const XmlElement& answer) {
///       std::vector<std::string> found;
///       for (const auto& zone : answer.elements("Zones", "Zone"))
///       found.push_back(zone.text("Id")); return found;
///     });
template <typename Read>
[[nodiscard]] auto read_xml(std::string_view body, const Read& read) {
  using Value = typename XmlAnswer<std::invoke_result_t<const Read&, const XmlElement&>>::Value;
  std::optional<Result<Value>> answer;
  const auto visited = visit_xml(body, [&](const XmlElement& root) -> Result<void> {
    answer.emplace(read(root));
    if (!*answer) return fail(answer->error());
    return {};
  });
  if (!visited) return Result<Value>(fail(visited.error()));
  return std::move(*answer);
}

/// UTF-8 text as the content of an element or of an attribute in either quotes: `& < > " '` and
/// control characters as references. XML 1.0 has no spelling for most controls: whoever reads such
/// a reference refuses the document, and does not take it for something else.
[[nodiscard]] std::string escape_xml(std::string_view text);

}  // namespace dnsward
