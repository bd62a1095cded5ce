#include "providers/zonefile/record_data.h"

#include "base/text.h"
#include "dns/presentation.h"
#include "providers/zonefile/ttl.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

namespace dnsward::zonefile {
namespace {

constexpr std::size_t max_string = 255;
constexpr std::size_t max_rdata = 65535;
constexpr std::size_t soa_fields = 7;
constexpr std::size_t soa_serial = 2;

/// Which RDATA fields of a type are domain names, as bits from the first field.
unsigned name_fields(RRType type) {
  switch (static_cast<std::uint16_t>(type)) {
    case 2:                       // NS
    case 3:                       // MD
    case 4:                       // MF
    case 7:                       // MB
    case 8:                       // MG
    case 9:                       // MR
    case 12:                      // PTR
    case 39:                      // DNAME
    case 47: return 0b1;          // NSEC
    case 6:                       // SOA
    case 14:                      // MINFO
    case 17: return 0b11;         // RP
    case 18:                      // AFSDB
    case 21:                      // RT
    case 36:                      // KX
    case 64:                      // SVCB
    case 65:                      // HTTPS
    case 107: return 0b10;        // LP
    case 26: return 0b110;        // PX
    case 33: return 0b1000;       // SRV
    case 35: return 0b10'0000;    // NAPTR
    case 46: return 0b1000'0000;  // RRSIG
    default: return 0;
  }
}

/// A TYPE that questions and transfers use (RFC 6895, 3.1): no record has it.
bool is_meta(RRType type) {
  const auto number = static_cast<std::uint16_t>(type);
  return number == 0 || number == 41 || (number >= 249 && number <= 255);
}

/// The class's number; nothing when `word` is no class.
std::optional<std::uint16_t> class_of(std::string_view word) {
  if (equal_ignoring_case(word, "IN")) return std::uint16_t{1};
  if (equal_ignoring_case(word, "CH") || equal_ignoring_case(word, "CHAOS")) {
    return std::uint16_t{3};
  }
  if (equal_ignoring_case(word, "HS") || equal_ignoring_case(word, "HESIOD")) {
    return std::uint16_t{4};
  }
  constexpr std::string_view generic = "CLASS";
  if (!starts_with_ignoring_case(word, generic)) return std::nullopt;
  return whole_number<std::uint16_t>(word.substr(generic.size()));
}

Parsed<RRType> read_type(const Token& token, std::string_view text) {
  const std::string_view word = token.content(text);
  if (token.quoted) {
    return fault(token.span.begin, "quoted string where the record type belongs",
                 "a line that starts in the first column starts with its owner name");
  }
  const std::optional<RRType> type = parse_rr_type(word);
  if (type && !is_meta(*type)) return *type;
  if (type) {
    return fault(token.span.begin, fmt::format(R"(no record has the type "{}")", word),
                 "it is a type of questions and messages alone");
  }
  if (word.starts_with('$')) {
    return fault(token.span.begin, fmt::format(R"("{}" is not a record type)", word),
                 "write a directive in the first column");
  }
  return fault(token.span.begin, fmt::format(R"("{}" is not a record type)", word),
               "write [owner] [TTL] [class] type data; a type without a name is written TYPEnnn");
}

Parsed<Rdata> read_txt(const Tokens& tokens) {
  TxtData txt;
  std::size_t wire = 0;
  for (const Token& token : tokens.list) {
    const std::string_view content = token.content(tokens.text);
    const std::size_t before = txt.bytes.size();
    if (content.find('\\') == std::string_view::npos) {
      txt.bytes += content;
    } else {
      auto octets = unescape(content);
      if (!octets) {
        return fault(token.span.begin, std::move(octets.error().message),
                     std::move(octets.error().hint));
      }
      txt.bytes += *octets;
    }
    const std::size_t length = txt.bytes.size() - before;
    if (length > max_string) {
      return fault(
          token.span.begin,
          fmt::format(R"("TXT" string has {} octets, the limit is 255 (RFC 1035, 3.3))", length),
          R"(split it into strings of at most 255 octets: "..." "...")");
    }
    wire += length + 1;
  }
  if (wire > max_rdata) {
    return fault(tokens.list.front().span.begin,
                 fmt::format(R"("TXT" record has {} octets of RDATA, the limit is 65535 )"
                             "(RFC 1035, 3.2.1)",
                             wire));
  }
  return txt;
}

Parsed<void> expect_fields(RRType type, const Tokens& tokens, std::size_t count, std::size_t end) {
  if (tokens.list.size() == count) return {};
  const bool more = tokens.list.size() > count;
  return fault(more ? tokens.list[count].span.begin : end,
               fmt::format(R"("{}" record has {} fields, it needs {})", to_text(type),
                           tokens.list.size(), count));
}

/// A name in RDATA, where BIND takes none in quotes.
Parsed<DomainName> rdata_name(const Tokens& tokens, std::size_t i, const DomainName& origin) {
  const Token& token = tokens.list[i];
  if (!token.quoted) return read_name(token, tokens.text, origin);
  return fault(token.span.begin,
               fmt::format(R"(domain name "{}" stands in quotes)", tokens.content(i)),
               "remove the quotes");
}

Parsed<Rdata> read_mx(const Tokens& tokens, const DomainName& origin) {
  const auto preference = whole_number<std::uint16_t>(tokens.content(0));
  if (!preference || tokens.list[0].quoted) {
    return fault(
        tokens.list[0].span.begin,
        fmt::format(R"("MX" preference "{}" is not a number from 0 to 65535)", tokens.content(0)));
  }
  auto exchange = rdata_name(tokens, 1, origin);
  if (!exchange) return fault(std::move(exchange.error()));
  return MxData{*preference, std::move(*exchange)};
}

/// "\# 3 ABCDEF" from RFC 3597 tokens.
Parsed<std::string> generic_rdata(const Tokens& tokens, std::size_t end) {
  const auto length =
      tokens.list.size() < 2 ? std::nullopt : whole_number<std::uint16_t>(tokens.content(1));
  if (!length) {
    return fault(tokens.list.size() < 2 ? end : tokens.list[1].span.begin,
                 R"("\#" needs the number of octets, from 0 to 65535 (RFC 3597, 5))");
  }
  std::string hex;
  for (std::size_t i = 2; i < tokens.list.size(); ++i) {
    for (const char c : tokens.content(i)) {
      const char upper = c >= 'a' && c <= 'f' ? static_cast<char>(c - 'a' + 'A') : c;
      if (!is_digit(upper) && (upper < 'A' || upper > 'F')) {
        return fault(tokens.list[i].span.begin,
                     fmt::format(R"("{}" is not hexadecimal)", tokens.content(i)));
      }
      hex += upper;
    }
  }
  if (hex.size() != std::size_t{2} * *length) {
    return fault(tokens.list[1].span.begin,
                 fmt::format(R"("\#" announces {} octets and is followed by {} hexadecimal digits)",
                             *length, hex.size()));
  }
  return hex.empty() ? std::string("\\# 0") : fmt::format("\\# {} {}", *length, hex);
}

Parsed<Rdata> read_generic(RRType type, const Tokens& tokens, const DomainName& origin,
                           std::size_t end) {
  auto presentation = generic_rdata(tokens, end);
  if (!presentation) return fault(std::move(presentation.error()));
  auto rdata = parse_rdata(type, *presentation, origin);
  if (!rdata) {
    return fault(tokens.list[0].span.begin, std::move(rdata.error().message),
                 std::move(rdata.error().hint));
  }
  return std::move(*rdata);
}

Parsed<std::string> soa_number(const Tokens& tokens, std::size_t i) {
  const auto number = i == soa_serial ? whole_number<std::uint64_t>(tokens.content(i))
                                      : parse_ttl(tokens.content(i));
  if (!number || *number > UINT32_MAX) {
    return fault(
        tokens.list[i].span.begin,
        fmt::format(R"("SOA" field "{}" is not a number from 0 to 4294967295)", tokens.content(i)));
  }
  return std::to_string(*number);
}

/// A blank, unless the token continues the one before it, as in `alpn="h2,h3"` (RFC 9460, 2.1).
bool stands_apart(const Tokens& tokens, std::size_t i) {
  if (tokens.list[i - 1].span.end != tokens.list[i].span.begin) return true;
  while (i > 0 && tokens.list[i - 1].span.end == tokens.list[i].span.begin) --i;
  return tokens.list[i].quoted;
}

Parsed<std::string> opaque_field(RRType type, const Tokens& tokens, std::size_t i,
                                 const DomainName& origin) {
  constexpr std::size_t bits = 16;
  if (i < bits && (name_fields(type) >> i & 1U) != 0) {
    auto name = rdata_name(tokens, i, origin);
    if (!name) return fault(std::move(name.error()));
    return name->to_text();
  }
  if (type == RRType::soa) return soa_number(tokens, i);
  const Span& span = tokens.list[i].span;
  return std::string(tokens.text.substr(span.begin, span.end - span.begin));
}

Parsed<Rdata> read_opaque(RRType type, const Tokens& tokens, const DomainName& origin) {
  OpaqueData data;
  for (std::size_t i = 0; i < tokens.list.size(); ++i) {
    auto field = opaque_field(type, tokens, i, origin);
    if (!field) return fault(std::move(field.error()));
    if (i != 0 && stands_apart(tokens, i)) data.presentation += ' ';
    data.presentation += *field;
  }
  return data;
}

}  // namespace

Parsed<std::uint32_t> read_ttl(const Token& token, std::string_view text) {
  const std::string_view word = token.content(text);
  const std::optional<std::uint64_t> ttl = token.quoted ? std::nullopt : parse_ttl(word);
  if (!ttl) {
    return fault(token.span.begin, fmt::format(R"("{}" is not a TTL)", word),
                 "write seconds, or numbers with units: 3600, 1h30m, 1w2d");
  }
  if (*ttl > max_ttl) {
    return fault(token.span.begin,
                 fmt::format(R"(TTL "{}" is over 2147483647 seconds (RFC 2181, 8))", word),
                 "write a smaller TTL");
  }
  return static_cast<std::uint32_t>(*ttl);
}

Parsed<DomainName> read_name(const Token& token, std::string_view text, const DomainName& origin) {
  auto name = DomainName::from_presentation(token.content(text), origin);
  if (name) return std::move(*name);
  return fault(token.span.begin, std::move(name.error().message), std::move(name.error().hint));
}

Parsed<RecordHead> read_head(const Tokens& tokens, std::size_t end) {
  RecordHead head;
  bool has_class = false;
  for (const Token& token : tokens.list) {
    ++head.tokens;
    const std::string_view word = token.content(tokens.text);
    if (!token.quoted && !head.ttl && parse_ttl(word)) {
      auto ttl = read_ttl(token, tokens.text);
      if (!ttl) return fault(std::move(ttl.error()));
      head.ttl = *ttl;
      head.ttl_span = token.span;
      continue;
    }
    const auto rr_class = token.quoted || has_class ? std::nullopt : class_of(word);
    if (rr_class == std::uint16_t{1}) {
      has_class = true;
      continue;
    }
    if (rr_class) {
      return fault(token.span.begin, fmt::format(R"(class "{}" in a zone of class IN)", word),
                   "move the record to a zone of its class");
    }
    auto type = read_type(token, tokens.text);
    if (!type) return fault(std::move(type.error()));
    head.type = *type;
    head.type_span = token.span;
    return head;
  }
  return fault(end, "record has no type", "write [owner] [TTL] [class] type data");
}

Parsed<Rdata> read_rdata(RRType type, const Tokens& tokens, const DomainName& origin,
                         std::size_t end) {
  if (tokens.list.empty()) {
    return fault(end, fmt::format(R"("{}" record has no data)", to_text(type)),
                 "write the data behind the type");
  }
  if (!tokens.list[0].quoted && tokens.content(0) == "\\#") {
    return read_generic(type, tokens, origin, end);
  }
  if (to_text(type).starts_with("TYPE")) {
    return fault(
        tokens.list[0].span.begin,
        fmt::format(R"(data of the unknown type "{}" does not start with "\#")", to_text(type)),
        "write \\# length hexadecimal (RFC 3597, 5)");
  }
  if (type == RRType::txt) return read_txt(tokens);
  const std::size_t fields = type == RRType::cname ? 1
                             : type == RRType::mx  ? 2
                             : type == RRType::soa ? soa_fields
                                                   : tokens.list.size();
  if (auto enough = expect_fields(type, tokens, fields, end); !enough) {
    return fault(std::move(enough.error()));
  }
  if (type == RRType::mx) return read_mx(tokens, origin);
  if (type != RRType::cname) return read_opaque(type, tokens, origin);
  auto target = rdata_name(tokens, 0, origin);
  if (!target) return fault(std::move(target.error()));
  return CnameData{std::move(*target)};
}

Parsed<SoaNumbers> read_soa_numbers(const Tokens& tokens) {
  const bool spelled_out = tokens.list.size() == soa_fields && tokens.content(0) != "\\#";
  const auto serial =
      spelled_out ? whole_number<std::uint32_t>(tokens.content(soa_serial)) : std::nullopt;
  const auto minimum =
      serial ? parse_ttl(tokens.content(soa_fields - 1)) : std::optional<std::uint64_t>();
  if (!serial || !minimum) {
    Fault generic{tokens.list[0].span.begin, R"("SOA" record in the form of RFC 3597)",
                  "write its fields: its serial number must be readable"};
    generic.kind = ErrorKind::unsupported;
    return fault(std::move(generic));
  }
  return SoaNumbers{tokens.list[soa_serial].span, *serial, *minimum};
}

}  // namespace dnsward::zonefile
