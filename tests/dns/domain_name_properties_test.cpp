#include "dns/domain_name.h"
#include "dns/generate.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace dnsward;
using test::Random;

namespace {

int sign(std::strong_ordering order) {
  return order < 0 ? -1 : order > 0 ? 1 : 0;
}

// RFC 4034, 6.1 as it is worded, without a thought for speed.
int canonical_order(const DomainName& a, const DomainName& b) {
  auto of_a = a.labels();
  auto of_b = b.labels();
  std::reverse(of_a.begin(), of_a.end());
  std::reverse(of_b.begin(), of_b.end());
  const bool less =
      std::lexicographical_compare(of_a.begin(), of_a.end(), of_b.begin(), of_b.end());
  const bool more =
      std::lexicographical_compare(of_b.begin(), of_b.end(), of_a.begin(), of_a.end());
  return less ? -1 : more ? 1 : 0;
}

// `name` spelt at random: upper case, escapes where none are needed.
std::string respelt(Random& random, const DomainName& name) {
  std::string text;
  for (const auto label : name.labels()) {
    for (const char c : label) {
      const bool letter = c >= 'a' && c <= 'z';
      if (letter && random.one_in(2)) {
        text += random.one_in(2) ? static_cast<char>(c - 'a' + 'A') : c;
      } else if (!(c >= '0' && c <= '9') && c > ' ' && c <= '~' && random.one_in(2)) {
        text += {'\\', c};
      } else {
        text += test::decimal_escape(c);
      }
    }
    text += '.';
  }
  return text.empty() ? "." : text;
}

}  // namespace

TEST_CASE("every name of random octets is read back from its text") {
  Random random(10);
  const auto origin = DomainName::parse("origin.example").value();
  for (int i = 0; i < 20000; ++i) {
    const auto name = test::random_name(random, true);
    const auto text = name.to_text();
    REQUIRE(std::all_of(text.begin(), text.end(), [](char c) { return c >= '!' && c <= '~'; }));
    REQUIRE(DomainName::from_presentation(text, origin).value() == name);
    REQUIRE(DomainName::parse(text).value() == name);
    REQUIRE(DomainName::parse(name.display()).value() == name);
  }
}

TEST_CASE("every name is read back from its text relative to any origin") {
  Random random(11);
  for (int i = 0; i < 20000; ++i) {
    const auto name = test::random_name(random, random.one_in(2));
    auto origin = name;
    for (std::size_t up = random.below(4); up > 0; --up) origin = origin.parent();
    if (random.one_in(4)) origin = test::random_name(random, false);
    REQUIRE(DomainName::from_presentation(name.relative_to(origin), origin).value() == name);
  }
}

TEST_CASE("every spelling of a name is the same name") {
  Random random(12);
  for (int i = 0; i < 20000; ++i) {
    const auto name = test::random_name(random, true);
    const auto text = respelt(random, name);
    REQUIRE(DomainName::from_presentation(text, DomainName()).value() == name);
    REQUIRE(DomainName::parse(text).value() == name);
  }
}

TEST_CASE("the order of names is the one of RFC 4034") {
  Random random(13);
  for (int i = 0; i < 50000; ++i) {
    const bool any_octets = random.one_in(4);
    const auto a = test::random_name(random, any_octets);
    const auto b = test::random_name(random, any_octets);
    REQUIRE(sign(a <=> b) == canonical_order(a, b));
    REQUIRE(sign(b <=> a) == -sign(a <=> b));
    REQUIRE((a == b) == (sign(a <=> b) == 0));
  }
}

TEST_CASE("the order of names is transitive") {
  Random random(14);
  for (int i = 0; i < 20000; ++i) {
    std::vector<DomainName> names;
    for (int n = 0; n < 3; ++n) names.push_back(test::random_name(random, false));
    std::sort(names.begin(), names.end());
    REQUIRE(names[0] <= names[1]);
    REQUIRE(names[1] <= names[2]);
    REQUIRE(names[0] <= names[2]);
  }
}

TEST_CASE("what is within a name sorts after it and before everything else that does") {
  Random random(15);
  for (int i = 0; i < 50000; ++i) {
    const auto name = test::random_name(random, false);
    auto ancestor = name;
    for (std::size_t up = random.below(4); up > 0; --up) ancestor = ancestor.parent();
    REQUIRE(name.is_within(ancestor));
    REQUIRE(ancestor <= name);
    const auto other = test::random_name(random, false);
    if (ancestor < other && other < name) REQUIRE(other.is_within(ancestor));
  }
}

TEST_CASE("a name is within another exactly when the other is one of its parents or itself") {
  Random random(16);
  for (int i = 0; i < 50000; ++i) {
    const auto name = test::random_name(random, false);
    const auto other = test::random_name(random, false);
    bool is_ancestor = name == other;
    for (auto up = name; !up.is_root();) {
      up = up.parent();
      is_ancestor = is_ancestor || up == other;
    }
    REQUIRE(name.is_within(other) == is_ancestor);
  }
}

TEST_CASE("no text breaks the parsers, and what they take keeps the limits") {
  Random random(17);
  const auto origin = DomainName::parse("origin.example").value();
  for (int i = 0; i < 50000; ++i) {
    const auto text = test::random_garbage(random, random.one_in(50) ? 600 : 24);
    for (const auto& parsed : {DomainName::parse(text), DomainName::parse(text, origin),
                               DomainName::from_presentation(text, origin)}) {
      if (!parsed) {
        REQUIRE_FALSE(parsed.error().message.empty());
        continue;
      }
      REQUIRE(parsed->wire_size() <= 255);
      for (const auto label : parsed->labels()) REQUIRE((!label.empty() && label.size() <= 63));
      REQUIRE(DomainName::parse(parsed->to_text()).value() == *parsed);
    }
  }
}

TEST_CASE("no octets break the reader of the wire form") {
  Random random(18);
  for (int i = 0; i < 50000; ++i) {
    auto octets = random.one_in(2) ? test::random_wire_name(random, true)
                                   : test::random_octets(random, random.below(20));
    if (random.one_in(2) && !octets.empty())
      octets[random.below(octets.size())] = test::random_octet(random);
    const auto parsed = DomainName::from_wire(octets);
    if (parsed) REQUIRE(parsed->wire_size() == octets.size());
  }
}
