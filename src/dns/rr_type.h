// RR TYPE numbers and their mnemonics, with TYPEnnn for the ones we have no name for (RFC 3597).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dnsward {

/// Any 16-bit value is legal; the enumerators are the ones that the code speaks of.
enum class RRType : std::uint16_t {
  a = 1,
  ns = 2,
  cname = 5,
  soa = 6,
  mx = 15,
  txt = 16,
  aaaa = 28,
  dname = 39,
  ds = 43,
  rrsig = 46,
  nsec = 47,
  spf = 99,
};

/// "TXT", or "TYPE65280".
[[nodiscard]] std::string to_text(RRType type);

/// A mnemonic of the IANA registry or TYPEnnn, in any case; nothing for another word. The types of
/// questions and messages alone (OPT, AXFR, ANY) have no mnemonic here: no zone can hold them.
[[nodiscard]] std::optional<RRType> parse_rr_type(std::string_view text);

}  // namespace dnsward
