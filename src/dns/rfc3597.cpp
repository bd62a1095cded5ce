#include "dns/rfc3597.h"

#include "base/text.h"

#include <fmt/format.h>

#include <cstdint>
#include <utility>

namespace dnsward {
namespace {

constexpr std::string_view marker = "\\#";
constexpr std::string_view generic_blanks = " \t\r\n";

std::string_view take_token(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(generic_blanks), text.size()));
  const auto token = text.substr(0, text.find_first_of(generic_blanks));
  text.remove_prefix(token.size());
  return token;
}

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  const char lower = to_lower(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

Result<std::string> decode_hex(std::string_view text) {
  std::string octets;
  int high = -1;
  for (const char c : text) {
    if (generic_blanks.find(c) != std::string_view::npos) continue;
    const int value = hex_value(c);
    if (value < 0) {
      return fail(ErrorKind::config,
                  fmt::format("\"{}\" in generic RDATA is no hexadecimal digit", c));
    }
    if (high < 0) {
      high = value;
      continue;
    }
    octets += static_cast<char>(high * 16 + value);
    high = -1;
  }
  if (high >= 0) {
    return fail(ErrorKind::config, "generic RDATA has an odd number of hexadecimal digits");
  }
  return octets;
}

Result<std::string> generic_octets(std::string_view presentation) {
  take_token(presentation);
  const auto stated = take_token(presentation);
  const auto length = whole_number<std::uint16_t>(stated);
  if (!length) {
    return fail(ErrorKind::config,
                fmt::format("length \"{}\" of generic RDATA is no number from 0 to 65535", stated));
  }
  auto octets = decode_hex(presentation);
  if (octets && octets->size() != *length) {
    return fail(ErrorKind::config,
                fmt::format("generic RDATA states {} octets and has {}", *length, octets->size()));
  }
  return octets;
}

Result<Rdata> txt_from_wire(std::string_view octets) {
  if (octets.empty()) {
    return fail(ErrorKind::config, "TXT in generic RDATA has no character-string");
  }
  std::string bytes;
  while (!octets.empty()) {
    const std::size_t length = static_cast<unsigned char>(octets.front());
    if (length >= octets.size()) {
      return fail(ErrorKind::config,
                  fmt::format("character-string in generic RDATA states {} octets and has {}",
                              length, octets.size() - 1));
    }
    bytes += octets.substr(1, length);
    octets.remove_prefix(length + 1);
  }
  return TxtData{std::move(bytes)};
}

Result<Rdata> cname_from_wire(std::string_view octets) {
  auto target = DomainName::from_wire(octets);
  if (!target) return fail(std::move(target.error()));
  return CnameData{std::move(*target)};
}

Result<Rdata> mx_from_wire(std::string_view octets) {
  if (octets.size() < 2) {
    return fail(ErrorKind::config, "MX in generic RDATA has no preference");
  }
  const unsigned high = static_cast<unsigned char>(octets[0]);
  const unsigned low = static_cast<unsigned char>(octets[1]);
  auto exchange = DomainName::from_wire(octets.substr(2));
  if (!exchange) return fail(std::move(exchange.error()));
  return MxData{static_cast<std::uint16_t>(high * 256 + low), std::move(*exchange)};
}

}  // namespace

bool is_generic_rdata(std::string_view presentation) {
  return take_token(presentation) == marker;
}

Result<Rdata> parse_generic_rdata(RRType type, std::string_view presentation) {
  const auto octets = generic_octets(presentation);
  if (!octets) return fail(octets.error());
  if (type == RRType::txt) return txt_from_wire(*octets);
  if (type == RRType::cname) return cname_from_wire(*octets);
  return mx_from_wire(*octets);
}

}  // namespace dnsward
