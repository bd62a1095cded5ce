// Values of records in pasted lines, known by how they begin, and how far each of them goes.
#pragma once

#include "compose/paste_text.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dnsward {

/// What a pasted record is for.
enum class PastedKind { spf, dkim, dmarc, token, mta_sts, tls_rpt, bimi, txt, cname, mx };

/// A text and the place of each of its octets in the paste.
struct PastedText {
  std::string text;
  std::vector<std::uint32_t> places;

  /// Of the octet `at`, or of the last one.
  [[nodiscard]] std::size_t place(std::size_t at = 0) const;
  void append(std::string_view more, const PasteLine& line, std::size_t at);
};

/// `line[begin, end)` as a text with its places.
[[nodiscard]] PastedText pasted_text(const PasteLine& line, std::size_t begin, std::size_t end);

/// A TXT value as DNS would hold it, and where it stands in the lines.
struct PastedValue {
  PastedKind kind = PastedKind::txt;
  PastedText value;
  std::size_t begin = 0;     ///< in its first line, with the quotes around it
  std::size_t end_line = 0;  ///< the line in which it ends
  std::size_t end = 0;       ///< the octet behind it there
};

/// The first value of lines[line] that begins at `from` or later: SPF, DKIM, DMARC, MTA-STS,
/// TLS-RPT and BIMI records, also nearly right ones, and verification tokens. Quoted strings are
/// joined and unescaped as in a zone file, wrapped lines are joined, prose behind it is left out.
[[nodiscard]] std::optional<PastedValue> find_pasted_value(const std::vector<PasteLine>& lines,
                                                           std::size_t line, std::size_t from);

/// What a whole value is for; nothing when no sign tells.
[[nodiscard]] std::optional<PastedKind> pasted_kind_of(std::string_view value);

/// The strings in quotes that begin at lines[line][at], joined: a TXT value of any kind.
[[nodiscard]] PastedValue read_quoted_value(const std::vector<PasteLine>& lines, std::size_t line,
                                            std::size_t at, PastedKind kind);

}  // namespace dnsward
