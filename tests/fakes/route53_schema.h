// The XML schema of a change batch: which elements there are, in which order, with which texts.
#pragma once

#include "fakes/aws_answer.h"

#include <pugixml.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace dnsward::fake::r53 {

/// The element's name without a prefix.
[[nodiscard]] std::string_view local_name(const pugi::xml_node& node);
/// All text and CDATA of an element, joined.
[[nodiscard]] std::string text_of(const pugi::xml_node& node);
/// The first child element of that local name; a null node when there is none.
[[nodiscard]] pugi::xml_node child_of(const pugi::xml_node& node, std::string_view name);

/// Parses `body` into `document`; MalformedInput for what is not well-formed, has a DOCTYPE or is
/// no UTF-8.
[[nodiscard]] std::optional<aws::Refusal> parse_xml(const std::string& body,
                                                    pugi::xml_document& document);
/// InvalidInput with the schema checker's words when the element or one below it has another
/// namespace, other elements, another order or other texts than the schema has.
[[nodiscard]] std::optional<aws::Refusal> schema_problem(const pugi::xml_node& node);

}  // namespace dnsward::fake::r53
