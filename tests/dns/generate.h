// Random octets, names and spellings for the property tests of the DNS layer.
#pragma once

#include "dns/domain_name.h"
#include "support/random.h"

#include <string>
#include <string_view>

namespace dnsward::test {

inline char random_octet(Random& random) {
  return static_cast<char>(random.below(256));
}

inline std::string random_octets(Random& random, std::size_t size) {
  std::string octets;
  for (; size > 0; --size) octets += random_octet(random);
  return octets;
}

/// A name of the uncompressed wire form: any octets, or few letters so that labels meet again.
inline std::string random_wire_name(Random& random, bool any_octets) {
  const std::size_t most = random.one_in(8) ? 254 : 1 + random.below(30);
  std::string wire;
  while (wire.size() + 1 < most) {
    const std::size_t room = most - wire.size() - 1;
    const std::size_t longest =
        any_octets ? std::min<std::size_t>(63, room) : std::min<std::size_t>(3, room);
    const std::size_t size = 1 + random.below(longest);
    wire += static_cast<char>(size);
    if (any_octets) {
      wire += random_octets(random, size);
    } else {
      for (std::size_t left = size; left > 0; --left) wire += "aB\x01"[random.below(3)];
    }
    if (random.one_in(4)) break;
  }
  return wire + '\0';
}

inline DomainName random_name(Random& random, bool any_octets) {
  return DomainName::from_wire(random_wire_name(random, any_octets)).value();
}

inline std::string decimal_escape(char octet) {
  const std::string digits = std::to_string(static_cast<unsigned char>(octet));
  return '\\' + std::string(3 - digits.size(), '0') + digits;
}

/// Text that a parser must survive: presentation format with its special octets out of place.
inline std::string random_garbage(Random& random, std::size_t longest) {
  constexpr std::string_view special = "\\\"\\\". ;()@$#\t\n019\\";
  std::string text;
  for (std::size_t left = random.below(longest + 1); left > 0; --left) {
    text += random.one_in(3) ? random_octet(random) : special[random.below(special.size())];
  }
  return text;
}

}  // namespace dnsward::test
