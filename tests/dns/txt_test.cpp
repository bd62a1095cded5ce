#include "dns/presentation.h"

#include <doctest/doctest.h>

using namespace dnsward;

namespace {

std::string decoded(std::string_view presentation) {
  return decode_txt(presentation).value();
}

Error refused(std::string_view presentation) {
  const auto bytes = decode_txt(presentation);
  REQUIRE_FALSE(bytes.has_value());
  return bytes.error();
}

}  // namespace

TEST_CASE("a value is written as one quoted string") {
  CHECK(encode_txt("v=spf1 ~all") == "\"v=spf1 ~all\"");
  CHECK(encode_txt("v=DKIM1; k=rsa") == "\"v=DKIM1; k=rsa\"");
  CHECK(encode_txt("") == "\"\"");
}

TEST_CASE("quotes, backslashes and octets outside ASCII text are escaped") {
  CHECK(encode_txt("a\"b\\c") == R"("a\"b\\c")");
  CHECK(encode_txt(std::string("\0\t\n\x1F\x7F\x80\xFF", 7)) ==
        R"("\000\009\010\031\127\128\255")");
  CHECK(encode_txt("a\xE2\x96\xAC") == R"("a\226\150\172")");
  CHECK(encode_txt(" ~") == "\" ~\"");
}

TEST_CASE("a value over 255 octets is split before it is escaped") {
  const std::string a(255, 'a');
  CHECK(encode_txt(a) == "\"" + a + "\"");
  CHECK(encode_txt(a + "b") == "\"" + a + "\" \"b\"");
  CHECK(encode_txt(a + a) == "\"" + a + "\" \"" + a + "\"");
  CHECK(encode_txt(a + a + "b") == "\"" + a + "\" \"" + a + "\" \"b\"");
  CHECK(encode_txt(std::string(254, 'a') + "\"\"") ==
        "\"" + std::string(254, 'a') + "\\\"\" \"\\\"\"");
}

TEST_CASE("quoted strings are joined, whatever stands between them") {
  CHECK(decoded(R"("v=spf1 " "~all")") == "v=spf1 ~all");
  CHECK(decoded(R"("a""b")") == "ab");
  CHECK(decoded("\t \"a\"\r\n \"b\" ") == "ab");
  CHECK(decoded(R"("")") == "");
  CHECK(decoded(R"("" "")") == "");
}

TEST_CASE("bare tokens are strings without blanks") {
  CHECK(decoded("v=spf1 ~all") == "v=spf1~all");
  CHECK(decoded("google-site-verification=abc") == "google-site-verification=abc");
  CHECK(decoded(R"(a\ b)") == "a b");
  CHECK(decoded(R"(a"b c"d)") == "ab cd");
}

TEST_CASE("escapes stand for one octet in both forms") {
  CHECK(decoded(R"("\"\\\;\a")") == "\"\\;a");
  CHECK(decoded(R"("\226\150\172")") == "\xE2\x96\xAC");
  CHECK(decoded(R"(\065\066)") == "AB");
  CHECK(decoded(R"("\0651")") == "A1");
  CHECK(decoded(R"("\000\255")") == std::string("\0\xFF", 2));
}

TEST_CASE("raw octets inside quotes are taken as they are") {
  CHECK(decoded("\"\xE2\x96\xAC\t\n\r;()\"") == "\xE2\x96\xAC\t\n\r;()");
  CHECK(decoded(std::string("\"a\0b\"", 5)) == std::string("a\0b", 3));
  CHECK(decoded("\"" + std::string(3000, 'x') + "\"") == std::string(3000, 'x'));
}

TEST_CASE("an open quote is refused with the string that it opens") {
  CHECK(refused("\"abc").message == "quoted string \"abc has no closing quote");
  CHECK(refused("\"").message == "quoted string \" has no closing quote");
  CHECK(refused(R"("a" "b\")").message == R"(quoted string "b\" has no closing quote)");
  CHECK(refused("\"abc").hint == R"(end the string with ", and write a quote inside it as \")");
}

TEST_CASE("a bad escape is refused and shown") {
  CHECK(refused(R"("dec\256")").message == R"(escape "\256" is over 255)");
  CHECK(refused(R"(abc\)").message == R"(escape "\" has nothing after the backslash)");
  CHECK(refused(R"("a\1")").message == R"(escape "\1" has fewer than three digits)");
  CHECK(refused(R"("a\12x")").message == R"(escape "\12" has fewer than three digits)");
  CHECK(refused(R"("\999")").hint ==
        R"(write an octet as a backslash and three digits, \000 to \255)");
}

TEST_CASE("text without a string is refused") {
  CHECK(refused("").message == "TXT has no character-string");
  CHECK(refused(" \t\r\n").message == "TXT has no character-string");
  CHECK(refused("").hint == R"(write "" for a value without octets)");
}

TEST_CASE("one token gives its octets, with or without its quotes") {
  CHECK(unescape(R"(a\"b\065)").value() == "a\"bA");
  CHECK(unescape(R"("a b")").value() == "a b");
  CHECK(unescape("a b").value() == "a b");
  CHECK(unescape("").value() == "");
  CHECK(unescape(R"("")").value() == "");
  CHECK(unescape(R"(a\)").error().message == R"(escape "\" has nothing after the backslash)");
  CHECK(unescape(R"("a)").error().message == R"(quoted string "a has no closing quote)");
  CHECK(unescape(R"("a"b)").error().message == R"("b" follows a closing quote)");
}
