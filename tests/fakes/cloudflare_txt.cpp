#include "fakes/cloudflare_txt.h"

#include <algorithm>
#include <utility>

namespace dnsward::fake::cloudflare {
namespace {

constexpr std::size_t longest_string = 255;

/// One octet and how it was written: `\"`, `\065`, `x`.
struct Octet {
  char value = 0;
  std::string_view spelling = {};
};

using String = std::vector<Octet>;

bool digit(char c) {
  return c >= '0' && c <= '9';
}

/// What a backslash at the front of `text` stands for; nullopt when nothing follows it.
std::optional<Octet> escape(std::string_view text) {
  if (text.size() < 2) return std::nullopt;
  if (!digit(text[1])) return Octet{text[1], text.substr(0, 2)};
  if (text.size() < 4 || !digit(text[2]) || !digit(text[3])) return std::nullopt;
  const int value = (text[1] - '0') * 100 + (text[2] - '0') * 10 + (text[3] - '0');
  if (value > 255) return std::nullopt;
  return Octet{static_cast<char>(static_cast<unsigned char>(value)), text.substr(0, 4)};
}

/// Takes one quoted string from the front of `text`, which starts with its quote.
std::optional<String> take_quoted(std::string_view& text) {
  text.remove_prefix(1);
  String string;
  while (!text.empty() && text.front() != '"') {
    const auto octet = text.front() == '\\' ? escape(text) : Octet{text.front(), text.substr(0, 1)};
    if (!octet) return std::nullopt;
    string.push_back(*octet);
    text.remove_prefix(octet->spelling.size());
  }
  if (text.empty()) return std::nullopt;
  text.remove_prefix(1);
  return string;
}

std::optional<std::vector<String>> quoted_strings(std::string_view text) {
  std::vector<String> strings;
  while (!text.empty()) {
    if (text.front() == ' ' || text.front() == '\t') {
      text.remove_prefix(1);
      continue;
    }
    if (text.front() != '"') return std::nullopt;
    auto string = take_quoted(text);
    if (!string) return std::nullopt;
    strings.push_back(std::move(*string));
  }
  const bool empty = std::ranges::all_of(strings, &String::empty);
  if (empty) return std::nullopt;
  return strings;
}

/// Content as strings of any length. Unquoted content is one string, without escapes; a quote in it
/// has no partner.
std::optional<std::vector<String>> strings_of(std::string_view content) {
  if (content.empty()) return std::nullopt;
  if (content.front() == '"') return quoted_strings(content);
  if (content.find('"') != std::string_view::npos) return std::nullopt;
  String string;
  for (std::size_t i = 0; i < content.size(); ++i) {
    string.push_back({content[i], content.substr(i, 1)});
  }
  return std::vector<String>{std::move(string)};
}

std::vector<String> split(const std::vector<String>& strings) {
  std::vector<String> pieces;
  for (const String& string : strings) {
    auto rest = string.begin();
    do {
      const auto left = static_cast<std::size_t>(string.end() - rest);
      const auto end = rest + static_cast<std::ptrdiff_t>(std::min(left, longest_string));
      pieces.emplace_back(rest, end);
      rest = end;
    } while (rest != string.end());
  }
  return pieces;
}

std::string decimal_escape(char octet) {
  const auto value = static_cast<unsigned char>(octet);
  return std::string("\\") + static_cast<char>('0' + value / 100) +
         static_cast<char>('0' + value / 10 % 10) + static_cast<char>('0' + value % 10);
}

/// A split may fall within a UTF-8 sequence, and JSON takes no halves: such octets get escapes.
std::string quoted(const std::vector<String>& pieces, bool was_quoted) {
  std::string text;
  for (const String& piece : pieces) {
    if (!text.empty()) text += ' ';
    text += '"';
    for (const Octet& octet : piece) {
      const bool special = octet.value == '"' || octet.value == '\\';
      if (static_cast<unsigned char>(octet.value) >= 0x80) {
        text += decimal_escape(octet.value);
      } else if (special && !was_quoted) {
        text += {'\\', octet.value};
      } else {
        text += octet.spelling;
      }
    }
    text += '"';
  }
  return text;
}

}  // namespace

std::optional<std::vector<std::string>> character_strings(std::string_view content) {
  const auto strings = strings_of(content);
  if (!strings) return std::nullopt;
  std::vector<std::string> wire;
  for (const String& piece : split(*strings)) {
    std::string octets;
    for (const Octet& octet : piece) octets += octet.value;
    wire.push_back(std::move(octets));
  }
  return wire;
}

std::string txt_value(std::string_view content) {
  const auto strings = character_strings(content);
  if (!strings) return std::string(content);
  std::string value;
  for (const std::string& string : *strings) value += string;
  return value;
}

std::optional<std::string> stored_txt(std::string_view content, const Options& options) {
  const auto strings = strings_of(content);
  if (!strings) return std::nullopt;
  const bool was_quoted = content.front() == '"';
  const bool long_one =
      std::ranges::any_of(*strings, [](const String& s) { return s.size() > longest_string; });
  const bool split_it =
      long_one && (was_quoted || options.long_unquoted == Options::LongUnquoted::split);
  const bool quote_it = !was_quoted && options.quote_on_store;
  if (!split_it && !quote_it) return std::string(content);
  return quoted(split(*strings), was_quoted);
}

std::size_t txt_wire_size(std::string_view content) {
  const auto strings = character_strings(content);
  if (!strings) return content.size();
  std::size_t size = 0;
  for (const std::string& string : *strings) size += 1 + string.size();
  return size;
}

}  // namespace dnsward::fake::cloudflare
