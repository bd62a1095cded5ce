#include "base/printable.h"
#include "base/text.h"
#include "base/utf8.h"
#include "support/random.h"

#include <doctest/doctest.h>

#include <array>

using namespace dnsward;

namespace {

// Octets as an attacker would choose them: UTF-8 sequences that move or reorder text, controls,
// broken sequences, things that look like our own escapes.
std::string random_octets(test::Random& random) {
  static const std::vector<std::string> parts{"\x1B[2J",
                                              "\xC2\x9B",
                                              "\xE2\x80\xAE",
                                              "\xE2\x81\xA6",
                                              "\xE2\x80\x8B",
                                              "\xE2\x80\xA8",
                                              "\xEF\xBB\xBF",
                                              "\xED\xA0\x80",
                                              "\xC0\x80",
                                              "\xF4\x90\x80\x80",
                                              "\xF0\x9F\x98\x80",
                                              "\xE2\x82\xAC",
                                              "\\x1B",
                                              "\\x1",
                                              "\\u{202E}",
                                              "\\u{",
                                              "}",
                                              "\r\n",
                                              "\t",
                                              "abc",
                                              "\"",
                                              "|",
                                              "`"};
  std::string text;
  for (std::size_t left = random.below(30); left > 0; --left) {
    if (random.one_in(3)) {
      text += static_cast<char>(random.below(256));
    } else {
      text += random.pick(parts);
    }
  }
  return text;
}

bool is_control_or_bidi(std::uint32_t c) {
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x61C || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

bool is_harmless(std::string_view text) {
  while (!text.empty()) {
    const auto [code_point, length] = decode_utf8(text);
    if (length == 0 || is_control_or_bidi(code_point)) return false;
    text.remove_prefix(length);
  }
  return true;
}

}  // namespace

TEST_CASE("printable text is well-formed UTF-8 without control and bidi characters") {
  test::Random random(5);
  for (int i = 0; i < 50000; ++i) {
    const auto text = printable(random_octets(random));
    CAPTURE(text);
    REQUIRE(is_harmless(text));
  }
}

TEST_CASE("printable text is not changed by making it printable again") {
  test::Random random(6);
  for (int i = 0; i < 20000; ++i) {
    const auto text = printable(random_octets(random));
    REQUIRE(printable(text) == text);
  }
}

TEST_CASE("a shortened text is never wider than asked for, and never cut within a character") {
  test::Random random(7);
  for (int i = 0; i < 50000; ++i) {
    const auto text = printable(random_octets(random));
    const std::size_t width = random.below(90);
    const auto shortened = shorten_middle(text, width, text.size());
    REQUIRE(character_count(shortened) <= width);
    REQUIRE(printable(shortened) == shortened);  // a cut sequence would turn into escapes
    REQUIRE((shortened == text) == (character_count(text) <= width));
  }
}

TEST_CASE("raw octets are shortened to the width too") {
  test::Random random(8);
  for (int i = 0; i < 20000; ++i) {
    const auto text = random_octets(random);
    const std::size_t width = random.below(60);
    REQUIRE(character_count(shorten_middle(text, width, text.size())) <= width);
  }
}
