#include "dns/presentation.h"

#include "base/text.h"
#include "dns/escape.h"
#include "dns/rfc3597.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

namespace dnsward {
namespace {

constexpr std::string_view blanks = " \t\r\n";

bool is_blank(char c) {
  return blanks.find(c) != std::string_view::npos;
}

void skip_blanks(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
}

tl::unexpected<Error> bad_escape(std::string_view at, const Escape& escape) {
  return fail(ErrorKind::config, escape_problem(at, escape),
              R"(write an octet as a backslash and three digits, \000 to \255)");
}

tl::unexpected<Error> open_quote(std::string_view from) {
  return fail(ErrorKind::config, fmt::format("quoted string {} has no closing quote", from),
              R"(end the string with ", and write a quote inside it as \")");
}

// Takes the front of `text` up to the first of `stops`, which hold a backslash, and appends the
// octets that it stands for to `bytes`.
Result<void> take_until(std::string_view stops, std::string_view& text, std::string& bytes) {
  for (;;) {
    const auto plain = text.substr(0, text.find_first_of(stops));
    bytes += plain;
    text.remove_prefix(plain.size());
    if (text.empty() || text.front() != '\\') return {};
    const Escape escape = read_escape(text);
    if (!escape.problem.empty()) return bad_escape(text, escape);
    bytes += escape.octet;
    text.remove_prefix(escape.length);
  }
}

// Takes one quoted string.
Result<void> take_quoted(std::string_view& text, std::string& bytes) {
  const std::string_view whole = text;
  text.remove_prefix(1);
  if (auto taken = take_until("\"\\", text, bytes); !taken) return taken;
  if (text.empty()) return open_quote(whole);
  text.remove_prefix(1);
  return {};
}

// Takes one quoted string, or what stands before the next blank or quote.
Result<void> take_string(std::string_view& text, std::string& bytes) {
  return text.front() == '"' ? take_quoted(text, bytes) : take_until(" \t\r\n\"\\", text, bytes);
}

// The tokens of `text` as they are spelt. A quoted string ends a token, so `"a""b"` is two; a quote
// inside a bare token does not, so `alpn="h2 h3"` is one (RFC 9460, 2.1).
Result<std::vector<std::string_view>> tokenize(std::string_view text) {
  std::vector<std::string_view> tokens;
  std::string octets;
  for (skip_blanks(text); !text.empty(); skip_blanks(text)) {
    const std::string_view start = text;
    do {
      if (auto taken = take_string(text, octets); !taken) return fail(std::move(taken.error()));
    } while (start.front() != '"' && !text.empty() && !is_blank(text.front()));
    tokens.push_back(start.substr(0, start.size() - text.size()));
  }
  return tokens;
}

Result<DomainName> parse_name_token(std::string_view token, const DomainName& origin) {
  if (token.starts_with('"')) {
    return fail(ErrorKind::config, fmt::format("domain name {} stands in quotes", token),
                "remove the quotes");
  }
  return DomainName::from_presentation(token, origin);
}

tl::unexpected<Error> wrong_count(RRType type, std::string_view wanted,
                                  std::string_view presentation) {
  return fail(ErrorKind::config, fmt::format("RDATA \"{}\" is not {}, as {} needs", presentation,
                                             wanted, to_text(type)));
}

Result<Rdata> parse_cname(std::string_view presentation, const DomainName& origin) {
  const auto tokens = tokenize(presentation);
  if (!tokens) return fail(tokens.error());
  if (tokens->size() != 1) return wrong_count(RRType::cname, "one domain name", presentation);
  auto target = parse_name_token(tokens->front(), origin);
  if (!target) return fail(std::move(target.error()));
  return CnameData{std::move(*target)};
}

Result<Rdata> parse_mx(std::string_view presentation, const DomainName& origin) {
  const auto tokens = tokenize(presentation);
  if (!tokens) return fail(tokens.error());
  if (tokens->size() != 2) {
    return wrong_count(RRType::mx, "a preference and a domain name", presentation);
  }
  const auto stated = tokens->front();
  const auto preference = whole_number<std::uint16_t>(stated);
  if (!preference) {
    return fail(ErrorKind::config,
                fmt::format("MX preference \"{}\" is no number from 0 to 65535", stated));
  }
  auto exchange = parse_name_token(tokens->back(), origin);
  if (!exchange) return fail(std::move(exchange.error()));
  return MxData{*preference, std::move(*exchange)};
}

Result<Rdata> parse_opaque(std::string_view presentation) {
  const auto tokens = tokenize(presentation);
  if (!tokens) return fail(tokens.error());
  return OpaqueData{fmt::format("{}", fmt::join(*tokens, " "))};
}

}  // namespace

std::string encode_txt(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size() + bytes.size() / max_string_octets * 3 + 2);
  do {
    const auto octets = bytes.substr(0, max_string_octets);
    bytes.remove_prefix(octets.size());
    if (!text.empty()) text += ' ';
    text += '"';
    for (const char c : octets) {
      if (c < ' ' || c > '~') {
        append_decimal_escape(text, c);
      } else {
        if (c == '"' || c == '\\') text += '\\';
        text += c;
      }
    }
    text += '"';
  } while (!bytes.empty());
  return text;
}

Result<std::string> decode_txt(std::string_view presentation) {
  std::string bytes;
  skip_blanks(presentation);
  if (presentation.empty()) {
    return fail(ErrorKind::config, "TXT has no character-string",
                R"(write "" for a value without octets)");
  }
  for (; !presentation.empty(); skip_blanks(presentation)) {
    if (auto taken = take_string(presentation, bytes); !taken) {
      return fail(std::move(taken.error()));
    }
  }
  return bytes;
}

Result<std::string> unescape(std::string_view token) {
  std::string bytes;
  auto taken = token.starts_with('"') ? take_quoted(token, bytes) : take_until("\\", token, bytes);
  if (!taken) return fail(std::move(taken.error()));
  if (!token.empty()) {
    return fail(ErrorKind::config, fmt::format("\"{}\" follows a closing quote", token));
  }
  return bytes;
}

Result<Rdata> parse_rdata(RRType type, std::string_view presentation, const DomainName& origin) {
  const bool parsed = type == RRType::txt || type == RRType::cname || type == RRType::mx;
  if (!parsed) return parse_opaque(presentation);
  if (is_generic_rdata(presentation)) return parse_generic_rdata(type, presentation);
  if (type == RRType::cname) return parse_cname(presentation, origin);
  if (type == RRType::mx) return parse_mx(presentation, origin);
  auto bytes = decode_txt(presentation);
  if (!bytes) return fail(std::move(bytes.error()));
  return TxtData{std::move(*bytes)};
}

}  // namespace dnsward
