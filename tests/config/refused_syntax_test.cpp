#include "config/config_support.h"

#include <doctest/doctest.h>

namespace dnsward {
namespace {

using namespace test;

// What is not TOML.

TEST_CASE("a file with a string that is not closed is refused") {
  CHECK(errors_of(R"([sender.x]
title = "abc
spf = []
)") ==
        R"(dnsward.toml:2:13: a string is not closed
  help: add the closing quote
)");
}

TEST_CASE("a file with a literal string that is not closed is refused") {
  CHECK(errors_of(R"(a = 'abc
b = 1
)") ==
        R"(dnsward.toml:1:9: a string is not closed
  help: add the closing quote
)");
}

TEST_CASE("a file with a file that ends inside a string is refused") {
  CHECK(errors_of(R"(a = """abc
)") ==
        R"(dnsward.toml:1:12: a string is not closed
  help: add the closing quote
)");
}

TEST_CASE("a file with a file that ends inside an array is refused") {
  CHECK(errors_of(R"(names = ["a",
)") ==
        R"(dnsward.toml:1:15: the file ends inside an array
  help: complete it
)");
}

TEST_CASE("a file with a file that ends after a key is refused") {
  CHECK(errors_of(R"(ttl
)") ==
        R"(dnsward.toml:1:4: TOML syntax error in a key-value pair: expected '=', saw '\n'
  help: a key is followed by "=" and its value
)");
}

TEST_CASE("a file with a missing comma is refused") {
  CHECK(errors_of(R"(spf = ["a" "b"]
)") ==
        R"(dnsward.toml:1:12: TOML syntax error in an array: expected comma or closing ']', saw '"'
  help: put a comma between two elements
)");
}

TEST_CASE("a file with text without quotes is refused") {
  CHECK(errors_of(R"(provider = local # x
)") ==
        R"(dnsward.toml:1:12: "local" is not a TOML value
  help: text is written in quotes: "..."
)");
}

TEST_CASE("a file with typographic quotes is refused") {
  CHECK(errors_of(R"(provider = “local”
)") ==
        R"(dnsward.toml:1:12: "“local”" is not a TOML value
  help: text is written in quotes: "..."
)");
}

TEST_CASE("a file with no value is refused") {
  CHECK(errors_of(R"(provider =
b = 1
)") ==
        R"(dnsward.toml:1:11: a value is missing here
  help: text is written in quotes, numbers without
)");
}

TEST_CASE("a file with no value before a comment is refused") {
  CHECK(errors_of(R"(a = # nothing
)") ==
        R"(dnsward.toml:1:5: a value is missing here
  help: text is written in quotes, numbers without
)");
}

TEST_CASE("a file with a colon for an equals sign is refused") {
  CHECK(errors_of(R"(provider: "x"
)") ==
        R"(dnsward.toml:1:9: TOML syntax error in a key-value pair: expected '=', saw ':'
  help: a key is followed by "=" and its value
)");
}

TEST_CASE("a file with a table header that is not closed is refused") {
  CHECK(errors_of(R"([sender.x
a = 1
)") ==
        R"(dnsward.toml:1:10: TOML syntax error in a table header: expected ']', saw '\n'
  help: close the header with "]"
)");
}

TEST_CASE("a file with JSON is refused") {
  CHECK(
      errors_of(R"({ "domains": [] }
)") ==
      R"(dnsward.toml:1:1: TOML syntax error in the file: expected keys, tables, whitespace or comments, saw '{'
  help: TOML starts with a key or a [header]
)");
}

TEST_CASE("a file with an unknown escape is refused") {
  CHECK(errors_of(R"(value = "a\;b"
)") ==
        R"(dnsward.toml:1:12: TOML syntax error in a string: unknown escape sequence '\;'
  help: write a backslash as \\, or the text in single quotes
)");
}

TEST_CASE("a file with a number with a leading zero is refused") {
  CHECK(errors_of(R"(ttl = 03600
)") ==
        R"(dnsward.toml:1:12: TOML syntax error in a decimal integer: leading zeroes are prohibited
  help: write the number without them, or text in quotes
)");
}

TEST_CASE("a file with two values in a line is refused") {
  CHECK(
      errors_of(R"(a = 1 b = 2
)") ==
      R"(dnsward.toml:1:7: TOML syntax error in a key-value pair: expected a comment or whitespace, saw 'b'
  help: one key and its value make a line; quote text
)");
}

TEST_CASE("a file with a date that does not exist is refused") {
  CHECK(
      errors_of(R"(a = 2020-13-45
)") ==
      R"(dnsward.toml:1:12: TOML syntax error in a date: expected month between 1 and 12 (inclusive), saw 13
  help: text is written in quotes
)");
}

TEST_CASE("a file with a trailing comma in an inline table is refused") {
  CHECK(
      errors_of(R"(a = { b = 1, }
)") ==
      R"(dnsward.toml:1:14: TOML syntax error in an inline table: expected key-value pair, saw closing '}' (dangling comma)
  help: remove the comma before "}"
)");
}

TEST_CASE("a file with a table defined twice in a file is refused") {
  CHECK(errors_of(R"([sender.calenso]
spf = ["a"]

  [ sender.calenso ] # again
spf = ["b"]
)") ==
        R"(dnsward.toml:4:3: "sender.calenso" is defined twice
  help: a table or key may stand only once in a file: join the two
  dnsward.toml:1:1: first defined here
)");
}

TEST_CASE("a file with a key defined twice is refused") {
  CHECK(errors_of(R"([defaults]
ttl = 60
[sender.x]
title = "a"
title = "b"
)") ==
        R"(dnsward.toml:5:1: "title" is defined twice
  help: a table or key may stand only once in a file: join the two
  dnsward.toml:4:1: first defined here
)");
}

TEST_CASE("a file with a table where an array of tables is is refused") {
  CHECK(errors_of(R"([domains]
names = ["a"]
[[domains]]
names = ["b"]
)") ==
        R"(dnsward.toml:3:1: "domains" is defined twice
  help: a table or key may stand only once in a file: join the two
  dnsward.toml:1:1: first defined here
)");
}

TEST_CASE("a file with a key of an inline table defined twice is refused") {
  CHECK(errors_of(R"(a = { b = 1, b = 2 }
)") ==
        R"(dnsward.toml:1:18: "b" is defined twice
  help: a table or key may stand only once in a file: join the two
)");
}

TEST_CASE("a file with a key after characters of several octets is refused") {
  CHECK(
      errors_of(R"(title = "Ünïcode ▲ 😀" x
)") ==
      R"(dnsward.toml:1:23: TOML syntax error in a key-value pair: expected a comment or whitespace, saw 'x'
  help: one key and its value make a line; quote text
)");
}

}  // namespace
}  // namespace dnsward
