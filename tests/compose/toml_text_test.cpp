#include "compose/toml_text.h"

#include <doctest/doctest.h>

#include <string>

using namespace dnsward;

TEST_CASE("a plain text is a basic string") {
  CHECK(toml_string("include:spf.example.com") == R"("include:spf.example.com")");
  CHECK(toml_string("") == R"("")");
  CHECK(toml_string("it's") == R"("it's")");
  CHECK(toml_string("B\xC3\xBC"
                    "cher") ==
        "\"B\xC3\xBC"
        "cher\"");
}

TEST_CASE("a text with quotes or backslashes is a literal string where that is possible") {
  CHECK(toml_string(R"("a\226")") == R"('"a\226"')");
  CHECK(toml_string(R"(it's "x\")") == R"("it's \"x\\\"")");
  CHECK(toml_string("\"\n") == R"("\"\n")");
}

TEST_CASE("characters that deceive the eye are escaped") {
  CHECK(toml_string(std::string("\0\x1B\t\r\x7F", 5)) == R"("\u0000\u001B\t\r\u007F")");
  CHECK(toml_string("a\xC2\xA0"
                    "b") == R"("a\u00A0b")");
  CHECK(toml_string("\xE2\x80\xAE") == R"("\u202E")");
  CHECK(toml_string("\xF3\xA0\x80\x81") == R"("\U000E0001")");
}

TEST_CASE("a byte that is no UTF-8 becomes U+FFFD, and fits_toml tells before") {
  CHECK(toml_string("a\xFF"
                    "b") == R"("a\uFFFDb")");
  CHECK_FALSE(
      fits_toml("a\xFF"
                "b"));
  CHECK_FALSE(fits_toml("\xED\xA0\x80"));
  CHECK(fits_toml("a\xC3\xBC"));
  CHECK(fits_toml(""));
}

TEST_CASE("a key is bare where TOML allows it") {
  CHECK(toml_key("brevo-cname_2") == "brevo-cname_2");
  CHECK(toml_key("") == R"("")");
  CHECK(toml_key("brevo.com") == R"("brevo.com")");
  CHECK(toml_key("a\"b") == R"("a\"b")");
}

TEST_CASE("a comment can't end itself or be a line of the file") {
  CHECK(toml_comment("one\ntwo") == "# one\n# two\n");
  CHECK(toml_comment("") == "#\n");
  CHECK(toml_comment("a\r[sender.x]") == "# a\\x0D[sender.x]\n");
}
