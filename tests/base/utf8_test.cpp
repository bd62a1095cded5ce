#include "base/utf8.h"

#include "support/random.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace dnsward;

namespace {

std::string encode(std::uint32_t c) {
  const auto octet = [](std::uint32_t value) { return static_cast<char>(value); };
  if (c < 0x80) return {octet(c)};
  if (c < 0x800) return {octet(0xC0 | c >> 6), octet(0x80 | (c & 0x3F))};
  if (c < 0x10000) {
    return {octet(0xE0 | c >> 12), octet(0x80 | (c >> 6 & 0x3F)), octet(0x80 | (c & 0x3F))};
  }
  return {octet(0xF0 | c >> 18), octet(0x80 | (c >> 12 & 0x3F)), octet(0x80 | (c >> 6 & 0x3F)),
          octet(0x80 | (c & 0x3F))};
}

bool is_surrogate(std::uint32_t c) {
  return c >= 0xD800 && c <= 0xDFFF;
}

}  // namespace

TEST_CASE("every code point is read back from its sequence, surrogates excepted") {
  std::vector<std::uint32_t> misread;
  for (std::uint32_t c = 0; c <= 0x10FFFF; ++c) {
    const auto text = encode(c) + "x";
    const auto [code_point, length] = decode_utf8(text);
    const bool read_back = length == text.size() - 1 && code_point == c;
    if (is_surrogate(c) ? length != 0 : !read_back) misread.push_back(c);
  }
  CHECK(misread == std::vector<std::uint32_t>{});
}

TEST_CASE("a sequence that is cut off is malformed") {
  for (const std::uint32_t c : {0x80U, 0x7FFU, 0x800U, 0xFFFFU, 0x10000U, 0x10FFFFU}) {
    const auto text = encode(c);
    for (std::size_t length = 1; length < text.size(); ++length) {
      CHECK(decode_utf8(text.substr(0, length)).length == 0);
      CHECK(decode_utf8(text.substr(0, length) + "abc").length == 0);
    }
  }
}

TEST_CASE("overlong forms, stray bytes and code points over U+10FFFF are malformed") {
  for (const std::string text :
       {"\x80", "\xBF", "\xC0\x80", "\xC1\xBF", "\xE0\x80\x80", "\xE0\x9F\xBF", "\xF0\x80\x80\x80",
        "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFE", "\xFF"}) {
    CHECK(decode_utf8(text).length == 0);
  }
}

TEST_CASE("random octets are read as a sequence only when that is how it is spelt") {
  test::Random random(4);
  for (int i = 0; i < 200000; ++i) {
    std::string text;
    for (std::size_t left = 1 + random.below(5); left > 0; --left) {
      text += static_cast<char>(random.below(256));
    }
    const auto [code_point, length] = decode_utf8(text);
    if (length != 0) REQUIRE(encode(code_point) == text.substr(0, length));
  }
}
