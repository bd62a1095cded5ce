#include "providers/zonefile/lexer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace dnsward::zonefile {
namespace {

enum class Octet : std::uint8_t { ordinary, escape, special, control };

/// What an octet is inside a token without quotes.
constexpr std::array<Octet, 256> make_octets() {
  std::array<Octet, 256> octets{};
  for (std::size_t c = 0; c < 0x20; ++c) octets.at(c) = Octet::control;
  octets.at(0x7F) = Octet::control;
  for (const char c : {' ', '\t', '\r', '\n', ';', '(', ')', '"'}) {
    octets.at(static_cast<unsigned char>(c)) = Octet::special;
  }
  octets.at('\\') = Octet::escape;
  return octets;
}

constexpr std::array<Octet, 256> octets = make_octets();

Octet kind_of(char c) {
  return octets[static_cast<unsigned char>(c)];
}

/// Where the innermost parenthesis that is not closed stands; there is one.
std::size_t innermost_open(const std::vector<Parenthesis>& parentheses) {
  std::size_t closed = 0;
  auto at = parentheses.rbegin();
  for (; !at->opens || closed > 0; ++at) closed = at->opens ? closed - 1 : closed + 1;
  return at->at;
}

}  // namespace

std::optional<Span> Statement::balanced(Span inner) const {
  std::size_t open = 0;
  for (const Parenthesis& parenthesis : parentheses) {
    if (parenthesis.at < inner.begin) continue;
    const bool inside = parenthesis.at < inner.end;
    if (!inside && open == 0) break;
    if (parenthesis.opens) {
      ++open;
    } else if (open == 0) {
      return std::nullopt;
    } else {
      --open;
    }
    if (!inside) inner.end = parenthesis.at + 1;
  }
  return inner;
}

Parsed<bool> Lexer::next(Statement& statement) {
  while (at_ < text_.size()) {
    const char first = text_[at_];
    statement.whole.begin = at_;
    statement.line = line_;
    statement.starts_blank = first == ' ' || first == '\t';
    statement.tokens.clear();
    statement.parentheses.clear();
    if (auto read = read_statement(statement); !read) return fault(std::move(read.error()));
    statement.whole.end = at_;
    if (!statement.tokens.empty()) return true;
  }
  return false;
}

Parsed<void> Lexer::read_statement(Statement& statement) {
  while (at_ < text_.size()) {
    const char c = text_[at_];
    if (c == ' ' || c == '\t') {
      ++at_;
    } else if (c == '\n' || c == '\r') {
      if (!at_line_break(at_)) {
        return fault(at_, "carriage return without a line feed",
                     "end lines with LF or CRLF; write \\013 for the octet");
      }
      at_ += c == '\r' ? 2 : 1;
      ++line_;
      if (depth_ == 0) return {};
    } else if (c == ';') {
      at_ = std::min(text_.find('\n', at_), text_.size());
    } else if (c == '(' || c == ')') {
      if (auto read = parenthesis(statement); !read) return read;
    } else {
      auto token = c == '"' ? quoted_token() : bare_token();
      if (!token) return fault(std::move(token.error()));
      statement.tokens.push_back(*token);
    }
  }
  if (depth_ == 0) return {};
  return fault(innermost_open(statement.parentheses), "parenthesis is never closed",
               "add \")\" at the end of the record");
}

bool Lexer::at_line_break(std::size_t at) const {
  return text_[at] == '\n' || (text_[at] == '\r' && at + 1 < text_.size() && text_[at + 1] == '\n');
}

Parsed<void> Lexer::parenthesis(Statement& statement) {
  const bool opens = text_[at_] == '(';
  if (!opens && depth_ == 0) {
    return fault(at_, "\")\" has no opening parenthesis",
                 "remove it, or put it in quotes when it belongs to a value");
  }
  depth_ = opens ? depth_ + 1 : depth_ - 1;
  statement.parentheses.push_back({at_++, opens});
  return {};
}

Parsed<Token> Lexer::bare_token() {
  const std::size_t begin = at_;
  while (at_ < text_.size()) {
    const Octet kind = kind_of(text_[at_]);
    if (kind == Octet::ordinary) {
      ++at_;
    } else if (kind == Octet::special) {
      break;
    } else if (kind == Octet::control) {
      const auto octet = static_cast<unsigned char>(text_[at_]);
      return fault(at_, fmt::format("control octet 0x{:02X} outside quotes", octet),
                   fmt::format("remove it, or write it as \\{:03}", octet));
    } else {
      if (at_ + 1 == text_.size() || at_line_break(at_ + 1)) {
        return fault(at_, R"("\" at the end of the line escapes nothing)",
                     "write \\\\ for a backslash");
      }
      at_ += 2;
    }
  }
  return Token{{begin, at_}, false};
}

Parsed<Token> Lexer::quoted_token() {
  const std::size_t begin = at_++;
  while (at_ < text_.size() && text_[at_] != '"') {
    if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
    if (at_line_break(at_)) {
      return fault(
          begin, "line break inside quotes",
          "close the quotes on this line; put parentheses around strings on several lines");
    }
    ++at_;
  }
  if (at_ >= text_.size()) {
    return fault(begin, "quote is never closed", "add the closing quote");
  }
  ++at_;
  return Token{{begin, at_}, true};
}

}  // namespace dnsward::zonefile
