#include "compose/paste_value.h"

#include "base/text.h"
#include "compose/paste_extent.h"
#include "mail/token.h"

#include <algorithm>
#include <array>

namespace dnsward {
namespace {

constexpr auto nowhere = std::string_view::npos;

struct ValueSign {
  std::string_view prefix;  // lower case
  PastedKind kind;
};

constexpr std::array<ValueSign, 9> value_signs{{
    {"v=spf", PastedKind::spf},
    {"spf2.0/", PastedKind::spf},
    {"v=dmarc", PastedKind::dmarc},
    {"v=dkim", PastedKind::dkim},
    {"k=rsa", PastedKind::dkim},
    {"k=ed25519", PastedKind::dkim},
    {"v=stsv1", PastedKind::mta_sts},
    {"v=tlsrpt", PastedKind::tls_rpt},
    {"v=bimi1", PastedKind::bimi},
}};

bool may_begin_value(std::string_view line, std::size_t at) {
  if (at == 0) return true;
  const auto before = static_cast<unsigned char>(line[at - 1]);
  constexpr std::string_view parts = " \t\"'`|,;:>([{\\";
  return before >= 0x80 || (before != 0 && parts.find(static_cast<char>(before)) != nowhere);
}

std::size_t base64_run(std::string_view text) {
  std::size_t run = 0;
  while (run < text.size() && is_base64_char(text[run])) ++run;
  return run;
}

/// A key record that begins with its key, or with another tag than v and k.
bool is_bare_key(std::string_view text) {
  constexpr std::size_t shortest_key = 40;
  if (text.starts_with("p=")) return base64_run(text.substr(2)) >= shortest_key;
  constexpr std::array<std::string_view, 5> others{"t=", "h=", "s=", "g=", "n="};
  const auto head = text.substr(0, 80);
  if (std::none_of(others.begin(), others.end(), [&](auto tag) { return head.starts_with(tag); })) {
    return false;
  }
  const auto key = head.find("p=");
  return key != nowhere && head.find(';') < key && base64_run(text.substr(key + 2)) >= shortest_key;
}

/// A policy whose version was not copied: "p=none; rua=...".
bool is_bare_policy(std::string_view text) {
  constexpr std::array<std::string_view, 3> policies{"p=none", "p=quarantine", "p=reject"};
  const auto head = text.substr(0, 80);
  const bool begins = std::any_of(policies.begin(), policies.end(), [&](std::string_view policy) {
    return starts_with_ignoring_case(head, policy) && head.substr(policy.size()).starts_with(';');
  });
  return begins && head.find("ru") != nowhere;
}

/// A word of no known vendor that says what it is: "acme-domain-verification=0123456789".
bool says_verification(std::string_view word) {
  constexpr std::size_t shortest_value = 6;
  const auto equals = word.find('=');
  if (equals > 80 || word.size() - equals <= shortest_value) return false;
  const auto key = word.substr(0, equals);
  const bool plain = std::all_of(key.begin(), key.end(), [](char c) {
    return is_alpha(c) || is_digit(c) || c == '-' || c == '_' || c == '.';
  });
  return plain && to_lower(key).find("verif") != std::string::npos;
}

/// Whether a vendor's prefix is followed by what can be a token and no prose.
bool has_token(const TokenVendor& vendor, std::string_view text) {
  constexpr std::size_t longest_token = 300;
  auto rest = text.substr(vendor.prefix.size(), longest_token);
  const auto value = rest.find_first_not_of(" \t");
  if (value > 1) return false;  // also when there is nothing
  rest.remove_prefix(value);
  const auto word = rest.substr(0, std::min(rest.find_first_of(" \t|\"'`,;"), rest.size()));
  if (word.find_first_of("<{[") != nowhere) return true;  // a placeholder
  if (vendor.form == TokenForm::microsoft)
    return starts_with_ignoring_case(word, "ms") || word.size() >= 32;
  constexpr std::size_t shortest_token = 6;
  return word.size() >= shortest_token &&
         (value == 0 || word.find_first_of("0123456789") != nowhere);
}

std::optional<PastedKind> kind_at(std::string_view line, std::size_t at) {
  const auto text = line.substr(at);
  if (text.empty() || (!is_alpha(text.front()) && text.front() != '_')) return {};
  for (const auto& [prefix, kind] : value_signs) {
    if (starts_with_ignoring_case(text, prefix)) return kind;
  }
  if (is_bare_key(text)) return PastedKind::dkim;
  if (is_bare_policy(text)) return PastedKind::dmarc;
  const auto* const vendor = find_token_vendor(text);
  if (vendor != nullptr && has_token(*vendor, text)) return PastedKind::token;
  return {};
}

/// The opening mark before `at` and the one that closes it.
std::string_view closing_mark(std::string_view before) {
  struct Marks {
    std::string_view open;
    std::string_view close;
  };

  constexpr std::array<Marks, 8> marks{{
      {"\\\"", "\\\""},
      {"{", "}"},
      {"'", "'"},
      {"`", "`"},
      {"\xE2\x80\x9C", "\xE2\x80\x9D"},
      {"\xE2\x80\x9E", "\xE2\x80\x9C"},
      {"\xE2\x80\x98", "\xE2\x80\x99"},
      {"\xC2\xAB", "\xC2\xBB"},
  }};
  for (const auto& [open, close] : marks) {
    if (before.ends_with(open)) return close;
  }
  return {};
}

}  // namespace

std::size_t PastedText::place(std::size_t at) const {
  if (places.empty()) return 0;
  return places[std::min(at, places.size() - 1)];
}

void PastedText::append(std::string_view more, const PasteLine& line, std::size_t at) {
  text += more;
  for (std::size_t i = 0; i < more.size(); ++i) {
    places.push_back(static_cast<std::uint32_t>(line.origin(at + i)));
  }
}

PastedText pasted_text(const PasteLine& line, std::size_t begin, std::size_t end) {
  PastedText text;
  text.append(std::string_view(line.text).substr(begin, end - begin), line, begin);
  return text;
}

std::optional<PastedKind> pasted_kind_of(std::string_view value) {
  if (const auto kind = kind_at(value, 0)) return kind;
  const auto word = value.substr(0, std::min(value.find(' '), value.size()));
  return says_verification(word) ? std::optional(PastedKind::token) : std::nullopt;
}

std::optional<PastedValue> find_pasted_value(const std::vector<PasteLine>& lines, std::size_t line,
                                             std::size_t from) {
  const std::string_view text = lines[line].text;
  std::size_t word_end = from;  // of the word that was looked at as a whole
  for (auto at = from; at < text.size(); ++at) {
    if (!may_begin_value(text, at)) continue;
    auto kind = kind_at(text, at);
    if (!kind && at >= word_end) {
      word_end = std::min(text.find_first_of(" \t|\"'`,;<>", at), text.size());
      if (says_verification(text.substr(at, word_end - at))) kind = PastedKind::token;
    }
    if (!kind) continue;
    const auto before = text.substr(0, at);
    const bool escaped = before.ends_with("\\\"");
    if (before.ends_with('"') && !escaped) return read_quoted_value(lines, line, at - 1, *kind);
    const auto mark = closing_mark(before);
    constexpr std::size_t longest_quotation = 4096;
    const auto quoted = text.substr(at, longest_quotation);
    // Braces are the last mark of what PowerShell says; macros of SPF have some of their own.
    const auto length = mark.empty()  ? nowhere
                        : mark == "}" ? quoted.rfind(mark)
                                      : quoted.find(mark);
    if (length != nowhere) {
      const auto close = at + length;
      return PastedValue{*kind, pasted_text(lines[line], at, close), at, line, close + mark.size()};
    }
    return read_bare_value(lines, line, at, *kind);
  }
  return {};
}

}  // namespace dnsward
