// The zone files of a directory, found by their names.
#pragma once

#include "base/result.h"
#include "dns/domain_name.h"
#include "provider/provider.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dnsward::zonefile {

/// The zone that a file's name speaks of: `example.com.zone`, `db.example.com`, `example.com`, the
/// latter two with a final dot if you like; lower case, A-labels. Nothing for hidden files, copies
/// (`~`, `.bak`, `.orig`, `.old`), a server's own files (`.jnl`, `.jbk`, `.signed`) and names of
/// another form. The suffix `.zone` wins over the prefix `db.`, and both are always taken for what
/// they are here: a zone under the TLD "zone" stands in `example.zone.zone` or `db.example.zone`.
[[nodiscard]] std::optional<DomainName> zone_of_file(std::string_view file_name);

/// The file names in which zone_of_file sees `apex`, sorted.
[[nodiscard]] std::vector<std::string> file_names_of(const DomainName& apex);

/// The zones of `directory` that could hold one of the query's domains, sorted; a zone with two
/// files stands once (read it with zone_file_of to get the error). Opens no file: looks for the
/// names of a few domains, lists the directory for many.
[[nodiscard]] Result<std::vector<Zone>> find_zones(const std::string& directory,
                                                   const ZoneQuery& query);

/// The path of the zone's one file. `zone.id` is a path that find_zones gave, the name of another
/// file of the directory, or empty. Two files for one zone are an error that names both.
[[nodiscard]] Result<std::string> zone_file_of(const std::string& directory, const Zone& zone);

}  // namespace dnsward::zonefile
