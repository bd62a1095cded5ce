#include "base/text.h"
#include "providers/zonefile/layout_support.h"

#include <fmt/format.h>

#include <algorithm>

namespace dnsward::test {
namespace {

constexpr std::string_view special = " \t\r\n;()\"\\";

std::string decimal(char octet) {
  return fmt::format("\\{:03}", static_cast<unsigned char>(octet));
}

bool is_graphic(char octet) {
  return octet > ' ' && octet <= '~';
}

/// One octet of a bare token.
std::string bare_octet(char octet, Random& random, Flavour flavour) {
  const bool high = static_cast<unsigned char>(octet) >= 0x80;
  if (random.one_in(30)) return decimal(octet);
  if (high && flavour == Flavour::ours && random.one_in(2)) return {octet};
  if (!is_graphic(octet)) return octet == ' ' && random.one_in(2) ? "\\ " : decimal(octet);
  const bool escape = special.find(octet) != std::string_view::npos ||
                      (!is_digit(octet) && !is_alpha(octet) && random.one_in(8));
  return escape ? std::string{'\\', octet} : std::string{octet};
}

/// One octet between quotes.
std::string quoted_octet(char octet, Random& random, Flavour flavour) {
  if (octet == '\n' || octet == '\0' || random.one_in(30)) return decimal(octet);
  if (octet == '"' || octet == '\\') return {'\\', octet};
  if (is_graphic(octet) || octet == ' ') return {octet};
  return flavour == Flavour::ours && random.one_in(2) ? std::string{octet} : decimal(octet);
}

std::string written_string(std::string_view octets, Random& random, Flavour flavour) {
  // Bare, Knot DNS takes `\#3` for data in the form of RFC 3597, and NSD reads neither `$` alone
  // nor long tokens.
  constexpr std::size_t long_token = 60;
  const bool must_quote =
      flavour == Flavour::portable &&
      (octets.starts_with('#') || octets.starts_with('$') || octets.size() > long_token);
  const bool quoted = octets.empty() || must_quote || random.one_in(2);
  std::string text = quoted ? "\"" : "";
  for (const char octet : octets) {
    text += quoted ? quoted_octet(octet, random, flavour) : bare_octet(octet, random, flavour);
  }
  if (quoted) text += '"';
  // A bare `\#` would announce data in the form of RFC 3597.
  return text == "\\#" ? "\"#\"" : text;
}

std::vector<std::string> written_txt(std::string_view octets, Random& random, Flavour flavour) {
  std::vector<std::string> strings;
  do {
    const std::size_t most = random.one_in(2) ? 255 : 1 + random.below(255);
    strings.push_back(written_string(octets.substr(0, most), random, flavour));
    octets.remove_prefix(std::min(octets.size(), most));
  } while (!octets.empty() || random.one_in(10));
  return strings;
}

std::string hex(std::string_view octets) {
  std::string text;
  for (const char octet : octets) text += fmt::format("{:02x}", static_cast<unsigned char>(octet));
  return text;
}

/// `\# length hexadecimal`, cut anywhere.
std::vector<std::string> generic(std::string digits, Random& random) {
  std::vector<std::string> tokens{"\\#", std::to_string(digits.size() / 2)};
  while (!digits.empty()) {
    const std::size_t taken = 2 * (1 + random.below(digits.size() / 2));
    tokens.push_back(digits.substr(0, taken));
    digits.erase(0, taken);
  }
  return tokens;
}

std::string wire(const DomainName& name) {
  std::string octets;
  for (const auto label : name.labels()) {
    octets += static_cast<char>(label.size());
    octets += label;
  }
  return octets + '\0';
}

std::string units(const std::string& seconds) {
  return seconds == "604800" ? "1w"
         : seconds == "7200" ? "1h60M"
         : seconds == "60"   ? "1m"
                             : seconds;
}

std::vector<std::string> written_opaque(const ZoneRecord& record, const DomainName& origin,
                                        Random& random, Flavour flavour) {
  std::vector<std::string> fields;
  const auto text = std::get<OpaqueData>(record.value).presentation;
  for (const auto field : split(text, ' ')) fields.emplace_back(field);
  if (record.key.type == RRType::soa) {
    for (std::size_t i = 3; i < fields.size(); ++i) fields[i] = units(fields[i]);
  }
  const std::size_t names = record.key.type == RRType::soa  ? 2
                            : record.key.type == RRType::ns ? 1
                                                            : 0;
  for (std::size_t i = 0; i < names; ++i) {
    const auto name = DomainName::from_presentation(fields[i], origin).value();
    fields[i] = written_name(name, origin, random, flavour);
  }
  if (fields[0] == "\\#") return generic(to_lower(fields[2]), random);
  return fields;
}

}  // namespace

std::string written_name(const DomainName& name, const DomainName& origin, Random& random,
                         Flavour flavour) {
  if (name == origin && !random.one_in(4)) return "@";
  if (name.is_root()) return ".";
  const bool relative = name != origin && name.is_within(origin) && !random.one_in(3);
  auto labels = name.labels();
  if (relative) labels.resize(labels.size() - origin.label_count());
  std::string text;
  for (const auto label : labels) {
    if (!text.empty()) text += '.';
    for (const char octet : label) {
      const bool upper = octet >= 'a' && octet <= 'z' && random.one_in(6);
      const char cased = upper ? static_cast<char>(octet - 'a' + 'A') : octet;
      const bool escape = octet == '.' || octet == '$' || octet == '@';
      text += escape ? std::string{'\\', octet} : bare_octet(cased, random, flavour);
    }
  }
  if (!relative) text += '.';
  return text;
}

std::vector<std::string> written_rdata(const ZoneRecord& record, const DomainName& origin,
                                       Random& random, Flavour flavour) {
  const bool as_octets = flavour == Flavour::ours && random.one_in(12);
  if (const auto* txt = std::get_if<TxtData>(&record.value)) {
    if (as_octets && txt->bytes.size() < 256) {
      return generic(hex(static_cast<char>(txt->bytes.size()) + txt->bytes), random);
    }
    return written_txt(txt->bytes, random, flavour);
  }
  if (const auto* cname = std::get_if<CnameData>(&record.value)) {
    if (as_octets) return generic(hex(wire(cname->target)), random);
    return {written_name(cname->target, origin, random, flavour)};
  }
  if (const auto* mx = std::get_if<MxData>(&record.value)) {
    const std::string preference{static_cast<char>(mx->preference >> 8U),
                                 static_cast<char>(mx->preference & 0xFFU)};
    if (as_octets) return generic(hex(preference + wire(mx->exchange)), random);
    return {std::to_string(mx->preference), written_name(mx->exchange, origin, random, flavour)};
  }
  return written_opaque(record, origin, random, flavour);
}

}  // namespace dnsward::test
