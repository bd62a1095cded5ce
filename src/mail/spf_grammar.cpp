#include "mail/spf_grammar.h"

#include "base/text.h"
#include "mail/finding_table.h"
#include "mail/quote.h"

#include <fmt/format.h>

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <charconv>
#include <cstdint>
#include <span>
#include <utility>

namespace dnsward {
namespace {

tl::unexpected<SpfProblem> problem(FindingCode code, std::string message, std::string hint) {
  return tl::unexpected<SpfProblem>(SpfProblem{&code.spec(), std::move(message), std::move(hint)});
}

bool all_of(std::string_view text, bool (*accepts)(char)) {
  return std::all_of(text.begin(), text.end(), accepts);
}

std::string_view leading_digits(std::string_view text) {
  const auto* end = std::find_if_not(text.begin(), text.end(), is_digit);
  return text.substr(0, static_cast<std::size_t>(end - text.begin()));
}

// `macro` whole, "%{" to "}": letter, transformers, delimiters.
tl::expected<void, SpfProblem> check_expansion(std::string_view macro) {
  const auto body = macro.substr(2, macro.size() - 3);
  const char letter = body.empty() ? '\0' : to_lower(body.front());
  if (letter == 'c' || letter == 'r' || letter == 't') {
    return problem("SPF004",
                   fmt::format("uses the macro {}, which is for explanation texts", quote(macro)),
                   "use one of the letters s l o d i p h v");
  }
  if (letter == '\0' || std::string_view("slodiphv").find(letter) == std::string_view::npos) {
    return problem("SPF004", fmt::format("has the unknown macro {}", quote(macro)),
                   "use one of the letters s l o d i p h v");
  }
  auto rest = body.substr(1);
  const auto digits = leading_digits(rest);
  if (!digits.empty() && digits.find_first_not_of('0') == std::string_view::npos) {
    return problem("SPF004", fmt::format("has the macro {}, which keeps no label", quote(macro)),
                   "keep at least one label");
  }
  rest.remove_prefix(digits.size());
  if (!rest.empty() && to_lower(rest.front()) == 'r') rest.remove_prefix(1);
  if (rest.find_first_not_of(".-+,/_=") == std::string_view::npos) return {};
  return problem("SPF004", fmt::format("has the malformed macro {}", quote(macro)),
                 "write a letter, digits, \"r\", then delimiters of . - + , / _ =");
}

void append_lower(std::string& text, std::string_view more) {
  const auto before = text.size();
  text += more;
  for (auto at = before; at < text.size(); ++at) text[at] = to_lower(text[at]);
}

struct MacroString {
  std::string spelling;
  std::size_t last_macro_end = 0;  // octets of the text up to the end of its last macro
};

tl::expected<MacroString, SpfProblem> scan_macros(std::string_view text) {
  MacroString scanned;
  scanned.spelling.reserve(text.size() + 16);  // the name of a mechanism goes before it
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] != '%') {
      const auto plain = text.substr(at, std::min(text.find('%', at), text.size()) - at);
      append_lower(scanned.spelling, plain);
      at += plain.size();
      continue;
    }
    const auto length = spf_macro_length(text.substr(at));
    if (length == 0) {
      return problem("SPF004", "has a \"%\" that begins no macro",
                     "write \"%%\" for a percent sign");
    }
    const auto macro = text.substr(at, length);
    if (length > 2) {
      if (auto fine = check_expansion(macro); !fine) return tl::unexpected(fine.error());
    }
    scanned.spelling += macro;
    at += length;
    scanned.last_macro_end = at;
  }
  return scanned;
}

bool is_top_label(std::string_view label) {
  const auto inner = [](char c) { return is_alpha(c) || is_digit(c) || c == '-'; };
  if (label.empty() || label.front() == '-' || label.back() == '-') return false;
  return all_of(label, inner) && !all_of(label, is_digit);
}

SpfSpelling check_prefix(std::string_view text, unsigned limit) {
  if (text.empty()) {
    return problem("SPF005", "has an empty prefix",
                   fmt::format("write a prefix from 0 to {}", limit));
  }
  if (!all_of(text, is_digit)) {
    return problem("SPF005", fmt::format("has the prefix {}, which is no number", quote(text)),
                   fmt::format("write a prefix from 0 to {}", limit));
  }
  if (text.size() > 1 && text.front() == '0') {
    return problem("SPF005",
                   fmt::format("has the prefix {}, which begins with a zero", quote(text)),
                   "write the prefix without leading zeros");
  }
  if (whole_number<unsigned>(text).value_or(limit + 1) <= limit) return std::string(text);
  return problem("SPF005", fmt::format("has a prefix over {}", limit),
                 fmt::format("write a prefix from 0 to {}", limit));
}

void keep_bits(std::span<std::uint8_t> octets, unsigned bits) {
  for (auto& octet : octets) {
    const unsigned kept = std::min(bits, 8U);
    octet = static_cast<std::uint8_t>(octet & (0xFF00U >> kept));
    bits -= kept;
  }
}

void append_number(std::string& text, char separator, unsigned number) {
  std::array<char, 4> digits{};
  const auto end = std::to_chars(digits.begin(), digits.end(), number);
  text += separator;
  text.append(digits.begin(), end.ptr);
}

// Four numbers are spelled here, because inet_ntop takes a thousand instructions for them.
std::string spelled(const std::array<std::uint8_t, 4>& octets) {
  std::array<char, INET_ADDRSTRLEN> text{};
  char* at = text.data();
  for (const unsigned octet : octets) {
    if (at != text.data()) *at++ = '.';
    at = std::to_chars(at, text.data() + text.size(), octet).ptr;
  }
  return {text.data(), at};
}

std::string spelled(const std::array<std::uint8_t, 16>& octets) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  inet_ntop(AF_INET6, octets.data(), text.data(), text.size());
  return text.data();
}

// The network that an address with an optional prefix speaks of.
template <std::size_t size>
SpfSpelling check_network(std::string_view text, int family, std::string_view family_name) {
  constexpr auto bits = static_cast<unsigned>(size * 8);
  const auto slash = std::min(text.find('/'), text.size());
  const std::string address(text.substr(0, slash));
  std::array<std::uint8_t, size> octets{};
  if (inet_pton(family, address.c_str(), octets.data()) != 1) {
    return problem("SPF005",
                   fmt::format("has {}, which is no {} address", quote(address), family_name),
                   fmt::format("write an {} address", family_name));
  }
  unsigned prefix = bits;
  if (slash < text.size()) {
    auto given = check_prefix(text.substr(slash + 1), bits);
    if (!given) return given;
    prefix = static_cast<unsigned>(std::stoul(*given));
  }
  keep_bits(octets, prefix);
  auto spelling = spelled(octets);
  append_number(spelling, '/', prefix);
  return spelling;
}

// Cuts `separator` and a prefix off the end of `text`; a domain-spec can end in neither.
SpfSpelling take_prefix(std::string_view& text, std::string_view separator, unsigned limit) {
  const auto end = text.find_last_not_of("0123456789");
  const auto rest = text.substr(0, end == std::string_view::npos ? 0 : end + 1);
  if (!rest.ends_with(separator)) return std::to_string(limit);
  auto prefix = check_prefix(text.substr(rest.size()), limit);
  text = rest.substr(0, rest.size() - separator.size());
  return prefix;
}

}  // namespace

std::size_t spf_macro_length(std::string_view text) {
  if (text.size() < 2) return 0;
  if (text[1] == '%' || text[1] == '_' || text[1] == '-') return 2;
  if (text[1] != '{') return 0;
  const auto end = text.find('}');
  return end == std::string_view::npos ? 0 : end + 1;
}

SpfSpelling check_spf_macros(std::string_view text) {
  auto scanned = scan_macros(text);
  if (!scanned) return tl::unexpected(scanned.error());
  return std::move(scanned->spelling);
}

SpfSpelling check_spf_domain(std::string_view text) {
  auto scanned = scan_macros(text);
  if (!scanned) return tl::unexpected(scanned.error());
  if (text.empty()) return problem("SPF002", "has an empty domain", "write a domain after it");
  auto literal = text.substr(scanned->last_macro_end);
  if (literal.empty()) return std::move(scanned->spelling);
  if (literal.ends_with('.')) {
    literal.remove_suffix(1);
    scanned->spelling.pop_back();
  }
  const auto dot = literal.rfind('.');
  if (dot != std::string_view::npos && is_top_label(literal.substr(dot + 1))) {
    return std::move(scanned->spelling);
  }
  return problem("SPF002",
                 fmt::format("has the domain {}, which ends in no top-level label", quote(text)),
                 "write a whole domain name, e.g. \"spf.example.com\"");
}

SpfSpelling check_spf_ip4(std::string_view text) {
  return check_network<4>(text, AF_INET, "IPv4");
}

SpfSpelling check_spf_ip6(std::string_view text) {
  return check_network<16>(text, AF_INET6, "IPv6");
}

SpfSpelling check_spf_host(std::string_view text) {
  auto ip6 = take_prefix(text, "//", 128);
  if (!ip6) return ip6;
  auto ip4 = take_prefix(text, "/", 32);
  if (!ip4) return ip4;
  if (text.empty()) return fmt::format("/{}//{}", *ip4, *ip6);
  if (!text.starts_with(':')) {
    return problem("SPF005", "has no domain before its prefix",
                   "write the domain first, then the prefix");
  }
  auto domain = check_spf_domain(text.substr(1));
  if (!domain) return domain;
  return fmt::format(":{}/{}//{}", *domain, *ip4, *ip6);
}

std::string spf_label_problem(std::string_view domain) {
  std::size_t length = 0;
  bool has_macro = false;
  for (std::size_t at = 0; at <= domain.size();) {
    if (at == domain.size() || domain[at] == '.') {
      if (length == 0 && !has_macro) return "has an empty label in its domain";
      if (length > 63) return "has a label over 63 octets in its domain";
      length = 0;
      has_macro = false;
      ++at;
    } else if (domain[at] == '%') {
      has_macro = true;
      at += spf_macro_length(domain.substr(at));
    } else {
      ++length;
      ++at;
    }
  }
  return {};
}

}  // namespace dnsward
