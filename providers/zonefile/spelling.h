// How a file spells its records, so that what is added looks like what is there.
#pragma once

#include "providers/zonefile/draft.h"
#include "providers/zonefile/master_file.h"

#include <string>
#include <string_view>
#include <vector>

namespace dnsward::zonefile {

[[nodiscard]] std::string_view text_of(const MasterFile& zone, std::size_t file, Span span);

/// The owner of record `index`, which leaves it out, as the record above spells it where that is
/// still right at this record's origin.
[[nodiscard]] std::string inherited_owner(const MasterFile& zone, std::size_t index);

/// The same for the TTL.
[[nodiscard]] std::string inherited_ttl(const MasterFile& zone, std::size_t index);

/// Writes a TTL into a record that has none: before its class or type.
[[nodiscard]] Patch insert_ttl(const MasterFile& zone, const Record& record, std::string ttl);

/// The RDATA of one record, and its type where that was spelled TYPEnnn: next to known RDATA not
/// every name server takes it (RFC 3597, 5).
[[nodiscard]] std::vector<Patch> replace_rdata(const MasterFile& zone, const Record& record,
                                               const Rdata& value);

/// A line without its end: like `record`, with another value.
[[nodiscard]] std::string line_like(const MasterFile& zone, const Record& record,
                                    const Rdata& value);

/// `owner TTL IN TYPE rdata`; TTL and blanks as given.
[[nodiscard]] std::string new_line(const std::string& owner, const std::string& ttl, RRType type,
                                   const Rdata& value, std::string_view separator);

/// A tab when the file's text before the record's RDATA has one, else a blank.
[[nodiscard]] std::string_view separator_of(const MasterFile& zone, const Record& record);

/// Puts `lines` behind the record's lines, with its line end.
[[nodiscard]] std::vector<Patch> insert_after(const MasterFile& zone, const Record& record,
                                              const std::vector<std::string>& lines);

/// Puts `lines` at the end of a file; a line end that is missing there is a patch of its own.
[[nodiscard]] std::vector<Patch> append(const MasterFile& zone, std::size_t file,
                                        const std::vector<std::string>& lines);

[[nodiscard]] bool is_line_end(std::string_view text);

}  // namespace dnsward::zonefile
