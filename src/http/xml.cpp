#include "http/xml.h"

#include "base/text.h"
#include "base/utf8.h"
#include "http/misfit.h"

#include <fmt/format.h>
#include <pugixml.hpp>

#include <algorithm>
#include <array>

namespace dnsward {
namespace {

constexpr std::size_t max_depth = 100;
constexpr std::size_t max_octets = std::size_t{16} << 20U;

std::string_view local_name(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  const auto colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

bool is_element(const pugi::xml_node& node) {
  return node.type() == pugi::node_element;
}

Error unreadable(std::string_view body, std::string_view what, std::string_view hint) {
  return {ErrorKind::protocol,
          fmt::format("the answer {}; it starts with {}", what, start_of(body)), std::string(hint)};
}

Error not_xml(std::string_view body, std::size_t at) {
  return unreadable(body, fmt::format("is not XML at octet {}", at + 1), stranger_hint);
}

bool is_web_page(std::string_view body) {
  const auto start = body.find_first_not_of(" \t\r\n");
  if (start == std::string_view::npos) return false;
  body.remove_prefix(start);
  return starts_with_ignoring_case(body, "<!doctype html") ||
         starts_with_ignoring_case(body, "<html");
}

// XML 1.0, production 2.
bool is_character(std::uint32_t code_point) {
  if (code_point < 0x20) return code_point == '\t' || code_point == '\n' || code_point == '\r';
  return (code_point < 0xD800 || code_point > 0xDFFF) && code_point != 0xFFFE &&
         code_point != 0xFFFF && code_point <= 0x10FFFF;
}

// `reference` is what stands between "&" and ";".
bool is_reference(std::string_view reference) {
  if (!reference.starts_with('#')) {
    constexpr std::array<std::string_view, 5> known{"amp", "lt", "gt", "quot", "apos"};
    return std::find(known.begin(), known.end(), reference) != known.end();
  }
  reference.remove_prefix(1);
  const bool is_hex = reference.starts_with('x');
  if (is_hex) reference.remove_prefix(1);
  const auto code_point = whole_number<std::uint32_t>(reference, is_hex ? 16 : 10);
  return code_point && is_character(*code_point);
}

// Where the section that `rest` starts with, whose content is no markup, ends; 0: it is none.
std::size_t section_length(std::string_view rest) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 3> sections{
      {{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}}};
  for (const auto& [open, close] : sections) {
    if (!rest.starts_with(open)) continue;
    const auto end = rest.find(close, open.size());
    return end == std::string_view::npos ? rest.size() : end + close.size();
  }
  return 0;
}

// What pugixml lets pass or takes in its own way: characters and references that XML has not, and
// document types.
std::optional<Error> find_foreign(std::string_view body) {
  for (std::size_t at = 0; at < body.size();) {
    const auto sequence = decode_utf8(body.substr(at));
    if (sequence.length == 0 || !is_character(sequence.code_point)) return not_xml(body, at);
    at += sequence.length;
  }
  for (auto at = body.find_first_of("<&"); at != std::string_view::npos;
       at = body.find_first_of("<&", at)) {
    const auto rest = body.substr(at);
    if (const auto length = section_length(rest); length != 0) {
      at += length;
      continue;
    }
    if (rest.starts_with("<!")) {
      return unreadable(body, "has a document type declaration, which is not taken", stranger_hint);
    }
    if (rest.front() == '&' && !is_reference(rest.substr(1, rest.find(';') - 1))) {
      return not_xml(body, at);
    }
    ++at;
  }
  return std::nullopt;
}

// pugixml neither parses nor frees by recursion; only our readers recurse.
class DepthWalker final : public pugi::xml_tree_walker {
 public:
  bool for_each(pugi::xml_node& node) override {
    return !is_element(node) || static_cast<std::size_t>(depth()) < max_depth;
  }
};

Result<pugi::xml_node> outermost(pugi::xml_document& document, std::string_view body) {
  pugi::xml_node root;
  for (const auto& node : document.children()) {
    const auto type = node.type();
    if (is_element(node) && !root) {
      root = node;
    } else if (is_element(node) || type == pugi::node_pcdata || type == pugi::node_cdata) {
      if (!root) return fail(not_xml(body, 0));
      return fail(unreadable(body, "is not one XML element", stranger_hint));
    }
  }
  if (!root) return fail(not_xml(body, 0));
  DepthWalker walker;
  if (!document.traverse(walker)) {
    return fail(
        unreadable(body, fmt::format("nests deeper than {} levels", max_depth), misfit_hint));
  }
  return root;
}

Result<pugi::xml_node> parse(pugi::xml_document& document, std::string_view body) {
  if (body.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    return fail(ErrorKind::protocol, "the answer is empty, not XML", std::string(stranger_hint));
  }
  if (body.size() > max_octets) {
    return fail(unreadable(body, fmt::format("has more than {} octets", max_octets), misfit_hint));
  }
  if (is_web_page(body)) {
    return fail(unreadable(body, "is a web page, not an API's XML", stranger_hint));
  }
  if (auto foreign = find_foreign(body)) return fail(std::move(*foreign));
  // A value of blanks alone is a value; text outside the element is a node, so that it is seen.
  constexpr unsigned options =
      pugi::parse_default | pugi::parse_ws_pcdata_single | pugi::parse_fragment;
  const auto parsed = document.load_buffer(body.data(), body.size(), options, pugi::encoding_utf8);
  if (!parsed) return fail(not_xml(body, static_cast<std::size_t>(parsed.offset)));
  return outermost(document, body);
}

}  // namespace

std::string XmlElement::path_of(std::string_view name) const {
  return fmt::format("{}/{}", path_, name);
}

void XmlElement::tell(std::string_view problem) const {
  if (*problem_) return;
  *problem_ =
      Error{ErrorKind::protocol, fmt::format("{} {}", path_, problem), std::string(misfit_hint)};
}

XmlElement XmlElement::find(std::string_view name) const {
  XmlElement found(nullptr, path_of(name), *problem_);
  for (const auto& node : pugi::xml_node(node_).children()) {
    if (!is_element(node) || local_name(node) != name) continue;
    if (found.node_ != nullptr) {
      found.tell("comes more than once");
      break;
    }
    found.node_ = node.internal_object();
  }
  return found;
}

std::string XmlElement::name() const {
  return std::string(local_name(pugi::xml_node(node_)));
}

XmlElement XmlElement::child(std::string_view name) const {
  auto found = find(name);
  if (found.node_ == nullptr && node_ != nullptr) found.tell("is missing");
  return found;
}

std::optional<XmlElement> XmlElement::optional_child(std::string_view name) const {
  auto found = find(name);
  if (found.node_ == nullptr) return std::nullopt;
  return found;
}

bool XmlElement::has(std::string_view name) const {
  const auto nodes = pugi::xml_node(node_).children();
  return std::any_of(nodes.begin(), nodes.end(), [&](const pugi::xml_node& node) {
    return is_element(node) && local_name(node) == name;
  });
}

std::vector<XmlElement> XmlElement::children(std::string_view name) const {
  std::vector<XmlElement> found;
  for (const auto& node : pugi::xml_node(node_).children()) {
    if (!is_element(node) || local_name(node) != name) continue;
    found.push_back({node.internal_object(), fmt::format("{}[{}]", path_of(name), found.size() + 1),
                     *problem_});
  }
  return found;
}

std::string XmlElement::as_text() const {
  std::string text;
  for (const auto& node : pugi::xml_node(node_).children()) {
    if (is_element(node)) {
      tell("holds elements, not a text");
      return {};
    }
    if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) text += node.value();
  }
  return text;
}

std::int64_t XmlElement::as_integer() const {
  if (node_ == nullptr) return 0;
  const auto text = as_text();
  if (const auto number = whole_number<std::int64_t>(trim(text))) return *number;
  tell(fmt::format(R"(is "{}", not a whole number)", text));
  return 0;
}

bool XmlElement::as_boolean() const {
  if (node_ == nullptr) return false;
  const auto text = as_text();
  const auto word = trim(text);
  if (word != "true" && word != "false") tell(fmt::format(R"(is "{}", not true or false)", text));
  return word == "true";
}

std::string XmlElement::text(std::string_view name) const {
  return child(name).as_text();
}

std::int64_t XmlElement::integer(std::string_view name) const {
  return child(name).as_integer();
}

bool XmlElement::boolean(std::string_view name) const {
  return child(name).as_boolean();
}

std::vector<XmlElement> XmlElement::elements(std::string_view list, std::string_view item) const {
  return child(list).children(item);
}

std::optional<std::string> XmlElement::optional_text(std::string_view name) const {
  const auto found = optional_child(name);
  if (!found) return std::nullopt;
  return found->as_text();
}

std::optional<std::int64_t> XmlElement::optional_integer(std::string_view name) const {
  const auto found = optional_child(name);
  if (!found) return std::nullopt;
  return found->as_integer();
}

std::optional<bool> XmlElement::optional_boolean(std::string_view name) const {
  const auto found = optional_child(name);
  if (!found) return std::nullopt;
  return found->as_boolean();
}

std::vector<XmlElement> XmlElement::optional_elements(std::string_view list,
                                                      std::string_view item) const {
  return find(list).children(item);
}

void XmlElement::reject(std::string_view name, std::string_view problem) const {
  XmlElement(node_, path_of(name), *problem_).tell(problem);
}

Result<void> visit_xml(std::string_view body,
                       const std::function<Result<void>(const XmlElement&)>& read) {
  pugi::xml_document document;
  const auto root = parse(document, body);
  if (!root) return fail(root.error());
  std::optional<Error> problem;
  auto answer = read(XmlElement(root->internal_object(), std::string(local_name(*root)), problem));
  if (problem) return fail(std::move(*problem));
  return answer;
}

std::string escape_xml(std::string_view text) {
  std::string escaped;
  escaped.reserve(text.size());
  for (const char c : text) {
    const auto octet = static_cast<unsigned char>(c);
    switch (c) {
      case '&': escaped += "&amp;"; break;
      case '<': escaped += "&lt;"; break;
      case '>': escaped += "&gt;"; break;
      case '"': escaped += "&quot;"; break;
      case '\'': escaped += "&apos;"; break;
      default:
        if (octet < 0x20 || octet == 0x7F) {
          escaped += fmt::format("&#{};", octet);
        } else {
          escaped += c;
        }
    }
  }
  return escaped;
}

}  // namespace dnsward
