#include "app/error_text.h"

#include <doctest/doctest.h>

#include <string>

using namespace dnsward;

namespace {

Error unknown_key() {
  return {ErrorKind::config, "unknown key \"sendr\"", "did you mean \"senders\"?",
          SourcePos{"dnsward.toml", 14, 3}, "  sendr = [\"calenso\"]"};
}

/// The lines of the excerpt for `line` with the caret at `column`, in `width` columns.
std::string excerpt(std::string line, std::uint32_t column, std::size_t width = 40) {
  const Error error{ErrorKind::config, "m", "", SourcePos{"f", 1, column}, std::move(line)};
  TextStyle style;
  style.width = width;
  const auto text = error_text(error, "error", style);
  return text.substr(text.find('\n') + 1);
}

}  // namespace

TEST_CASE("an error shows place, sentence, line, caret and next step") {
  CHECK(error_text(unknown_key(), "error", {}) ==
        "dnsward.toml:14:3: error: unknown key \"sendr\"\n"
        "  sendr = [\"calenso\"]\n"
        "  ^\n"
        "  help: did you mean \"senders\"?\n");
}

TEST_CASE("in colour the same text has colours and nothing else") {
  TextStyle style;
  style.colour = true;
  CHECK(error_text(unknown_key(), "error", style) ==
        "\x1b[1mdnsward.toml:14:3: \x1b[0m\x1b[31merror:\x1b[0m unknown key \"sendr\"\n"
        "  sendr = [\"calenso\"]\n"
        "  \x1b[32m^\x1b[0m\n"
        "  \x1b[36mhelp:\x1b[0m did you mean \"senders\"?\n");
}

TEST_CASE("an error without a place starts with the severity, what was being done ends it") {
  auto error =
      Error{ErrorKind::io, "cannot open \"x\""}.within("reading zone x").within("planning");
  CHECK(error_text(error, "error", {}) == "error: cannot open \"x\" (reading zone x, planning)\n");
}

TEST_CASE("a place without a column has no caret, one without a line has no excerpt") {
  auto error = unknown_key();
  error.hint.clear();
  error.where->column = 0;
  CHECK(error_text(error, "conflict", {}) ==
        "dnsward.toml:14: conflict: unknown key \"sendr\"\n  sendr = [\"calenso\"]\n");
  error.where->line = 0;
  error.source_line.clear();
  CHECK(error_text(error, "error", {}) == "dnsward.toml: error: unknown key \"sendr\"\n");
}

TEST_CASE("notes have their own place, line and caret") {
  auto error = unknown_key();
  error.notes = {{"the first definition", SourcePos{"other.toml", 2, 5}, "a = 1"},
                 {"a plain note"}};
  CHECK(error_text(error, "error", {}) ==
        "dnsward.toml:14:3: error: unknown key \"sendr\"\n"
        "  sendr = [\"calenso\"]\n"
        "  ^\n"
        "  help: did you mean \"senders\"?\n"
        "other.toml:2:5: note: the first definition\n"
        "  a = 1\n"
        "      ^\n"
        "note: a plain note\n");
}

TEST_CASE("columns count characters: the caret stands under its own, whatever comes before") {
  CHECK(excerpt("x = \"\xC3\xA4\xC3\xB6\xC3\xBC\" ?", 11) ==
        "  x = \"\xC3\xA4\xC3\xB6\xC3\xBC\" ?\n            ^\n");
  CHECK(excerpt("\xE4\xBE\x8B\xE5\xAD\x90 ?", 4) == "  \xE4\xBE\x8B\xE5\xAD\x90 ?\n       ^\n");
  CHECK(excerpt("a\xCC\x88 ?", 4) == "  a\xCC\x88 ?\n    ^\n");
}

TEST_CASE("blanks in front are dropped, tabs inside are blanks, the caret follows") {
  CHECK(excerpt("\t\tkey =\tx", 9) == "  key =    x\n           ^\n");
  CHECK(excerpt("    key", 3) == "    key\n  ^\n");
}

TEST_CASE("a caret past the end of the line stands behind its last character") {
  CHECK(excerpt("abc", 4) == "  abc\n     ^\n");
  CHECK(excerpt("abc", 99) == "  abc\n     ^\n");
  CHECK(excerpt("", 1).empty());
  CHECK(excerpt("   ", 9).empty());
}

TEST_CASE("a long line is cut to a window that shows the caret") {
  std::string line(400, 'a');
  line[0] = '0';
  line[200] = '2';
  line[399] = '9';
  CHECK(excerpt(line, 1) == "  0aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa...\n  ^\n");
  CHECK(excerpt(line, 201) == "  ...aaaaaaaaaaaaaaaa2aaaaaaaaaaaaaaa...\n                     ^\n");
  CHECK(excerpt(line, 400) ==
        "  ...aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa9\n                                    ^\n");
}

TEST_CASE("every window fits the width and its caret points at the right character") {
  std::string line;
  for (int i = 0; i < 300; ++i) line += static_cast<char>('a' + i % 26);
  for (std::uint32_t column = 1; column <= 300; ++column) {
    const auto text = excerpt(line, column, 50);
    const auto first_end = text.find('\n');
    const auto caret = text.find('^') - first_end - 1;
    REQUIRE(first_end <= 50);
    REQUIRE(text[caret] == line[column - 1]);
  }
}

TEST_CASE("bytes that act on a terminal, a line or a build runner are shown as escapes") {
  Error error{ErrorKind::config, "bad \x1b[2J\nvalue", "a\tb", SourcePos{"::error file=x", 3, 12},
              "  ::add-mask::\x1b[1m\xE2\x80\xAE ##[error]x"};
  error.notes = {{"::stop-commands::x"}};
  const auto text = error_text(error, "error", {});
  CHECK(text ==
        "\\x3A:error file=x:3:12: error: bad \\x1B[2J\\x0Avalue\n"
        "  \\x3A:add-mask::\\x1B[1m\\u{202E} \\x23#[error]x\n"
        "           ^\n"
        "  help: a\\x09b\n"
        "note: ::stop-commands::x\n");
}

TEST_CASE("in a preview sentences are broken at the width, elsewhere they can be searched for") {
  const Error error{ErrorKind::config, "one two three four five six seven eight",
                    "nine ten eleven twelve thirteen fourteen"};
  TextStyle style;
  style.width = 30;
  CHECK(error_text(error, "error", style) ==
        "error: one two three four five six seven eight\n"
        "  help: nine ten eleven twelve thirteen fourteen\n");
  CHECK(error_block(error, "error", style, 2) ==
        "  ! error: one two three four\n"
        "        five six seven eight\n"
        "      help: nine ten eleven\n"
        "        twelve thirteen\n"
        "        fourteen\n");
}
