#include "fakes/route53_txt.h"

#include "fakes/route53_names.h"

#include <fmt/format.h>

#include <cstddef>
#include <vector>

namespace dnsward::fake::r53 {
namespace {

struct Escape {
  char octet = 0;
  std::size_t length = 0;  ///< characters after the backslash; 0: it is no escape
};

/// `rest` follows a backslash.
Escape read_escape(std::string_view rest) {
  if (rest.empty()) return {};
  if (rest[0] == '"' || rest[0] == '\\') return {rest[0], 1};
  if (rest.size() < 3 || !is_octal(rest[0]) || !is_octal(rest[1]) || !is_octal(rest[2])) return {};
  const int code = (rest[0] - '0') * 64 + (rest[1] - '0') * 8 + (rest[2] - '0');
  if (code > 255) return {};
  return {static_cast<char>(static_cast<unsigned char>(code)), 3};
}

bool printable(char c) {
  return c >= ' ' && c <= '~';
}

/// Takes one string with its quotes off the front of `value`.
TxtProblem take_string(std::string_view& value, const TxtRules& rules) {
  if (value.empty() || value[0] != '"') return TxtProblem::not_quoted;
  std::size_t counted = 0;
  std::size_t at = 1;
  for (; at < value.size() && value[at] != '"'; ++at, ++counted) {
    if (!printable(value[at])) return TxtProblem::unsupported;
    if (value[at] != '\\') continue;
    const Escape escape = read_escape(value.substr(at + 1));
    if (escape.length == 0) return TxtProblem::unsupported;
    at += escape.length;
    if (rules.escapes_count) counted += escape.length;
  }
  if (at >= value.size()) return TxtProblem::not_quoted;
  value.remove_prefix(at + 1);
  return counted > 255 ? TxtProblem::too_long : TxtProblem::none;
}

/// The strings' octets; what is outside of quotes and no blank is a string of its own.
std::vector<std::string> strings_of(std::string_view value) {
  std::vector<std::string> strings;
  bool quoted = false;
  bool open = false;
  for (std::size_t at = 0; at < value.size(); ++at) {
    const char c = value[at];
    if (c == '"') {
      quoted = !quoted;
      if (quoted) strings.emplace_back();
      open = quoted;
      continue;
    }
    if (!quoted && (c == ' ' || c == '\t')) {
      open = false;
      continue;
    }
    if (!open) strings.emplace_back();
    open = true;
    const Escape escape = c == '\\' ? read_escape(value.substr(at + 1)) : Escape{};
    strings.back() += escape.length > 0 ? escape.octet : c;
    at += escape.length;
  }
  return strings;
}

}  // namespace

TxtProblem txt_problem(std::string_view value, const TxtRules& rules) {
  while (true) {
    const TxtProblem problem = take_string(value, rules);
    if (problem != TxtProblem::none || value.empty()) return problem;
    const std::size_t next = value.find_first_not_of(" \t");
    if (next == std::string_view::npos) return TxtProblem::not_quoted;
    if (next == 0 && !(rules.adjacent_strings && value[0] == '"')) return TxtProblem::not_quoted;
    value.remove_prefix(next);
  }
}

std::string txt_octets(std::string_view value) {
  std::string octets;
  for (const std::string& string : strings_of(value)) octets += string;
  return octets;
}

std::string txt_respelt(std::string_view value) {
  std::string text;
  for (const std::string& string : strings_of(value)) {
    text += text.empty() ? "\"" : " \"";
    for (const char c : string) {
      if (c == '"' || c == '\\') text += '\\';
      text +=
          printable(c) ? std::string(1, c) : fmt::format("\\{:03o}", static_cast<unsigned char>(c));
    }
    text += '"';
  }
  return text;
}

}  // namespace dnsward::fake::r53
