// Records in pasted text: support pages, tables, zone files, answers of dig, lines of a form.
#pragma once

#include "compose/paste_value.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace dnsward {

struct PastedRecord {
  PastedKind kind = PastedKind::txt;
  /// As pasted: "mail._domainkey", "@", "_dmarc.example.com."; nothing: the paste gives none.
  std::optional<PastedText> name = {};
  /// DKIM: what a line labelled as the selector says.
  std::optional<PastedText> selector = {};
  PastedText value = {};  ///< of TXT what DNS would hold; of CNAME and MX the target
  std::optional<std::uint16_t> preference = {};  ///< of an MX, when it is given
};

/// A title, or a sentence, that speaks of an SPF, DKIM or DMARC record.
struct PastedHeading {
  std::string text;   ///< the line
  std::size_t octet;  ///< of the word in the paste
  PastedKind kind = PastedKind::spf;
};

struct Paste {
  std::vector<PastedRecord> records;    ///< in the order of their values
  std::vector<PastedHeading> headings;  ///< the first of each kind
  std::vector<PastedText> spf_terms;    ///< that prose speaks of: "include:spf.example.com"
  std::optional<PastedText> origin;     ///< of a zone file's $ORIGIN, the last one
};

/// Never fails: what is no record is passed over. Linear in the size of `paste`.
[[nodiscard]] Paste read_paste(std::string_view paste);

}  // namespace dnsward
