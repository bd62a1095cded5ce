// Splits a master file into statements: the tokens of one record or one directive (RFC 1035, 5.1).
#pragma once

#include "providers/zonefile/fault.h"
#include "providers/zonefile/master_file.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace dnsward::zonefile {

struct Token {
  Span span;  ///< quotes included
  bool quoted = false;

  /// The octets between the quotes, escapes unresolved.
  [[nodiscard]] std::string_view content(std::string_view text) const {
    const std::size_t quote = quoted ? 1 : 0;
    return text.substr(span.begin + quote, span.end - span.begin - 2 * quote);
  }
};

struct Parenthesis {
  std::size_t at = 0;
  bool opens = false;
};

/// One record or directive, over as many lines as its parentheses make it.
struct Statement {
  Span whole;                 ///< whole lines, line end included
  std::uint32_t line = 0;     ///< of its first octet, from 1
  bool starts_blank = false;  ///< the first line starts with a blank: the owner is inherited
  std::vector<Token> tokens;  ///< never empty
  std::vector<Parenthesis> parentheses;

  /// `inner` stretched to the right until the parentheses in it balance; nothing when that takes an
  /// opening one on its left.
  [[nodiscard]] std::optional<Span> balanced(Span inner) const;
};

/// One pass over `text`, which must outlive the Lexer.
class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  /// Reads the next statement into `statement`, whose vectors are used again; false at the end.
  /// Faults: an open quote or parenthesis, a line break in quotes, a `\` before a line break, a
  /// control octet outside quotes and comments.
  [[nodiscard]] Parsed<bool> next(Statement& statement);

 private:
  [[nodiscard]] Parsed<void> read_statement(Statement& statement);
  [[nodiscard]] Parsed<Token> bare_token();
  [[nodiscard]] Parsed<Token> quoted_token();
  [[nodiscard]] Parsed<void> parenthesis(Statement& statement);
  [[nodiscard]] bool at_line_break(std::size_t at) const;

  std::string_view text_;
  std::size_t at_ = 0;
  std::uint32_t line_ = 1;
  std::size_t depth_ = 0;
};

}  // namespace dnsward::zonefile
