#include "providers/route53/spelling.h"

#include "base/text.h"
#include "dns/presentation.h"

#include <fmt/format.h>

#include <cstdint>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

namespace dnsward::route53 {
namespace {

constexpr std::size_t longest_string = 255;

bool is_octal(char c) {
  return c >= '0' && c <= '7';
}

// Takes the escape `\ooo`, else `\X`, else one octet off the front.
char take_octet(std::string_view& text) {
  char octet = text.front();
  text.remove_prefix(1);
  if (octet != '\\' || text.empty()) return octet;
  const bool is_number = text.size() >= 3 && text[0] <= '3' && is_octal(text[0]) &&
                         is_octal(text[1]) && is_octal(text[2]);
  if (!is_number) {
    octet = text.front();
    text.remove_prefix(1);
    return octet;
  }
  const int number = (text[0] - '0') * 64 + (text[1] - '0') * 8 + (text[2] - '0');
  text.remove_prefix(3);
  return static_cast<char>(static_cast<unsigned char>(number));
}

std::string octal(char octet) {
  return fmt::format("\\{:03o}", static_cast<unsigned char>(octet));
}

std::string escaped_in_string(char octet) {
  if (octet == '"' || octet == '\\') return {'\\', octet};
  const bool is_plain = octet >= 0x20 && octet <= 0x7e;
  return is_plain ? std::string(1, octet) : octal(octet);
}

// Strings in quotes with any blanks between, or none; nullopt for anything else.
std::optional<std::string> decode_strings(std::string_view value) {
  std::string octets;
  for (value = trim(value); !value.empty(); value = trim(value)) {
    if (value.front() != '"') return std::nullopt;
    value.remove_prefix(1);
    while (!value.empty() && value.front() != '"') octets += take_octet(value);
    if (value.empty()) return std::nullopt;
    value.remove_prefix(1);
  }
  return octets;
}

std::string encode_strings(std::string_view octets) {
  std::string value = "\"";
  std::size_t length = 0;
  for (const char octet : octets) {
    const auto spelt = escaped_in_string(octet);
    if (length + spelt.size() > longest_string) {
      value += "\" \"";
      length = 0;
    }
    value += spelt;
    length += spelt.size();
  }
  return value + '"';
}

std::optional<Rdata> decode_mx(std::string_view value) {
  const auto blank = value.find_first_of(" \t");
  if (blank == std::string_view::npos) return std::nullopt;
  const auto preference = whole_number<std::uint16_t>(value.substr(0, blank));
  auto exchange = decode_name(trim(value.substr(blank)));
  if (!preference || !exchange) return std::nullopt;
  return MxData{*preference, std::move(*exchange)};
}

}  // namespace

Result<DomainName> decode_name(std::string_view text) {
  if (text == ".") return DomainName();
  std::string wire;
  std::string label;
  const auto end_label = [&] {
    wire += static_cast<char>(static_cast<unsigned char>(label.size()));
    wire += std::exchange(label, {});
  };
  while (!text.empty()) {
    const bool is_dot = text.front() == '.';
    const char octet = take_octet(text);
    if (is_dot) {
      end_label();
    } else {
      label += octet;
    }
    if (label.size() > 63) return fail(ErrorKind::protocol, "a label has more than 63 octets");
  }
  if (!label.empty()) end_label();
  return DomainName::from_wire(wire + '\0');
}

std::string encode_name(const DomainName& name) {
  std::string text;
  for (const auto label : name.labels()) {
    for (const char octet : label) {
      const bool is_plain = is_alpha(octet) || is_digit(octet) || octet == '-' || octet == '_';
      text += is_plain ? std::string(1, octet) : octal(octet);
    }
    text += '.';
  }
  return text.empty() ? "." : text;
}

Rdata decode_value(RRType type, std::string_view value) {
  if (type == RRType::txt) {
    return TxtData{decode_strings(value).value_or(std::string(value))};
  }
  if (type == RRType::cname) {
    if (auto target = decode_name(trim(value))) return CnameData{std::move(*target)};
  }
  if (type == RRType::mx) {
    if (auto mx = decode_mx(trim(value))) return std::move(*mx);
  }
  return OpaqueData{std::string(value)};
}

std::string encode_value(const Rdata& rdata) {
  if (const auto* txt = std::get_if<TxtData>(&rdata)) return encode_strings(txt->bytes);
  if (const auto* cname = std::get_if<CnameData>(&rdata)) return encode_name(cname->target);
  if (const auto* mx = std::get_if<MxData>(&rdata)) {
    return fmt::format("{} {}", mx->preference, encode_name(mx->exchange));
  }
  return to_text(rdata);
}

std::string repaired(const Rdata& rdata, const std::string& value) {
  if (!std::holds_alternative<TxtData>(rdata)) return value;
  std::string text;
  bool is_inside = false;
  for (std::string_view rest = value; !rest.empty();) {
    const char first = rest.front();
    if (first == '\\' && rest.size() > 1) {
      text += rest.substr(0, 2);
      rest.remove_prefix(2);
      continue;
    }
    if (first == '"') {
      if (!is_inside && text.ends_with('"')) text += ' ';
      is_inside = !is_inside;
    }
    text += first;
    rest.remove_prefix(1);
  }
  return text;
}

}  // namespace dnsward::route53
