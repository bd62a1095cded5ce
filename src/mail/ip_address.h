// An IPv4 or IPv6 address and whether a network holds it.
#pragma once

#include "dns/domain_name.h"

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dnsward {

class IpAddress {
 public:
  /// "192.0.2.1" or "2001:db8::1"; nothing for another text. An IPv4-mapped IPv6 address is the
  /// IPv4 one (RFC 7208, 5).
  [[nodiscard]] static std::optional<IpAddress> parse(std::string_view text);

  [[nodiscard]] bool is_v4() const { return bits_ == 32; }

  [[nodiscard]] std::string to_text() const;

  /// Octets in network order, 4 or 16.
  [[nodiscard]] std::string_view octets() const;

  /// Whether both are of one family and equal in their first `prefix` bits.
  [[nodiscard]] bool is_within(const IpAddress& network, unsigned prefix) const;

  /// The name whose PTR records name the host: "1.2.0.192.in-addr.arpa." (RFC 1035, 3.5; RFC 3596,
  /// 2.5).
  [[nodiscard]] DomainName reverse_name() const;

  friend auto operator<=>(const IpAddress&, const IpAddress&) = default;

 private:
  unsigned bits_ = 32;
  std::array<char, 16> octets_{};  // the first bits_/8
};

}  // namespace dnsward
