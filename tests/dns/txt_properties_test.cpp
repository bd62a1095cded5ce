#include "dns/generate.h"
#include "dns/presentation.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>

using namespace dnsward;
using test::Random;

namespace {

std::string random_value(Random& random) {
  constexpr std::array<std::size_t, 9> sizes{0, 1, 254, 255, 256, 510, 511, 600, 2000};
  const std::size_t size = random.one_in(20) ? sizes[random.below(sizes.size())] : random.below(40);
  return test::random_octets(random, size);
}

bool is_bare(char c) {
  return c > ' ' && c <= '~' && c != '"' && c != '\\';
}

bool is_digit_octet(char c) {
  return c >= '0' && c <= '9';
}

// One octet as any of its spellings: raw where that is legal, `\X`, `\DDD`.
std::string respelt(Random& random, char c, bool quoted) {
  const bool raw = quoted ? c != '"' && c != '\\' : is_bare(c);
  if (raw && !random.one_in(3)) return {c};
  if (!is_digit_octet(c) && random.one_in(2)) return {'\\', c};
  return test::decimal_escape(c);
}

// `bytes` as presentation format that another program might write: strings of any length, quoted or
// bare, with or without blanks between.
std::string respelt(Random& random, std::string_view bytes) {
  std::string text;
  bool after_bare = false;
  do {
    const auto part = bytes.substr(0, random.below(bytes.size() + 1));
    bytes.remove_prefix(part.size());
    const bool quoted = part.empty() || random.one_in(2);
    const bool blank = after_bare && !quoted ? true : random.one_in(2);
    if (blank) text += random.one_in(3) ? "\t" : random.one_in(2) ? "  " : "\n";
    if (quoted) text += '"';
    for (const char c : part) text += respelt(random, c, quoted);
    if (quoted) text += '"';
    after_bare = !quoted;
  } while (!bytes.empty());
  if (random.one_in(3)) text += ' ';
  return text;
}

// The octets of each string of canonical text, counted apart from the code under test.
std::vector<std::size_t> string_sizes(std::string_view text) {
  std::vector<std::size_t> sizes;
  while (!text.empty()) {
    REQUIRE(text.front() == '"');
    text.remove_prefix(1);
    std::size_t size = 0;
    for (; text.front() != '"'; ++size) {
      const bool escaped = text.front() == '\\';
      text.remove_prefix(!escaped ? 1 : is_digit_octet(text[1]) ? 4 : 2);
    }
    text.remove_prefix(1);
    sizes.push_back(size);
    if (!text.empty()) {
      REQUIRE(text.starts_with(" \""));
      text.remove_prefix(1);
    }
  }
  return sizes;
}

}  // namespace

TEST_CASE("every value is read back from its text") {
  Random random(30);
  for (int i = 0; i < 20000; ++i) {
    const auto bytes = random_value(random);
    REQUIRE(decode_txt(encode_txt(bytes)).value() == bytes);
  }
}

TEST_CASE("every single octet, and every size around the limits, is read back") {
  for (int octet = 0; octet < 256; ++octet) {
    const std::string bytes(1, static_cast<char>(octet));
    REQUIRE(decode_txt(encode_txt(bytes)).value() == bytes);
  }
  Random random(31);
  for (const std::size_t size : {0U, 1U, 254U, 255U, 256U, 510U, 511U, 600U, 2000U}) {
    const auto bytes = test::random_octets(random, size);
    REQUIRE(decode_txt(encode_txt(bytes)).value() == bytes);
  }
}

TEST_CASE("written strings are printable, 255 octets long but the last, and never more") {
  Random random(32);
  for (int i = 0; i < 20000; ++i) {
    const auto bytes = random_value(random);
    const auto text = encode_txt(bytes);
    REQUIRE(std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; }));
    const auto sizes = string_sizes(text);
    REQUIRE_FALSE(sizes.empty());
    REQUIRE(std::all_of(sizes.begin(), sizes.end() - 1, [](std::size_t n) { return n == 255; }));
    REQUIRE(sizes.back() <= 255);
    REQUIRE(wire_size(TxtData{bytes}) == bytes.size() + sizes.size());
  }
}

TEST_CASE("every spelling of a value is the same value") {
  Random random(33);
  for (int i = 0; i < 20000; ++i) {
    const auto bytes = random_value(random);
    const auto text = respelt(random, bytes);
    CAPTURE(text);
    REQUIRE(decode_txt(text).value() == bytes);
    REQUIRE(parse_rdata(RRType::txt, text, DomainName()).value() == Rdata{TxtData{bytes}});
  }
}

TEST_CASE("a token without its quotes gives the octets that it has with them") {
  Random random(34);
  for (int i = 0; i < 20000; ++i) {
    std::string content;
    const auto bytes = random_value(random);
    for (const char c : bytes) content += respelt(random, c, true);
    REQUIRE(unescape(content).value() == bytes);
    REQUIRE(unescape('"' + content + '"').value() == bytes);
  }
}

TEST_CASE("no text breaks the parsers, and what they take is read back") {
  Random random(35);
  const auto origin = DomainName::parse("origin.example").value();
  for (int i = 0; i < 30000; ++i) {
    auto text = test::random_garbage(random, 24);
    if (random.one_in(4)) text.insert(0, "\\# ");
    static_cast<void>(unescape(text));
    for (const auto type : {RRType::txt, RRType::cname, RRType::mx, RRType::soa}) {
      const auto rdata = parse_rdata(type, text, origin);
      if (!rdata) {
        REQUIRE_FALSE(rdata.error().message.empty());
        continue;
      }
      const auto canonical = to_text(*rdata);
      REQUIRE(parse_rdata(type, canonical, DomainName()).value() == *rdata);
    }
  }
}
