#include "config/toml_syntax_error.h"

#include "base/text.h"

#include <fmt/format.h>

#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace dnsward {
namespace {

constexpr std::string_view blanks = " \t\r";

/// The text of one line, the part before it, and where the complaint points in it.
struct Excerpt {
  std::string_view before;  ///< earlier lines
  std::string_view line;    ///< without its line end
  std::string_view rest;    ///< of the line, from the place on
};

std::string_view without_first_characters(std::string_view line, std::size_t count) {
  while (count-- > 0 && !line.empty()) {
    std::size_t length = 1;
    while (length < line.size() && (static_cast<unsigned char>(line[length]) & 0xC0U) == 0x80U) {
      ++length;
    }
    line.remove_prefix(length);
  }
  return line;
}

Excerpt excerpt_at(std::string_view text, const SourcePos& where) {
  std::size_t start = 0;
  for (std::uint32_t line = 1; line < where.line; ++line) {
    const auto end = text.find('\n', start);
    if (end == std::string_view::npos) break;
    start = end + 1;
  }
  std::string_view line = text.substr(start, text.find('\n', start) - start);
  if (line.ends_with('\r')) line.remove_suffix(1);
  const std::size_t skipped = where.column == 0 ? 0 : where.column - 1;
  return {text.substr(0, start), line, without_first_characters(line, skipped)};
}

std::string_view without_blanks_around(std::string_view text) {
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

/// `sender.calenso` of a header line, `ttl` of a line that sets a key, without inner blanks.
std::string defined_by(std::string_view line) {
  line = without_blanks_around(line);
  const bool header = line.starts_with('[');
  const auto end = line.find_first_of(header ? "#" : "=");
  if (!header && end == std::string_view::npos) return {};
  std::string name;
  for (const char c : line.substr(0, end)) {
    const bool bracket = header && (c == '[' || c == ']');
    if (!bracket && blanks.find(c) == std::string_view::npos) name += c;
  }
  return name;
}

bool is_header(std::string_view line) {
  return without_blanks_around(line).starts_with('[');
}

/// The place above `at` where the same table or key was defined; for a key, in the same table.
std::optional<SourcePos> earlier_definition(const Excerpt& at, const SourcePos& where) {
  const std::string name = defined_by(at.line);
  const bool header = is_header(at.line);
  const std::vector<std::string_view> lines = split(at.before, '\n');
  for (std::size_t i = lines.size(); i-- > 0;) {
    const std::string_view line = lines[i];
    if (is_header(line) != header) {
      if (header) continue;
      return {};
    }
    if (defined_by(line) != name) continue;
    return SourcePos{where.file, static_cast<std::uint32_t>(i + 1),
                     static_cast<std::uint32_t>(line.find_first_not_of(blanks) + 1)};
  }
  return {};
}

/// `reason` is "cannot redefine existing table 'sender.calenso'".
Error redefinition(std::string_view reason, const Excerpt& at, const SourcePos& where) {
  const auto close = reason.rfind('\'');
  const auto open = close == 0 ? std::string_view::npos : reason.rfind('\'', close - 1);
  std::string name = defined_by(at.line);
  SourcePos place = where;
  const bool quoted = open != std::string_view::npos && open + 1 < close;
  const std::string_view told = quoted ? reason.substr(open + 1, close - open - 1) : "";
  const bool inside_line = quoted && !is_header(at.line) && told != name;
  if (inside_line) {
    name = told;
  } else {
    const auto first = at.line.find_first_not_of(blanks);
    place.column = static_cast<std::uint32_t>(first == std::string_view::npos ? 1 : first + 1);
  }
  Error error{ErrorKind::config, fmt::format("\"{}\" is defined twice", name),
              "a table or key may stand only once in a file: join the two", place};
  if (inside_line) return error;
  if (const auto earlier = earlier_definition(at, where)) {
    error.notes.push_back({"first defined here", earlier});
  }
  return error;
}

/// "string" as "a string", "array" as "an array", "root table" as nothing.
std::string with_article(std::string_view construct) {
  if (construct == "root table" || construct.empty()) return "the file";
  const bool vowel = std::string_view("aeiou").find(construct.front()) != std::string_view::npos;
  return fmt::format("{} {}", vowel && !construct.starts_with("uni") ? "an" : "a", construct);
}

struct Advice {
  std::string_view reason;  // part of it
  std::string_view hint;
};

constexpr std::array<Advice, 9> advices{{
    {"expected '='", "a key is followed by \"=\" and its value"},
    {"expected comma", "put a comma between two elements"},
    {"dangling comma", "remove the comma before \"}\""},
    {"expected ']'", "close the header with \"]\""},
    {"escape sequence", "write a backslash as \\\\, or the text in single quotes"},
    {"leading zeroes", "write the number without them, or text in quotes"},
    {"expected a comment or whitespace", "one key and its value make a line; quote text"},
    {"expected keys", "TOML starts with a key or a [header]"},
    {"control characters", "write a tab as \\t and a line break as \\n"},
}};

std::string hint_for(std::string_view reason) {
  for (const Advice& advice : advices) {
    if (reason.find(advice.reason) != std::string_view::npos) return std::string(advice.hint);
  }
  return "text is written in quotes";
}

Error no_value(const Excerpt& at, const SourcePos& where) {
  const std::string_view word =
      without_blanks_around(at.rest.substr(0, at.rest.find_first_of(",]}#")));
  if (word.empty()) {
    return {ErrorKind::config, "a value is missing here",
            "text is written in quotes, numbers without", where};
  }
  return {ErrorKind::config, fmt::format("\"{}\" is not a TOML value", word),
          "text is written in quotes: \"...\"", where};
}

}  // namespace

Error toml_syntax_error(std::string_view description, std::string_view text,
                        const SourcePos& where) {
  constexpr std::string_view lead = "Error while parsing ";
  std::string_view construct = description;
  if (construct.starts_with(lead)) construct.remove_prefix(lead.size());
  const auto colon = construct.find(": ");
  std::string_view reason = construct;
  if (colon != std::string_view::npos) {
    reason = construct.substr(colon + 2);
    construct = construct.substr(0, colon);
  }
  const Excerpt at = excerpt_at(text, where);
  if (reason.find("cannot redefine") != std::string_view::npos)
    return redefinition(reason, at, where);
  if (reason.find("could not determine value type") != std::string_view::npos ||
      reason.starts_with("expected value")) {
    return no_value(at, where);
  }
  const bool in_string = construct.ends_with("string");
  if (in_string && at.rest.empty()) {
    return {ErrorKind::config, "a string is not closed", "add the closing quote", where};
  }
  if (reason.starts_with("encountered end-of-file")) {
    return {ErrorKind::config, fmt::format("the file ends inside {}", with_article(construct)),
            "complete it", where};
  }
  return {ErrorKind::config,
          fmt::format("TOML syntax error in {}: {}", with_article(construct), reason),
          hint_for(reason), where};
}

}  // namespace dnsward
