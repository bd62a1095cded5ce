#include "providers/zonefile/lexer.h"

#include "providers/zonefile/ttl.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>

using namespace dnsward::zonefile;

namespace {

/// Each statement as its tokens in brackets, "_" before them when it starts with a blank, its line
/// before that and its lines' extent behind; a fault as its offset and message.
std::string lexed(std::string_view text) {
  Lexer lexer(text);
  Statement statement;
  std::string out;
  while (true) {
    const auto more = lexer.next(statement);
    if (!more) return out + fmt::format("fault {}: {}", more.error().at, more.error().message);
    if (!*more) return out;
    out += fmt::format("{}{}", statement.line, statement.starts_blank ? "_" : ":");
    for (const Token& token : statement.tokens) {
      out += token.quoted ? fmt::format("\"{}\"", token.content(text))
                          : fmt::format("[{}]", token.content(text));
    }
    out += fmt::format("{}-{} ", statement.whole.begin, statement.whole.end);
  }
}

}  // namespace

TEST_CASE("a statement is the tokens of one line") {
  CHECK(lexed("a b\tc\n") == "1:[a][b][c]0-6 ");
  CHECK(lexed(" a  b \n") == "1_[a][b]0-7 ");
  CHECK(lexed("\ta\n") == "1_[a]0-3 ");
  CHECK(lexed("a\nb\n") == "1:[a]0-2 2:[b]2-4 ");
  CHECK(lexed("").empty());
  CHECK(lexed("\n \n\t; c\n;c").empty());
}

TEST_CASE("a statement ends at LF, at CRLF and at the end of the file") {
  CHECK(lexed("a\r\nb\r\n") == "1:[a]0-3 2:[b]3-6 ");
  CHECK(lexed("a\r\n\r\nb") == "1:[a]0-3 3:[b]5-6 ");
  CHECK(lexed("a ; b") == "1:[a]0-5 ");
}

TEST_CASE("a comment starts at a semicolon outside quotes and ends the token before it") {
  CHECK(lexed("a;b\nc \"d;e\" ; f \" ( )\n") == "1:[a]0-4 2:[c]\"d;e\"4-22 ");
  CHECK(lexed("a\\;b\n") == "1:[a\\;b]0-5 ");
}

TEST_CASE("parentheses join lines, inside which blanks at the start mean nothing") {
  CHECK(lexed("a ( b ; x (\n c\nd ) e\nf") == "1:[a][b][c][d][e]0-21 4:[f]21-22 ");
  CHECK(lexed("a (( b\n) c\n) d\n") == "1:[a][b][c][d]0-15 ");
  CHECK(lexed("(\n a )\n") == "1:[a]0-7 ");
  CHECK(lexed("(\n)\nb\n") == "3:[b]4-6 ");
  CHECK(lexed("a(b)c\n") == "1:[a][b][c]0-6 ");
  CHECK(lexed("a (\r\n b )\r\nc") == "1:[a][b]0-11 3:[c]11-12 ");
}

TEST_CASE("quotes hold any octet but a line break, and end a token") {
  CHECK(lexed("\"a b\"\"c\"\n") == "1:\"a b\"\"c\"0-9 ");
  CHECK(lexed("a\"b\"c\n") == "1:[a]\"b\"[c]0-6 ");
  CHECK(lexed("\"a\\\"b\" c") == "1:\"a\\\"b\"[c]0-8 ");
  CHECK(lexed("\"a\\\\\" c") == "1:\"a\\\\\"[c]0-7 ");
  CHECK(lexed("\"\"") == "1:\"\"0-2 ");
  CHECK(lexed("\"\t\f\r\x01\xFF\"") == "1:\"\t\f\r\x01\xFF\"0-7 ");
  CHECK(lexed("\"a\nb\"") == "fault 0: line break inside quotes");
  CHECK(lexed("\"a\\\nb\"") == "fault 0: line break inside quotes");
  CHECK(lexed("x \"a\r\nb\"") == "fault 2: line break inside quotes");
  CHECK(lexed("x \"a") == "fault 2: quote is never closed");
  CHECK(lexed("x \"a\\") == "fault 2: quote is never closed");
  CHECK(lexed("x \"a\\\"") == "fault 2: quote is never closed");
}

TEST_CASE("an escaped octet does not end a token") {
  CHECK(lexed("a\\ b\\(\\)\\\"\\;c d\n") == "1:[a\\ b\\(\\)\\\"\\;c][d]0-16 ");
  CHECK(lexed("a\\\n") == "fault 1: \"\\\" at the end of the line escapes nothing");
  CHECK(lexed("a\\\r\n") == "fault 1: \"\\\" at the end of the line escapes nothing");
  CHECK(lexed("a\\") == "fault 1: \"\\\" at the end of the line escapes nothing");
}

TEST_CASE("what cannot be read is a fault where it stands") {
  CHECK(lexed("a (b\nc\n") == "fault 2: parenthesis is never closed");
  CHECK(lexed("a (b ( c )\n") == "fault 2: parenthesis is never closed");
  CHECK(lexed("a (b ( c\n") == "fault 5: parenthesis is never closed");
  CHECK(lexed("a\nb )\n") == "1:[a]0-2 fault 4: \")\" has no opening parenthesis");
  CHECK(lexed("a\rb") == "fault 1: carriage return without a line feed");
  CHECK(lexed("a \r") == "fault 2: carriage return without a line feed");
  CHECK(lexed("a\fb") == "fault 1: control octet 0x0C outside quotes");
  CHECK(lexed("a \x7F") == "fault 2: control octet 0x7F outside quotes");
}

TEST_CASE("a span is stretched to the right until its parentheses balance") {
  const auto balanced = [](std::string_view text, std::string_view from, std::string_view to) {
    Lexer lexer(text);
    Statement statement;
    REQUIRE(lexer.next(statement).value());
    const auto span = statement.balanced({text.find(from), text.find(to) + to.size()});
    return span ? text.substr(span->begin, span->end - span->begin) : "none";
  };
  CHECK(balanced("x ( TXT a b )", "a", "b") == "a b");
  CHECK(balanced("x TXT a ( b ) ; )", "a", "b") == "a ( b )");
  CHECK(balanced("x TXT a ( b ; )\n ( ) )\n", "a", "b") == "a ( b ; )\n ( ) )");
  CHECK(balanced("x TXT (a) (b)", "a", "b") == "none");
  CHECK(balanced("x TXT a () b ()", "a", "b") == "a () b");
}

TEST_CASE("a TTL is seconds or numbers with units") {
  struct Row {
    const char* text;
    std::optional<std::uint64_t> seconds;
  };

  const std::vector<Row> rows{
      {"0", 0},
      {"300", 300},
      {"007", 7},
      {"1s", 1},
      {"1m", 60},
      {"1h30m", 5400},
      {"1W2d3H4m5S", 788645},
      {"1m1m", 120},
      {"2147483648", 2147483648},
      {"99999999999999999999999999", std::uint64_t{1} << 40},
      {"99999999999999999999999999w", std::uint64_t{1} << 40},
      {"", {}},
      {"h", {}},
      {"1h30", {}},
      {"1x", {}},
      {"1 h", {}},
      {"-1", {}},
      {"+1", {}},
      {"1.5h", {}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(parse_ttl(row.text) == row.seconds);
  }
}
