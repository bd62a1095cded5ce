// A TOML file as plain values with their places: the one wrapper around toml++.
#pragma once

#include "base/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace dnsward {

/// Line and column in characters, from 1; the file is known to whoever holds the document.
struct TomlPlace {
  std::uint32_t line = 0;
  std::uint32_t column = 0;

  friend auto operator<=>(const TomlPlace&, const TomlPlace&) = default;
};

/// The kinds of value that no key of ours takes; kept for "must be a string, is a date".
enum class TomlOther { floating_point, date, time, date_time };

struct TomlValue;
struct TomlMember;
using TomlArray = std::vector<TomlValue>;
using TomlTable = std::vector<TomlMember>;  // in the file's order

struct TomlValue {
  TomlPlace place;
  std::variant<std::string, std::int64_t, bool, TomlOther, TomlArray, TomlTable> data;
};

struct TomlMember {
  std::string key;
  TomlPlace key_place;
  TomlValue value;
};

/// "a string", "an integer", "an array of tables"
[[nodiscard]] std::string_view kind_of(const TomlValue& value);

/// `file` is the name used in the places of an error. `text` is well-formed UTF-8. The error is the
/// first breach of TOML 1.0's syntax, with its place, in our words where they are clearer.
[[nodiscard]] Result<TomlTable> parse_toml(std::string_view text, const std::string& file);

}  // namespace dnsward
