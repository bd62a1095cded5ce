#include "fakes/route53_schema.h"

#include "fakes/route53_request.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <span>
#include <vector>

namespace dnsward::fake::r53 {
namespace {

using aws::Refusal;

struct Part {
  std::string_view name;
  bool required = false;
  bool repeated = false;
};

struct Model {
  std::string_view element;
  std::vector<Part> parts;
};

/// The elements that hold others; every other one holds a text.
const std::vector<Model>& models() {
  static const std::vector<Model> all{
      {"ChangeResourceRecordSetsRequest", {{"ChangeBatch", true}}},
      {"ChangeBatch", {{"Comment"}, {"Changes", true}}},
      {"Changes", {{"Change", true, true}}},
      {"Change", {{"Action", true}, {"ResourceRecordSet", true}}},
      {"ResourceRecordSet",
       {{"Name", true},
        {"Type", true},
        {"SetIdentifier"},
        {"Weight"},
        {"Region"},
        {"GeoLocation"},
        {"Failover"},
        {"MultiValueAnswer"},
        {"TTL"},
        {"ResourceRecords"},
        {"AliasTarget"},
        {"HealthCheckId"},
        {"TrafficPolicyInstanceId"},
        {"CidrRoutingConfig"},
        {"GeoProximityLocation"}}},
      {"ResourceRecords", {{"ResourceRecord", true, true}}},
      {"ResourceRecord", {{"Value", true}}},
      {"GeoLocation", {{"ContinentCode"}, {"CountryCode"}, {"SubdivisionCode"}}},
      {"AliasTarget", {{"HostedZoneId", true}, {"DNSName", true}, {"EvaluateTargetHealth", true}}},
      {"CidrRoutingConfig", {{"CollectionId", true}, {"LocationName", true}}},
      {"GeoProximityLocation", {{"AWSRegion"}, {"LocalZoneGroup"}, {"Coordinates"}, {"Bias"}}},
      {"Coordinates", {{"Latitude", true}, {"Longitude", true}}},
  };
  return all;
}

struct Range {
  std::string_view element;
  std::string_view type;
  long least;
  long most;
};

constexpr std::array<Range, 3> ranges{{{"TTL", "TTL", 0, 2'147'483'647},
                                       {"Weight", "ResourceRecordSetWeight", 0, 255},
                                       {"Bias", "Bias", -99, 99}}};

struct Length {
  std::string_view element;
  std::string_view type;
  std::size_t least;
  std::size_t most;
};

constexpr std::array<Length, 8> lengths{
    {{"Comment", "ResourceDescription", 0, 256},
     {"Name", "DNSName", 0, 1024},
     {"DNSName", "DNSName", 0, 1024},
     {"SetIdentifier", "ResourceRecordSetIdentifier", 1, 128},
     {"Value", "RData", 0, 4000},
     {"HealthCheckId", "HealthCheckId", 0, 64},
     {"HostedZoneId", "ResourceId", 0, 32},
     {"TrafficPolicyInstanceId", "TrafficPolicyInstanceId", 1, 36}}};

struct Words {
  std::string_view element;
  std::vector<std::string_view> words;
};

const std::vector<Words>& enumerations() {
  static const std::vector<Words> all{
      {"Action", {"CREATE", "DELETE", "UPSERT"}},
      {"Type",
       {"SOA", "A", "TXT", "NS", "CNAME", "MX", "NAPTR", "PTR", "SRV", "SPF", "AAAA", "CAA", "DS",
        "TLSA", "SSHFP", "SVCB", "HTTPS"}},
      {"Failover", {"PRIMARY", "SECONDARY"}},
      {"MultiValueAnswer", {"true", "false", "1", "0"}},
      {"EvaluateTargetHealth", {"true", "false", "1", "0"}},
  };
  return all;
}

Refusal invalid(const std::string& words) {
  return {400, "InvalidInput", "Invalid XML ; " + words};
}

std::string quoted(std::string_view name) {
  return fmt::format(R"("{}":{})", xml_space, name);
}

/// The namespace that the element's prefix stands for.
std::string_view space_of(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  const std::size_t colon = name.find(':');
  const std::string attribute =
      colon == std::string_view::npos ? "xmlns" : "xmlns:" + std::string(name.substr(0, colon));
  for (pugi::xml_node at = node; at; at = at.parent()) {
    if (const pugi::xml_attribute found = at.attribute(attribute.c_str())) return found.value();
  }
  return {};
}

std::vector<pugi::xml_node> elements_of(const pugi::xml_node& node) {
  std::vector<pugi::xml_node> elements;
  for (const pugi::xml_node& child : node.children()) {
    if (child.type() == pugi::node_element) elements.push_back(child);
  }
  return elements;
}

bool has_text(const pugi::xml_node& node) {
  return text_of(node).find_first_not_of(" \t\r\n") != std::string::npos;
}

std::string expected_from(std::span<const Part> parts) {
  std::vector<std::string> names;
  for (const Part& part : parts) {
    names.push_back(quoted(part.name));
    if (part.required) break;
  }
  return fmt::format("{}", fmt::join(names, ", "));
}

std::string unexpected(const pugi::xml_node& child, std::span<const Part> expected) {
  const std::string found =
      fmt::format("Invalid content was found starting with element '{}'.", local_name(child));
  if (expected.empty()) {
    return fmt::format("cvc-complex-type.2.4.d: {} No child element is expected at this point.",
                       found);
  }
  return fmt::format("cvc-complex-type.2.4.a: {} One of '{{{}}}' is expected.", found,
                     expected_from(expected));
}

/// The part of that name at or after `next`, unless one that is needed would be left out; else the
/// number of parts.
std::size_t find_part(std::span<const Part> parts, std::size_t next, bool satisfied,
                      std::string_view name) {
  for (std::size_t i = next; i < parts.size(); ++i) {
    if (parts[i].name == name) return i;
    if (parts[i].required && !(satisfied && i == next)) break;
  }
  return parts.size();
}

/// Holds the children against the sequence of the model.
std::optional<Refusal> sequence_problem(const pugi::xml_node& node, const Model& model) {
  if (has_text(node)) {
    return invalid(
        fmt::format("cvc-complex-type.2.3: Element '{}' cannot have character "
                    "[children], because the type's content type is element-only.",
                    model.element));
  }
  const std::span parts(model.parts);
  std::size_t next = 0;    // the first part that may come now
  bool satisfied = false;  // parts[next] came already, and may come again
  for (const pugi::xml_node& child : elements_of(node)) {
    const std::size_t found = find_part(parts, next, satisfied, local_name(child));
    if (found == parts.size() || space_of(child) != xml_space) {
      return invalid(unexpected(child, parts.subspan(next)));
    }
    satisfied = parts[found].repeated;
    next = satisfied ? found : found + 1;
  }
  const auto rest = parts.subspan(next + (satisfied ? 1 : 0));
  if (std::ranges::none_of(rest, &Part::required)) return std::nullopt;
  return invalid(
      fmt::format("cvc-complex-type.2.4.b: The content of element '{}' is not complete. "
                  "One of '{{{}}}' is expected.",
                  model.element, expected_from(rest)));
}

std::optional<Refusal> range_problem(std::string_view element, const std::string& text) {
  const auto* range = std::ranges::find(ranges, element, &Range::element);
  if (range == ranges.end()) return std::nullopt;
  long number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) {
    return invalid(
        fmt::format("cvc-datatype-valid.1.2.1: '{}' is not a valid value for 'integer'.", text));
  }
  if (number >= range->least && number <= range->most) return std::nullopt;
  const bool low = number < range->least;
  return invalid(fmt::format(
      "cvc-{0}-valid: Value '{1}' is not facet-valid with respect to {0} "
      "'{2}' for type '{3}'.",
      low ? "minInclusive" : "maxInclusive", text, low ? range->least : range->most, range->type));
}

/// Characters, not octets.
std::size_t length_of(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; }));
}

std::optional<Refusal> length_problem(std::string_view element, const std::string& text) {
  const auto* length = std::ranges::find(lengths, element, &Length::element);
  if (length == lengths.end()) return std::nullopt;
  const std::size_t characters = length_of(text);
  if (characters >= length->least && characters <= length->most) return std::nullopt;
  const bool low = characters < length->least;
  return invalid(
      fmt::format("cvc-{0}-valid: Value '{1}' with length = '{2}' is not facet-valid "
                  "with respect to {0} '{3}' for type '{4}'.",
                  low ? "minLength" : "maxLength", text, characters,
                  low ? length->least : length->most, length->type));
}

std::optional<Refusal> text_problem(const pugi::xml_node& node) {
  const std::string_view element = local_name(node);
  if (!elements_of(node).empty()) {
    return invalid(
        fmt::format("cvc-type.3.1.2: Element '{}' is a simple type, so it must have no "
                    "element information item [children].",
                    element));
  }
  const std::string text = text_of(node);
  const auto words = std::ranges::find(enumerations(), element, &Words::element);
  if (words != enumerations().end() &&
      std::ranges::find(words->words, text) == words->words.end()) {
    return invalid(
        fmt::format("cvc-enumeration-valid: Value '{}' is not facet-valid with respect "
                    "to enumeration '[{}]'. It must be a value from the enumeration.",
                    text, fmt::join(words->words, ", ")));
  }
  if (auto problem = range_problem(element, text)) return problem;
  return length_problem(element, text);
}

}  // namespace

std::string_view local_name(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

std::string text_of(const pugi::xml_node& node) {
  std::string text;
  for (const pugi::xml_node& child : node.children()) {
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata)
      text += child.value();
  }
  return text;
}

pugi::xml_node child_of(const pugi::xml_node& node, std::string_view name) {
  for (const pugi::xml_node& child : node.children()) {
    if (local_name(child) == name) return child;
  }
  return {};
}

std::optional<Refusal> schema_problem(const pugi::xml_node& node) {
  if (space_of(node) != xml_space) {
    return invalid(
        fmt::format("cvc-elt.1: Cannot find the declaration of element '{}'.", node.name()));
  }
  const auto model = std::ranges::find(models(), local_name(node), &Model::element);
  if (model == models().end()) return text_problem(node);
  if (auto problem = sequence_problem(node, *model)) return problem;
  for (const pugi::xml_node& child : elements_of(node)) {
    if (auto problem = schema_problem(child)) return problem;
  }
  return std::nullopt;
}

}  // namespace dnsward::fake::r53
