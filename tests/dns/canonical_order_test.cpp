#include "dns/domain_name.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <compare>
#include <random>
#include <string>
#include <string_view>
#include <vector>

using namespace dnsward;

namespace {

/// Labels of a few octets, length octets among them, so that one name's data looks like another's
/// labels.
DomainName confusing_name(std::mt19937& random) {
  static constexpr std::array<std::string_view, 5> octets{"\\001", "\\002", "\\003", "a", "b"};
  std::string text;
  for (auto labels = random() % 4; labels > 0; --labels) {
    for (auto length = 1 + random() % 3; length > 0; --length) text += octets.at(random() % 5);
    text += '.';
  }
  return DomainName::from_presentation(text.empty() ? "." : text, {}).value();
}

/// RFC 4034, 6.1, word by word.
std::strong_ordering by_labels(const DomainName& a, const DomainName& b) {
  auto x = a.labels();
  auto y = b.labels();
  std::reverse(x.begin(), x.end());
  std::reverse(y.begin(), y.end());
  return std::lexicographical_compare_three_way(x.begin(), x.end(), y.begin(), y.end());
}

}  // namespace

TEST_CASE("names are in canonical order, also when one's data looks like the other's labels") {
  std::mt19937 random(20261125);
  for (int i = 0; i < 200'000; ++i) {
    const auto a = confusing_name(random);
    const auto b = confusing_name(random);
    const auto order = a <=> b;
    if (order == by_labels(a, b) && (order == 0) == (a == b)) continue;
    CAPTURE(a.to_text());
    CAPTURE(b.to_text());
    FAIL("not in canonical order");
  }
  CHECK(DomainName() < DomainName::parse("example").value());
}
