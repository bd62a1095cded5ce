// The fields of one record after its owner name: TTL, class, type and RDATA, from their tokens.
#pragma once

#include "providers/zonefile/lexer.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace dnsward::zonefile {

/// Tokens with the text that they point into.
struct Tokens {
  std::string_view text;
  std::span<const Token> list;

  [[nodiscard]] std::string_view content(std::size_t i) const { return list[i].content(text); }

  [[nodiscard]] Tokens from(std::size_t i) const { return {text, list.subspan(i)}; }
};

/// TTL and class in any order, each at most once, then the type.
struct RecordHead {
  std::optional<std::uint32_t> ttl;
  Span ttl_span;
  RRType type = RRType::txt;
  Span type_span;
  std::size_t tokens = 0;  ///< how many it takes
};

/// Faults: no type, an unknown or meta type, another class than IN, a TTL over 2^31-1. `end` is
/// where a missing token is missing.
[[nodiscard]] Parsed<RecordHead> read_head(const Tokens& tokens, std::size_t end);

[[nodiscard]] Parsed<std::uint32_t> read_ttl(const Token& token, std::string_view text);

[[nodiscard]] Parsed<DomainName> read_name(const Token& token, std::string_view text,
                                           const DomainName& origin);

/// The RDATA of `type`. In an OpaqueData the names of well-known types are absolute and the numbers
/// of an SOA are in seconds, so that equal records are equal text. `end` as above.
[[nodiscard]] Parsed<Rdata> read_rdata(RRType type, const Tokens& tokens, const DomainName& origin,
                                       std::size_t end);

struct SoaNumbers {
  Span serial_span;
  std::uint32_t serial = 0;
  std::uint64_t minimum = 0;
};

/// Of SOA tokens that read_rdata accepted.
[[nodiscard]] Parsed<SoaNumbers> read_soa_numbers(const Tokens& tokens);

}  // namespace dnsward::zonefile
