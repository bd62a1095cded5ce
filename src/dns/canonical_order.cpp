// The order of domain names (RFC 4034, 6.1): what sorting and every look-up in a zone do most.
#include "dns/domain_name.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace dnsward {
namespace {

constexpr std::size_t max_labels = 127;  // of one octet each, within 255 (RFC 1035, 2.3.4)

std::size_t octets_at(std::string_view wire, std::size_t at) {
  return static_cast<unsigned char>(wire[at]);
}

// Where each label's length octet stands, without an allocation: comparing is what sorting does.
struct LabelStarts {
  std::array<std::uint8_t, max_labels> at;  // only the first `count` are set
  std::size_t count = 0;

  explicit LabelStarts(std::string_view wire) {
    for (std::size_t i = 0; i < wire.size(); i += octets_at(wire, i) + 1) {
      at[count++] = static_cast<std::uint8_t>(i);
    }
  }
};

// Where the labels begin that are whole within the last `octets` of a name, and the one before
// them.
struct LabelCut {
  std::size_t before = std::string_view::npos;  // npos: there is none
  std::size_t end = 0;

  LabelCut(std::string_view wire, std::size_t octets) {
    while (wire.size() - end > octets) {
      before = end;
      end += octets_at(wire, end) + 1;
    }
  }

  [[nodiscard]] bool has_label() const { return before != std::string_view::npos; }

  [[nodiscard]] std::string_view label_of(std::string_view wire) const {
    return wire.substr(before + 1, end - before - 1);
  }
};

std::size_t shared_suffix(std::string_view a, std::string_view b) {
  const auto most = std::min(a.size(), b.size());
  std::size_t shared = 0;
  for (std::uint64_t x = 0, y = 0; most - shared >= sizeof x; shared += sizeof x) {
    std::memcpy(&x, a.data() + a.size() - shared - sizeof x, sizeof x);
    std::memcpy(&y, b.data() + b.size() - shared - sizeof y, sizeof y);
    if (x != y) break;
  }
  while (shared < most && a[a.size() - shared - 1] == b[b.size() - shared - 1]) ++shared;
  return shared;
}

// The canonical order (RFC 4034, 6.1), label by label from the right.
std::strong_ordering compare_labels(std::string_view a, std::string_view b) {
  const LabelStarts of_a(a);
  const LabelStarts of_b(b);
  const auto label = [](std::string_view wire, const LabelStarts& starts, std::size_t from_right) {
    const std::size_t at = starts.at[starts.count - from_right];
    return wire.substr(at + 1, octets_at(wire, at));
  };
  for (std::size_t i = 1; i <= std::min(of_a.count, of_b.count); ++i) {
    const auto order = label(a, of_a, i) <=> label(b, of_b, i);
    if (order != std::strong_ordering::equal) return order;
  }
  return of_a.count <=> of_b.count;
}

}  // namespace

std::strong_ordering operator<=>(const DomainName& a, const DomainName& b) {
  const std::string_view wire_a = a.labels_;
  const std::string_view wire_b = b.labels_;
  const auto shared = shared_suffix(wire_a, wire_b);
  const LabelCut cut_a(wire_a, shared);
  const LabelCut cut_b(wire_b, shared);
  // The same octets may be other labels in the other name, when one is not cut where the other is.
  if (wire_a.size() - cut_a.end != wire_b.size() - cut_b.end) {
    return compare_labels(wire_a, wire_b);
  }
  if (!cut_a.has_label() || !cut_b.has_label()) return cut_a.has_label() <=> cut_b.has_label();
  // string_view compares char_traits<char>, which is as unsigned octets.
  return cut_a.label_of(wire_a) <=> cut_b.label_of(wire_b);
}

}  // namespace dnsward
