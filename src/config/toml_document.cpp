#include "config/toml_document.h"

#include "config/toml_syntax_error.h"

#include <toml++/toml.h>

#include <algorithm>
#include <utility>

namespace dnsward {
namespace {

TomlPlace place_of(const toml::source_region& region) {
  return {region.begin.line, region.begin.column};
}

TomlValue converted(toml::node& node);

TomlTable converted_table(toml::table& table) {
  TomlTable members;
  members.reserve(table.size());
  for (auto&& [key, node] : table) {
    members.push_back({std::string(key.str()), place_of(key.source()), converted(node)});
  }
  const auto by_place = [](const TomlMember& a, const TomlMember& b) {
    return a.key_place < b.key_place;
  };
  std::sort(members.begin(), members.end(), by_place);
  return members;
}

TomlArray converted_array(toml::array& array) {
  TomlArray values;
  values.reserve(array.size());
  for (auto& node : array) values.push_back(converted(node));
  return values;
}

TomlValue converted(toml::node& node) {
  const TomlPlace place = place_of(node.source());
  switch (node.type()) {
    case toml::node_type::table: return {place, converted_table(*node.as_table())};
    case toml::node_type::array: return {place, converted_array(*node.as_array())};
    case toml::node_type::string: return {place, std::move(node.as_string()->get())};
    case toml::node_type::integer: return {place, node.as_integer()->get()};
    case toml::node_type::boolean: return {place, node.as_boolean()->get()};
    case toml::node_type::date: return {place, TomlOther::date};
    case toml::node_type::time: return {place, TomlOther::time};
    case toml::node_type::date_time: return {place, TomlOther::date_time};
    default: return {place, TomlOther::floating_point};
  }
}

}  // namespace

std::string_view kind_of(const TomlValue& value) {
  if (const auto* other = std::get_if<TomlOther>(&value.data)) {
    switch (*other) {
      case TomlOther::floating_point: return "a floating-point number";
      case TomlOther::date: return "a date";
      case TomlOther::time: return "a time";
      case TomlOther::date_time: return "a date-time";
    }
  }
  if (std::holds_alternative<std::string>(value.data)) return "a string";
  if (std::holds_alternative<std::int64_t>(value.data)) return "an integer";
  if (std::holds_alternative<bool>(value.data)) return "a boolean";
  if (std::holds_alternative<TomlTable>(value.data)) return "a table";
  return "an array";
}

Result<TomlTable> parse_toml(std::string_view text, const std::string& file) {
  try {
    toml::table table = toml::parse(text);
    return converted_table(table);
  } catch (const toml::parse_error& error) {
    const TomlPlace place = place_of(error.source());
    return fail(toml_syntax_error(error.description(), text, {file, place.line, place.column}));
  }
}

}  // namespace dnsward
