// Typed RDATA for the types we write (TXT, CNAME, MX) and an opaque rest, totally ordered.
#pragma once

#include "dns/domain_name.h"
#include "dns/rr_type.h"

#include <compare>
#include <cstdint>
#include <string>
#include <variant>

namespace dnsward {

/// TXT as one byte string: its character-strings joined (RFC 7208, 3.3; RFC 6376, 3.6.2.2).
struct TxtData {
  std::string bytes;
  friend auto operator<=>(const TxtData&, const TxtData&) = default;
};

struct CnameData {
  DomainName target;
  friend auto operator<=>(const CnameData&, const CnameData&) = default;
};

struct MxData {
  std::uint16_t preference = 0;
  DomainName exchange;
  friend auto operator<=>(const MxData&, const MxData&) = default;
};

/// Any other type: presentation format with single blanks, read for conflict checks, never written.
struct OpaqueData {
  std::string presentation;
  friend auto operator<=>(const OpaqueData&, const OpaqueData&) = default;
};

using Rdata = std::variant<TxtData, CnameData, MxData, OpaqueData>;

/// Canonical presentation format (RFC 1035, 5.1), names absolute: `"v=spf1 ~all"`,
/// `10 mx.example.com.`.
[[nodiscard]] std::string to_text(const Rdata& rdata);

/// The octets that the RDATA takes in a message; 0 for OpaqueData, which we never write. A TXT
/// takes one length octet for each 255 octets begun (at least one).
[[nodiscard]] std::size_t wire_size(const Rdata& rdata);

}  // namespace dnsward
