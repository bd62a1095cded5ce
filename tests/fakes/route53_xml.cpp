#include "fakes/route53_schema.h"

#include <cstddef>

namespace dnsward::fake::r53 {
namespace {

using aws::Refusal;

/// How many octets of well-formed UTF-8 without surrogates begin `text`; 0: none.
std::size_t character_length(std::string_view text) {
  const auto octet = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = octet(0);
  if (first < 0x80) return 1;
  std::size_t length = 0;
  if (first >= 0xc2 && first <= 0xdf) length = 2;
  if (first >= 0xe0 && first <= 0xef) length = 3;
  if (first >= 0xf0 && first <= 0xf4) length = 4;
  if (length == 0 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((octet(i) & 0xc0U) != 0x80U) return 0;
  }
  const bool overlong = (first == 0xe0 && octet(1) < 0xa0) || (first == 0xf0 && octet(1) < 0x90);
  const bool surrogate = first == 0xed && octet(1) > 0x9f;
  const bool beyond = first == 0xf4 && octet(1) > 0x8f;
  return overlong || surrogate || beyond ? 0 : length;
}

/// XML 1.0, 2.2
bool is_xml_text(std::string_view body) {
  while (!body.empty()) {
    const std::size_t length = character_length(body);
    const char c = body[0];
    const bool control =
        length == 1 && static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r';
    if (length == 0 || control) return false;
    body.remove_prefix(length);
  }
  return true;
}

bool is_reference(std::string_view name) {
  for (const std::string_view known : {"amp", "lt", "gt", "quot", "apos"}) {
    if (name == known) return true;
  }
  if (name.size() < 2 || name[0] != '#') return false;
  const bool hexadecimal = name[1] == 'x';
  const std::string_view digits = name.substr(hexadecimal ? 2 : 1);
  return !digits.empty() &&
         digits.find_first_not_of(hexadecimal ? "0123456789abcdefABCDEF" : "0123456789") ==
             std::string_view::npos;
}

/// pugixml leaves references that it does not know as they are.
bool has_known_references(std::string_view body) {
  for (std::size_t at = body.find('&'); at != std::string_view::npos; at = body.find('&', at + 1)) {
    const std::size_t end = body.find(';', at);
    if (end == std::string_view::npos || !is_reference(body.substr(at + 1, end - at - 1))) {
      return false;
    }
  }
  return true;
}

/// pugixml takes several elements and texts beside them.
bool has_one_root(const pugi::xml_document& document) {
  int elements = 0;
  for (const pugi::xml_node& node : document.children()) {
    if (node.type() == pugi::node_doctype || node.type() == pugi::node_pcdata) return false;
    if (node.type() == pugi::node_element) ++elements;
  }
  return elements == 1;
}

}  // namespace

std::optional<Refusal> parse_xml(const std::string& body, pugi::xml_document& document) {
  const Refusal malformed{400, "MalformedInput", "Could not parse XML"};
  if (!is_xml_text(body) || !has_known_references(body)) return malformed;
  constexpr unsigned int options =
      pugi::parse_default | pugi::parse_doctype | pugi::parse_ws_pcdata_single;
  const pugi::xml_parse_result parsed =
      document.load_buffer(body.data(), body.size(), options, pugi::encoding_utf8);
  if (!parsed || !has_one_root(document)) return malformed;
  return std::nullopt;
}

}  // namespace dnsward::fake::r53
