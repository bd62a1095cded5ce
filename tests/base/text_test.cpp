#include "base/text.h"

#include "support/random.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <string>

using namespace dnsward;

namespace {

std::string random_word(test::Random& random, std::size_t longest) {
  std::string word;
  for (std::size_t left = random.below(longest + 1); left > 0; --left) {
    word += "abAB-"[random.below(5)];
  }
  return word;
}

}  // namespace

TEST_CASE("only ASCII letters have a lower case") {
  CHECK(to_lower("AZaz09-_[@`{") == "azaz09-_[@`{");
  CHECK(to_lower("\xC3\x84\xFF") == "\xC3\x84\xFF");
}

TEST_CASE("letters and digits are the ASCII ones") {
  CHECK(is_alpha('a'));
  CHECK(is_alpha('Z'));
  CHECK_FALSE(is_alpha('['));
  CHECK_FALSE(is_alpha('\xE4'));
  CHECK(is_digit('0'));
  CHECK(is_digit('9'));
  CHECK_FALSE(is_digit('/'));
  CHECK_FALSE(is_digit(':'));
}

TEST_CASE("texts are compared without regard to case") {
  CHECK(equal_ignoring_case("V=SPF1", "v=spf1"));
  CHECK(equal_ignoring_case("", ""));
  CHECK_FALSE(equal_ignoring_case("spf", "spf1"));
  CHECK_FALSE(equal_ignoring_case("[", "{"));
  CHECK(starts_with_ignoring_case("V=SPF1 ~all", "v=spf1"));
  CHECK(starts_with_ignoring_case("abc", ""));
  CHECK_FALSE(starts_with_ignoring_case("v=spf", "v=spf1"));
}

TEST_CASE("trimming takes spaces and tabs off both ends and nothing else") {
  CHECK(trim(" \t a b\t ") == "a b");
  CHECK(trim("") == "");
  CHECK(trim(" \t") == "");
  CHECK(trim("\na\r") == "\na\r");
}

TEST_CASE("splitting keeps empty parts") {
  CHECK(split("a,,b", ',') == std::vector<std::string_view>{"a", "", "b"});
  CHECK(split("", ',') == std::vector<std::string_view>{""});
  CHECK(split(",", ',') == std::vector<std::string_view>{"", ""});
  CHECK(split("abc", ',') == std::vector<std::string_view>{"abc"});
}

TEST_CASE("joining undoes splitting") {
  CHECK(join({}, ", ").empty());
  CHECK(join(std::array<std::string, 1>{"a"}, ", ") == "a");
  CHECK(join(std::array<std::string, 3>{"a", "", "b"}, ", ") == "a, , b");
  test::Random random(1);
  for (int i = 0; i < 20000; ++i) {
    const std::string text = random_word(random, 12);
    const auto parts = split(text, '-');
    const std::vector<std::string> owned(parts.begin(), parts.end());
    REQUIRE(join(owned, "-") == text);
  }
}

TEST_CASE("the edit distance counts insertions, deletions, substitutions and neighbours swapped") {
  CHECK(edit_distance("", "") == 0);
  CHECK(edit_distance("", "abc") == 3);
  CHECK(edit_distance("senders", "sendr") == 2);
  CHECK(edit_distance("sender", "sendr") == 1);
  CHECK(edit_distance("sender", "sedner") == 1);
  CHECK(edit_distance("sender", "zender") == 1);
  CHECK(edit_distance("SENDER", "sender") == 0);
  CHECK(edit_distance("kitten", "sitting") == 3);
  CHECK(edit_distance("ca", "abc") == 3);  // optimal string alignment edits no part twice
}

TEST_CASE("the edit distance is symmetric and lies between the length gap and the longer length") {
  test::Random random(2);
  for (int i = 0; i < 20000; ++i) {
    const auto a = random_word(random, 9);
    const auto b = random_word(random, 9);
    const auto distance = edit_distance(a, b);
    REQUIRE(distance == edit_distance(b, a));
    REQUIRE((distance == 0) == equal_ignoring_case(a, b));
    const auto gap = std::max(a.size(), b.size()) - std::min(a.size(), b.size());
    REQUIRE(distance >= gap);
    REQUIRE(distance <= std::max(a.size(), b.size()));
  }
}

TEST_CASE("one random edit is at distance one") {
  test::Random random(3);
  for (int i = 0; i < 20000; ++i) {
    const auto word = random_word(random, 9) + "x";
    auto edited = word;
    const std::size_t at = random.below(word.size());
    switch (random.below(3)) {
      case 0: edited.insert(at, 1, 'q'); break;
      case 1: edited.erase(at, 1); break;
      default: edited[at] = 'q'; break;
    }
    REQUIRE(edit_distance(word, edited) == 1);
  }
}

TEST_CASE("a slip gets the nearest candidate as a suggestion") {
  constexpr std::array<std::string_view, 4> keys{"senders", "sender", "spf", "ttl"};
  CHECK(suggest("sendr", keys) == "sender");
  CHECK(suggest("sneders", keys) == "senders");
  CHECK(suggest("SPF", keys) == "spf");
  CHECK(suggest("sfp", keys) == "spf");
  CHECK(suggest("tt", keys) == "ttl");
  CHECK(suggest("snedr", keys) == "sender");  // two of six letters
}

TEST_CASE("a word that is no slip gets no suggestion") {
  constexpr std::array<std::string_view, 4> keys{"senders", "sender", "spf", "a"};
  CHECK_FALSE(suggest("colour", keys).has_value());
  CHECK_FALSE(suggest("", keys).has_value());
  CHECK_FALSE(suggest("b", keys).has_value());
  CHECK_FALSE(suggest("dkm", keys).has_value());
  CHECK_FALSE(suggest(std::string(100000, 's'), keys).has_value());
  CHECK_FALSE(suggest("sender", {}).has_value());
}

TEST_CASE("never more than three letters of a suggestion differ, however long the word") {
  constexpr std::array<std::string_view, 1> keys{"domain_connect_template"};
  CHECK(suggest("domain_connect_templ", keys) == "domain_connect_template");
  CHECK_FALSE(suggest("domain_connect_temp", keys).has_value());
}

TEST_CASE("of equally near candidates the first is suggested") {
  CHECK(suggest("spy", std::array<std::string_view, 2>{"spa", "spb"}) == "spa");
}

TEST_CASE("characters are UTF-8 sequences, and a stray byte is one") {
  CHECK(character_count("") == 0);
  CHECK(character_count("abc") == 3);
  CHECK(character_count("b\xC3\xBC\xE2\x82\xAC\xF0\x9F\x98\x80") == 4);
  CHECK(character_count("\x80\x80") == 2);
  CHECK(character_count("\xC3") == 1);
  CHECK(character_count("\xE2\x82x") == 3);
  CHECK(character_count("\xED\xA0\x80") == 3);  // a surrogate is no character
}

TEST_CASE("a whole number is all of the text, and one that the type can hold") {
  CHECK(whole_number<std::uint16_t>("0") == 0);
  CHECK(whole_number<std::uint16_t>("00010") == 10);
  CHECK(whole_number<std::uint16_t>("65535") == 65535);
  CHECK(whole_number<std::int64_t>("-7") == -7);
  CHECK(whole_number<unsigned>("fF", 16) == 255U);
  for (const auto* const wrong : {"", "-1", "+1", " 1", "1 ", "1x", "0x1", "1.0", "65536"}) {
    CAPTURE(wrong);
    CHECK_FALSE(whole_number<std::uint16_t>(wrong).has_value());
  }
}

TEST_CASE("each number of sixteen bits is read back from its digits") {
  for (unsigned number = 0; number <= 65535; ++number) {
    REQUIRE(whole_number<std::uint16_t>(std::to_string(number)) == number);
  }
}
