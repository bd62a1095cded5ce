#include "compose/toml_text.h"

#include "base/printable.h"
#include "base/text.h"
#include "base/utf8.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

namespace dnsward {
namespace {

constexpr std::uint32_t replacement_character = 0xFFFD;

/// Whether the character may stand in a file as it is: the eye sees what the program reads.
bool is_harmless(std::string_view character) {
  return printable(character) == character;
}

bool is_quote_or_backslash(char c) {
  return c == '"' || c == '\\';
}

void append_escaped(std::string& text, std::uint32_t code_point) {
  switch (code_point) {
    case '"': text += R"(\")"; return;
    case '\\': text += R"(\\)"; return;
    case '\t': text += R"(\t)"; return;
    case '\n': text += R"(\n)"; return;
    case '\r': text += R"(\r)"; return;
    default: break;
  }
  text += code_point > 0xFFFF ? fmt::format(R"(\U{:08X})", code_point)
                              : fmt::format(R"(\u{:04X})", code_point);
}

std::string basic_string(std::string_view bytes) {
  std::string text = "\"";
  while (!bytes.empty()) {
    const Utf8Sequence sequence = decode_utf8(bytes);
    const auto character = bytes.substr(0, std::max<std::size_t>(sequence.length, 1));
    bytes.remove_prefix(character.size());
    if (sequence.length == 0) {
      append_escaped(text, replacement_character);
    } else if (is_quote_or_backslash(character.front()) || !is_harmless(character)) {
      append_escaped(text, sequence.code_point);
    } else {
      text += character;
    }
  }
  return text + '"';
}

/// Whether a literal string can hold it and a basic one would need backslashes.
bool is_nicer_literally(std::string_view bytes) {
  if (std::none_of(bytes.begin(), bytes.end(), is_quote_or_backslash)) return false;
  const auto is_plain = [](char c) { return c >= ' ' && c <= '~' && c != '\''; };
  return std::all_of(bytes.begin(), bytes.end(), is_plain);
}

}  // namespace

bool fits_toml(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::size_t length = decode_utf8(bytes).length;
    if (length == 0) return false;
    bytes.remove_prefix(length);
  }
  return true;
}

std::string toml_string(std::string_view bytes) {
  if (is_nicer_literally(bytes)) return fmt::format("'{}'", bytes);
  return basic_string(bytes);
}

std::string toml_key(std::string_view name) {
  const auto is_bare = [](char c) { return is_alpha(c) || is_digit(c) || c == '_' || c == '-'; };
  if (!name.empty() && std::all_of(name.begin(), name.end(), is_bare)) return std::string(name);
  return basic_string(name);
}

std::string toml_comment(std::string_view text) {
  std::string lines;
  for (const std::string_view line : split(text, '\n')) {
    lines += line.empty() ? "#\n" : fmt::format("# {}\n", printable(line));
  }
  return lines;
}

}  // namespace dnsward
