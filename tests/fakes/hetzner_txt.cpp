#include "fakes/hetzner_txt.h"

#include <cstddef>

namespace dnsward::fake::hz {
namespace {

bool digit(char c) {
  return c >= '0' && c <= '9';
}

struct Escape {
  char byte = 0;
  std::size_t length = 0;  ///< characters after the backslash; 0: it is no escape
  bool decimal = false;
};

/// `rest` follows a backslash.
Escape read_escape(std::string_view rest) {
  if (rest.empty()) return {};
  if (!digit(rest[0])) return {rest[0], 1, false};
  if (rest.size() < 3 || !digit(rest[1]) || !digit(rest[2])) return {};
  const int code = (rest[0] - '0') * 100 + (rest[1] - '0') * 10 + (rest[2] - '0');
  if (code > 255) return {};
  return {static_cast<char>(static_cast<unsigned char>(code)), 3, true};
}

/// Takes one string with its quotes off the front of `value`.
TxtProblem take_string(std::string_view& value, const HetznerOptions& options) {
  if (value.empty() || value[0] != '"') return TxtProblem::not_quoted;
  std::size_t bytes = 0;
  std::size_t at = 1;
  for (; at < value.size() && value[at] != '"'; ++at, ++bytes) {
    if (static_cast<unsigned char>(value[at]) > 0x7f && !options.utf8_in_txt) {
      return TxtProblem::not_ascii;
    }
    if (value[at] != '\\') continue;
    const Escape escape = read_escape(value.substr(at + 1));
    if (escape.length == 0) return TxtProblem::bad_escape;
    if (escape.decimal && !options.decimal_escapes) return TxtProblem::bad_escape;
    at += escape.length;
  }
  if (at >= value.size()) return TxtProblem::not_quoted;
  value.remove_prefix(at + 1);
  return bytes > 255 ? TxtProblem::too_long : TxtProblem::none;
}

}  // namespace

TxtProblem txt_problem(std::string_view value, const HetznerOptions& options) {
  while (true) {
    const TxtProblem problem = take_string(value, options);
    if (problem != TxtProblem::none || value.empty()) return problem;
    const std::size_t next = value.find_first_not_of(" \t");
    if (next == 0 || next == std::string_view::npos) return TxtProblem::not_quoted;
    value.remove_prefix(next);
  }
}

std::string txt_bytes(std::string_view value) {
  std::string bytes;
  bool quoted = false;
  for (std::size_t at = 0; at < value.size(); ++at) {
    const char c = value[at];
    if (c == '"') {
      quoted = !quoted;
    } else if (c == '\\') {
      const Escape escape = read_escape(value.substr(at + 1));
      if (escape.length > 0) bytes += escape.byte;
      at += escape.length;
    } else if (quoted || (c != ' ' && c != '\t')) {
      bytes += c;
    }
  }
  return bytes;
}

}  // namespace dnsward::fake::hz
