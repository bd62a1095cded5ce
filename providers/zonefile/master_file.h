// An RFC 1035 master file as its records, each with the octets of the file that it came from.
#pragma once

#include "base/result.h"
#include "dns/rrset.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dnsward::zonefile {

/// Half-open range of octets in one file's text.
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;

  [[nodiscard]] bool empty() const { return begin == end; }

  friend bool operator==(const Span&, const Span&) = default;
};

/// One file of a zone: the main one, or one that $INCLUDE named.
struct FileText {
  std::string path;  ///< as opened; main first, includes in the order of their first use
  std::string text;
  DomainName final_origin;  ///< in force at the end of the text
  std::size_t uses = 1;     ///< how often $INCLUDE named it; more than once can't be edited
};

/// One record as it stands. Spans are empty where the record leaves that part out.
struct Record {
  std::size_t file = 0;  ///< index into MasterFile::files
  Span whole;            ///< whole lines, comments and line ends included
  Span owner;
  Span ttl;
  Span type;
  /// First to last RDATA token, stretched so that parentheses in it balance; empty where that would
  /// take in the type, as in `x ( TXT "a" ) "b"`, or the record is generated.
  Span rdata;
  RRsetKey key;
  std::uint32_t stated_ttl = 0;  ///< seconds: its own, or the one it inherits
  Rdata value;
  DomainName origin;       ///< in force at this record
  bool generated = false;  ///< made by $GENERATE: `whole` is the directive; never edited
  std::uint32_t line = 0;  ///< of the first octet, from 1
};

struct MasterFile {
  DomainName apex;
  std::vector<FileText> files;
  std::vector<Record> records;  ///< in the file's order
  Span serial;                  ///< of the SOA's serial number
  std::size_t serial_file = 0;
  std::uint32_t serial_value = 0;

  /// As RRsets, sorted by key, normalized; an RRset's TTL is its first record's, as NSD reads it,
  /// and BIND where the records stand together.
  [[nodiscard]] std::vector<RRset> rrsets() const;
};

/// Opens what $INCLUDE names, seen from the file `from`; the caller decides what may be opened.
struct OpenedFile {
  std::string path;
  std::string text;
};

using OpenInclude = std::function<Result<OpenedFile>(std::string_view name, std::string_view from)>;

/// Parses `text` (the contents of `path`) as the zone `apex`: RFC 1035, 5.1 with RFC 2308 $TTL,
/// $INCLUDE (with origin; the origin and owner of the including file come back after it), BIND's
/// $GENERATE and relative $ORIGIN, RFC 3597 types and RDATA, TTL units (1w2d3h4m5s), both orders of
/// TTL and class, CRLF, no final line feed. A TTL left out is found as BIND finds it: $TTL, else
/// the last one stated, else the SOA's minimum. Records outside the zone are errors, and so are a
/// missing SOA, a second SOA, another class than IN, a string over 255 octets, an open quote or
/// parenthesis, a line break in quotes, `\DDD` over 255, a TTL over 2^31-1, an unknown directive,
/// an include loop (depth over 8; 10,000 includes in all), over 65,536 generated records, a byte
/// order mark, an octet 0x00 anywhere and other control octets outside quotes and comments. The
/// error has file, line, column, and the source line.
[[nodiscard]] Result<MasterFile> parse_master_file(const DomainName& apex, std::string path,
                                                   std::string text, const OpenInclude& open);

}  // namespace dnsward::zonefile
