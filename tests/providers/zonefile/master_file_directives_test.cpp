#include "providers/zonefile/parse_support.h"

#include <doctest/doctest.h>

#include <string>

using namespace dnsward;
using namespace dnsward::test;

TEST_CASE("an unknown directive is an error with the nearest known one") {
  CHECK(body_text("$ORIGN sub\n") ==
        "z:5:1: \"$ORIGN\" is not a directive\n$ORIGN sub\n^\ndid you mean $ORIGIN?\n");
  CHECK(body_text("$DATE 20240101000000\n") ==
        "z:5:1: \"$DATE\" is not a directive\n$DATE 20240101000000\n^\n"
        "known are $ORIGIN, $TTL, $INCLUDE and $GENERATE; an owner name that starts with a dollar "
        "sign is written \\$\n");
}

TEST_CASE("directives have as many arguments as they take") {
  CHECK(body_text("$ORIGIN ; none\n") ==
        "z:5:8: \"$ORIGIN\" lacks an argument\n$ORIGIN ; none\n       ^\nwrite $ORIGIN name\n");
  CHECK(body_text("$TTL 1 h\n") ==
        "z:5:8: \"h\" is one argument too many for \"$TTL\"\n$TTL 1 h\n       ^\n"
        "write $TTL seconds\n");
  CHECK(body_text("$INCLUDE\n") ==
        "z:5:9: \"$INCLUDE\" lacks an argument\n$INCLUDE\n        ^\n"
        "write $INCLUDE file [origin]\n");
  CHECK(body_text("$INCLUDE a b c\n") ==
        "z:5:14: \"c\" is one argument too many for \"$INCLUDE\"\n$INCLUDE a b c\n             ^\n"
        "write $INCLUDE file [origin]\n");
}

TEST_CASE("$TTL and $ORIGIN refuse what is no TTL and no name") {
  CHECK(body_text("$TTL 1h30\n") ==
        "z:5:6: \"1h30\" is not a TTL\n$TTL 1h30\n     ^\n"
        "write seconds, or numbers with units: 3600, 1h30m, 1w2d\n");
  CHECK(body_text("$TTL 4000w\n") ==
        "z:5:6: TTL \"4000w\" is over 2147483647 seconds (RFC 2181, 8)\n$TTL 4000w\n     ^\n"
        "write a smaller TTL\n");
  CHECK(body_text("$ORIGIN a..b.\n") ==
        "z:5:9: domain name \"a..b.\" has an empty label\n$ORIGIN a..b.\n        ^\n"
        "remove the dot that stands for nothing\n");
}

TEST_CASE("an error in an included file names that file and where it is included") {
  const Includes files{{"a", "x TXT a\n$INCLUDE b\n"}, {"b", "; b\ny TXT )\n"}};
  CHECK(body_text("$INCLUDE a\n", files) ==
        "b:2:7: \")\" has no opening parenthesis\ny TXT )\n      ^\n"
        "remove it, or put it in quotes when it belongs to a value\n"
        "a:2:10: included here\nz:5:10: included here\n");
}

TEST_CASE("a file that cannot be opened is told at its $INCLUDE") {
  CHECK(body_text("$INCLUDE  gone sub\n") ==
        "z:5:11: no file \"gone\"\n$INCLUDE  gone sub\n          ^\ncreate it\n");
  CHECK(body_text("$INCLUDE a ..\n", {{"a", ""}}) ==
        "z:5:12: domain name \"..\" has an empty label\n$INCLUDE a ..\n           ^\n"
        "remove the dot that stands for nothing\n");
}

TEST_CASE("a file that includes itself is an error where the loop closes") {
  const std::string note = "remove the $INCLUDE that closes the loop\n";
  CHECK(body_text("$INCLUDE z\n", {{"z", ""}}) ==
        "z:5:10: $INCLUDE of \"z\" inside itself\n$INCLUDE z\n         ^\n" + note);
  CHECK(body_text("$INCLUDE a\n", {{"a", "$INCLUDE b\n"}, {"b", "\n$INCLUDE a\n"}}) ==
        "b:2:10: $INCLUDE of \"a\" inside itself\n$INCLUDE a\n         ^\n" + note +
            "a:1:10: included here\nz:5:10: included here\n");
}

TEST_CASE("includes are at most 8 deep") {
  Includes files;
  for (int i = 1; i <= 9; ++i) {
    files[std::to_string(i)] = "$INCLUDE " + std::to_string(i + 1) + "\n";
  }
  files["8"] = "x TXT deep\n";
  CHECK(body_text("$INCLUDE 1\n", files) == "x 300 TXT \"deep\"\n");
  files["8"] = "$INCLUDE 9\n";
  const auto zone = parse_body("$INCLUDE 1\n", files);
  REQUIRE(!zone);
  CHECK(zone.error().message == "$INCLUDE of \"9\" is the ninth inside another");
  CHECK(to_text(zone.error().where.value()) == "8:1:10");
  CHECK(zone.error().notes.size() == 8);
}

TEST_CASE("includes that multiply are stopped") {
  Includes files{{"8", ""}};
  for (int i = 1; i < 8; ++i) {
    for (int j = 0; j < 50; ++j) {
      files[std::to_string(i)] += "$INCLUDE " + std::to_string(i + 1) + "\n";
    }
  }
  const auto zone = parse_body("$INCLUDE 1\n", files);
  REQUIRE(!zone);
  CHECK(zone.error().message == "zone has more than 10000 $INCLUDE to follow");
}
