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

/// The files that change, the one with the SOA serial first. Fails with `changed` when a `before`
/// is not what the zone holds, with `unsupported` when a record to change is made by $GENERATE or
/// stands in a file that is included twice. The result has been parsed again: it differs from the
/// old zone by exactly `changes` and the serial, or the edit fails and nothing is returned.
[[nodiscard]] Result<std::vector<EditedFile>> edit(const MasterFile& zone,
                                                   std::span<const Change> changes,
                                                   std::chrono::year_month_day today);

/// The next serial number: a date serial (YYYYMMDDnn) stays one and never goes back; any other
/// counts up; 4294967295 is followed by 1 (RFC 1982; 0 is avoided because some secondaries read it
/// as "none").
[[nodiscard]] std::uint32_t next_serial(std::uint32_t serial, std::chrono::year_month_day today);

}  // namespace dnsward::zonefile
