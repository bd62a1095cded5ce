#include "mail/ip_address.h"

#include <fmt/format.h>

#include <algorithm>
#include <arpa/inet.h>

namespace dnsward {
namespace {

constexpr std::string_view mapped_prefix("\0\0\0\0\0\0\0\0\0\0\xFF\xFF", 12);

}  // namespace

std::optional<IpAddress> IpAddress::parse(std::string_view text) {
  const std::string terminated(text);
  IpAddress address;
  if (text.find('\0') != std::string_view::npos) return {};
  if (inet_pton(AF_INET, terminated.c_str(), address.octets_.data()) == 1) return address;
  if (inet_pton(AF_INET6, terminated.c_str(), address.octets_.data()) != 1) return {};
  address.bits_ = 128;
  if (!address.octets().starts_with(mapped_prefix)) return address;
  IpAddress plain;
  std::copy(address.octets_.begin() + 12, address.octets_.end(), plain.octets_.begin());
  return plain;
}

std::string IpAddress::to_text() const {
  std::array<char, INET6_ADDRSTRLEN> text{};
  inet_ntop(is_v4() ? AF_INET : AF_INET6, octets_.data(), text.data(), text.size());
  return text.data();
}

std::string_view IpAddress::octets() const {
  return {octets_.data(), bits_ / 8};
}

bool IpAddress::is_within(const IpAddress& network, unsigned prefix) const {
  if (bits_ != network.bits_) return false;
  for (unsigned i = 0; i < std::min(prefix, bits_); ++i) {
    const auto bit = [&](const IpAddress& a) {
      const unsigned octet = static_cast<unsigned char>(a.octets_.at(i / 8));
      return octet >> (7 - i % 8) & 1U;
    };
    if (bit(*this) != bit(network)) return false;
  }
  return true;
}

DomainName IpAddress::reverse_name() const {
  std::string text;
  std::string reversed(octets());
  std::reverse(reversed.begin(), reversed.end());
  for (const char octet : reversed) {
    const auto value = static_cast<unsigned char>(octet);
    text += is_v4() ? fmt::format("{}.", value)
                    : fmt::format("{:x}.{:x}.", value & 0xFU, static_cast<unsigned>(value) >> 4U);
  }
  text += is_v4() ? "in-addr.arpa." : "ip6.arpa.";
  return DomainName::from_presentation(text, {}).value_or(DomainName());
}

}  // namespace dnsward
