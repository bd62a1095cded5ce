// Changes to a zone as edits of its files' octets; every octet outside them stays.
#pragma once

#include "plan/plan.h"
#include "providers/zonefile/master_file.h"

#include <chrono>
#include <span>
#include <string>
#include <vector>

namespace dnsward::zonefile {

/// The new text of one file.
struct EditedFile {
  std::size_t file = 0;  ///< index into MasterFile::files
  std::string text;
};

/// The files that change, the one with the SOA serial first; none without changes. `open` is what
/// the zone was parsed with; of its answers only the path counts, the text is the one of `zone`.
///
/// A replaced value is a new RDATA in the old record; a removed one takes its whole lines along; an
/// added one follows the last record of its RRset in that record's spelling; a new RRset follows
/// the last record of its owner name, or stands at the end of the main file. A record that would
/// lose the owner or TTL it inherits is given that owner or TTL, and nothing else.
///
/// Fails with `changed` when a `before` is not what the zone holds, with `conflict` when a CNAME
/// would stand beside another type, with `unsupported` when a record to change is made by
/// $GENERATE, stands in a file that is included twice, or the file holds signatures. Each step is
/// parsed again and compared record by record: the result differs from the old zone by exactly
/// `changes` and the serial, or the edit fails and nothing is returned.
[[nodiscard]] Result<std::vector<EditedFile>> edit(const MasterFile& zone,
                                                   std::span<const Change> changes,
                                                   std::chrono::year_month_day today,
                                                   const OpenInclude& open);

/// Succeeds when every `before` of `changes` is what `rrsets` (sorted by key) hold; else `changed`,
/// with a note that names the first RRset which differs.
[[nodiscard]] Result<void> check_before(const DomainName& apex, std::span<const RRset> rrsets,
                                        std::span<const Change> changes);

/// The `changed` error of a zone, without a note.
[[nodiscard]] Error changed_zone(const DomainName& apex);

/// The next serial number: a date serial (YYYYMMDDnn) stays one and never goes back; any other
/// counts up; 4294967295 is followed by 1 (RFC 1982; 0 is avoided because some secondaries read it
/// as "none").
[[nodiscard]] std::uint32_t next_serial(std::uint32_t serial, std::chrono::year_month_day today);

}  // namespace dnsward::zonefile
