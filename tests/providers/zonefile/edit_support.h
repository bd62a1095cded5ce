// Zones in memory and changes as short texts, for the tests of the editing.
#pragma once

#include "plan/plan.h"
#include "providers/zonefile/edit.h"
#include "providers/zonefile/master_file.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace dnsward::test {

/// The files of example.com by name; the main one is "zone".
using Files = std::map<std::string, std::string>;

[[nodiscard]] zonefile::OpenInclude opener(const Files& files);

/// The test fails when the zone can't be read.
[[nodiscard]] zonefile::MasterFile parse(const Files& files);

/// One line an RRset, names relative to example.com, values in presentation format:
///     @ TXT 3600: "kept" | "new" <- "old" | "added"
///     www CNAME -
/// `before` is what `zone` holds; "<-" tells a replaced value, "-" an RRset to delete.
[[nodiscard]] std::vector<Change> changes(const zonefile::MasterFile& zone, std::string_view lines);

/// `files` after the changes, made on 24 November 2026.
[[nodiscard]] Result<Files> edited(const Files& files, const std::vector<Change>& changes);
[[nodiscard]] Result<Files> edited(const Files& files, std::string_view lines);

/// The main file after the changes, or the error's message.
[[nodiscard]] std::string edited(std::string_view text, std::string_view lines);

}  // namespace dnsward::test
