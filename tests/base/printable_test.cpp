#include "base/printable.h"

#include <doctest/doctest.h>

using namespace dnsward;

TEST_CASE("plain text and well-formed UTF-8 are shown as they are") {
  CHECK(printable("").empty());
  CHECK(printable("v=spf1 ~all; \"a\\b\"") == "v=spf1 ~all; \"a\\b\"");
  CHECK(printable("b\xC3\xBC\x63her \xE2\x82\xAC \xF0\x9F\x98\x80") ==
        "b\xC3\xBC\x63her \xE2\x82\xAC \xF0\x9F\x98\x80");
}

TEST_CASE("control bytes are shown as escapes, line feeds and tabs too") {
  CHECK(printable(std::string("a\0b", 3)) == "a\\x00b");
  CHECK(printable("\x1B[31mred") == "\\x1B[31mred");
  CHECK(printable("a\r\n\tb\x7F") == "a\\x0D\\x0A\\x09b\\x7F");
}

TEST_CASE("broken UTF-8 is shown byte by byte") {
  CHECK(printable("\xFF") == "\\xFF");
  CHECK(printable("\xC3(") == "\\xC3(");
  CHECK(printable("\xE2\x82") == "\\xE2\\x82");
  CHECK(printable("\xED\xA0\x80") == "\\xED\\xA0\\x80");
  CHECK(printable("\xC0\x9B") == "\\xC0\\x9B");
}

TEST_CASE("characters that move, reorder or hide text are shown as escapes") {
  CHECK(printable("\xC2\x9B") == "\\u{009B}");           // CSI, a C1 control
  CHECK(printable("\xE2\x80\xAE") == "\\u{202E}");       // right-to-left override
  CHECK(printable("\xE2\x81\xA6") == "\\u{2066}");       // left-to-right isolate
  CHECK(printable("\xE2\x80\x8B") == "\\u{200B}");       // zero-width space
  CHECK(printable("\xE2\x80\xA8") == "\\u{2028}");       // line separator
  CHECK(printable("\xEF\xBB\xBF") == "\\u{FEFF}");       // byte order mark
  CHECK(printable("\xD8\x9C") == "\\u{061C}");           // Arabic letter mark
  CHECK(printable("\xF3\xA0\x80\x81") == "\\u{E0001}");  // language tag
  CHECK(printable("\xE3\x85\xA4") == "\\u{3164}");       // Hangul filler
}

TEST_CASE("a blank that passes for a space is shown as an escape") {
  CHECK(printable("a\xC2\xA0\x62") == "a\\u{00A0}b");
  CHECK(printable("a\xE2\x80\xAF\x62") == "a\\u{202F}b");
}

TEST_CASE("a text that fits is not shortened") {
  CHECK(shorten_middle("", 0, 0).empty());
  CHECK(shorten_middle("abcdef", 6, 6) == "abcdef");
  CHECK(shorten_middle("b\xC3\xBC\x63her", 6, 7) == "b\xC3\xBC\x63her");
}

TEST_CASE("a long text keeps two thirds of its head and a third of its tail, with its length") {
  CHECK(shorten_middle("v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AIDAQAB", 46, 410) ==
        "v=DKIM1; k=rsa; p=M...[410 octets]...Q8AIDAQAB");
}

TEST_CASE("an escape is never cut") {
  const auto text = printable(std::string(40, '\x01'));
  CHECK(shorten_middle(text, 41, 40) == "\\x01\\x01\\x01\\x01...[40 octets]...\\x01\\x01");
  const auto marks = printable("\xE2\x80\xAE\xE2\x80\xAE\xE2\x80\xAE\xE2\x80\xAE\xE2\x80\xAE");
  CHECK(shorten_middle(marks, 39, 15) == "\\u{202E}...[15 octets]...");
}

TEST_CASE("what only looks like an escape is cut like any text, but never within a character") {
  const std::string text = "\\x\xE2\x82\xAC" + std::string(40, 'a') + "\\u{" + std::string(40, 'A');
  CHECK(shorten_middle(text, 28, 88) ==
        "\\x\xE2\x82\xAC"
        "aaaaa...[88 octets]...AAA");
}

TEST_CASE("a width too small for the length leaves dots alone") {
  CHECK(shorten_middle("abcdefghijklmnopqrstuvwxyz", 12, 26) == "abcdef...xyz");
  CHECK(shorten_middle("abcdefghijklmnopqrstuvwxyz", 4, 26) == "a...");
  CHECK(shorten_middle("abcdefghijklmnopqrstuvwxyz", 2, 26) == "..");
  CHECK(shorten_middle("abcdefghijklmnopqrstuvwxyz", 0, 26).empty());
}
