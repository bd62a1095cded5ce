// Zones, their records and their errors as short texts, for the tests of the parser.
#pragma once

#include "providers/zonefile/master_file.h"

#include <map>
#include <string>
#include <string_view>

namespace dnsward::test {

/// Included files by the name that $INCLUDE spells.
using Includes = std::map<std::string, std::string, std::less<>>;

/// $TTL, SOA, NS and an address at lines 1 to 4, the last owner being "ns".
inline constexpr std::string_view zone_head =
    "$TTL 300\n"
    "@ IN SOA ns hostmaster 1 2 3 4 5\n"
    " NS ns\n"
    "ns A 192.0.2.1\n";

inline constexpr std::size_t zone_head_records = 3;

/// Parses `text` as example.test from the file "z".
[[nodiscard]] Result<zonefile::MasterFile> parse(std::string text, const Includes& includes = {});

/// The same for `zone_head` with `body` behind it.
[[nodiscard]] Result<zonefile::MasterFile> parse_body(std::string_view body,
                                                      const Includes& includes = {});

/// One line a record in the file's order, `owner ttl TYPE rdata`, names relative to example.test;
/// or error_text.
[[nodiscard]] std::string records_text(const Result<zonefile::MasterFile>& zone,
                                       std::size_t skipped = 0);

/// The records of `body` behind `zone_head`.
[[nodiscard]] std::string body_text(std::string_view body, const Includes& includes = {});

/// As a terminal shows it: place and message, the line, the caret, the hint, the notes.
[[nodiscard]] std::string error_text(const Error& error);

/// A zone's RRsets, one line a value: `owner ttl TYPE rdata`, names absolute.
[[nodiscard]] std::string rrsets_text(const std::vector<RRset>& rrsets);

/// What a span of the zone's file holds.
[[nodiscard]] std::string_view spelled(const zonefile::MasterFile& zone, std::size_t file,
                                       zonefile::Span span);

}  // namespace dnsward::test
