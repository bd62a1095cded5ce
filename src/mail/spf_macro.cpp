#include "mail/spf_macro.h"

#include "base/text.h"
#include "mail/spf_grammar.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <vector>

namespace dnsward {
namespace {

constexpr std::size_t longest_name = 253;  // RFC 7208, 7.3

// "1.2.3.4", or the 32 nibbles of an IPv6 address with dots between.
std::string dotted(const IpAddress& client) {
  if (client.is_v4()) return client.to_text();
  std::string text;
  for (const char c : client.octets()) {
    const auto octet = static_cast<unsigned char>(c);
    if (!text.empty()) text += '.';
    text += fmt::format("{:x}.{:x}", static_cast<unsigned>(octet) >> 4U, octet & 0xFU);
  }
  return text;
}

// The two parts of the sender; without a local part it is "postmaster" (RFC 7208, 4.3).
std::string local_part(std::string_view sender) {
  const auto at = sender.rfind('@');
  const auto local = at == std::string_view::npos ? std::string_view() : sender.substr(0, at);
  return std::string(local.empty() ? "postmaster" : local);
}

std::string_view sender_domain(std::string_view sender) {
  const auto at = sender.rfind('@');
  return at == std::string_view::npos ? sender : sender.substr(at + 1);
}

std::optional<std::string> value_of(char letter, const DomainName& domain,
                                    const SpfMacroValues& values) {
  const auto of_sender = [&](auto part) -> std::optional<std::string> {
    if (!values.sender) return std::nullopt;
    return std::string(part(*values.sender));
  };
  switch (letter) {
    case 's':
      return of_sender([](const std::string& sender) {
        return fmt::format("{}@{}", local_part(sender), sender_domain(sender));
      });
    case 'l': return of_sender(local_part);
    case 'o': return of_sender(sender_domain);
    case 'd': return domain.display();
    case 'i': return values.client ? std::optional(dotted(*values.client)) : std::nullopt;
    case 'p': return values.validated;
    case 'v':
      if (!values.client) return std::nullopt;
      return values.client->is_v4() ? "in-addr" : "ip6";
    default: return values.helo;
  }
}

// Cut at the delimiters, reversed and shortened as asked, joined with dots.
std::string transformed(const std::string& value, std::string_view transformers) {
  std::size_t kept = 0;
  const auto [end, error] =
      std::from_chars(transformers.data(), transformers.data() + transformers.size(), kept);
  if (error == std::errc::result_out_of_range) kept = 0;  // more labels than any name has
  transformers.remove_prefix(static_cast<std::size_t>(end - transformers.data()));
  const bool reversed = !transformers.empty() && to_lower(transformers.front()) == 'r';
  if (reversed) transformers.remove_prefix(1);
  const std::string_view delimiters = transformers.empty() ? "." : transformers;
  std::vector<std::string> parts{""};
  for (const char c : value) {
    if (delimiters.find(c) != std::string_view::npos) {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  if (reversed) std::reverse(parts.begin(), parts.end());
  if (kept != 0 && kept < parts.size()) {
    parts.erase(parts.begin(), parts.end() - static_cast<std::ptrdiff_t>(kept));
  }
  return join(parts, ".");
}

// RFC 3986, 2.3: what is not unreserved is percent-encoded.
std::string url_escaped(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    const bool plain =
        is_alpha(c) || is_digit(c) || std::string_view("-._~").find(c) != std::string_view::npos;
    if (plain) {
      escaped += c;
    } else {
      escaped += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return escaped;
}

std::optional<std::string> expand_macro(std::string_view macro, const DomainName& domain,
                                        const SpfMacroValues& values) {
  if (macro == "%%") return "%";
  if (macro == "%_") return " ";
  if (macro == "%-") return "%20";
  const char letter = macro[2];
  const auto value = value_of(to_lower(letter), domain, values);
  if (!value) return std::nullopt;
  auto text = transformed(*value, macro.substr(3, macro.size() - 4));
  return to_lower(letter) == letter ? text : url_escaped(text);
}

}  // namespace

std::optional<std::string> expand_spf(std::string_view text, const DomainName& domain,
                                      const SpfMacroValues& values) {
  std::string expanded;
  while (!text.empty()) {
    const auto length = text.front() == '%' ? spf_macro_length(text) : 0;
    if (length == 0) {
      expanded += text.front();
      text.remove_prefix(1);
      continue;
    }
    const auto macro = expand_macro(text.substr(0, length), domain, values);
    if (!macro) return std::nullopt;
    expanded += *macro;
    text.remove_prefix(length);
  }
  return expanded;
}

std::optional<DomainName> spf_target_name(std::string_view expanded) {
  if (expanded.ends_with('.')) expanded.remove_suffix(1);
  while (expanded.size() > longest_name) {
    const auto dot = expanded.find('.');
    if (dot == std::string_view::npos) return std::nullopt;
    expanded.remove_prefix(dot + 1);
  }
  constexpr std::size_t longest_label = 63;
  std::string wire;
  for (const auto label : split(expanded, '.')) {
    if (label.empty() || label.size() > longest_label) return std::nullopt;
    wire += static_cast<char>(label.size());
    wire += label;
  }
  wire += '\0';
  auto name = DomainName::from_wire(wire);
  return name ? std::optional(std::move(*name)) : std::nullopt;
}

bool has_spf_macro(std::string_view text, char letter) {
  for (std::size_t at = 0; at < text.size();) {
    const auto length = text[at] == '%' ? spf_macro_length(text.substr(at)) : 0;
    if (length > 3 && to_lower(text[at + 2]) == letter) return true;
    at += std::max<std::size_t>(length, 1);
  }
  return false;
}

}  // namespace dnsward
