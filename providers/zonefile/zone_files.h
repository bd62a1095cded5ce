// A zone as it stands on disk: parsed, with the identity of each file it was read from.
#pragma once

#include "providers/zonefile/atomic_file.h"
#include "providers/zonefile/master_file.h"

#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace dnsward::zonefile {

/// Opens included files inside one directory, each only once. A relative name is looked for beside
/// the file that includes it, then in the directory; both existing is an error.
class Includes {
 public:
  explicit Includes(std::string directory) : directory_(std::move(directory)) {}

  /// For parse_master_file.
  [[nodiscard]] Result<OpenedFile> open(std::string_view name, std::string_view from);

  /// Of every file opened so far, by the path that open answered.
  [[nodiscard]] const std::map<std::string, FileContents>& contents() const { return contents_; }

  /// Takes the main file in, so that its inclusion is seen as the loop that it is.
  [[nodiscard]] Result<std::string> open_main(const std::string& path);

 private:
  [[nodiscard]] Result<std::string> find(std::string_view name, std::string_view from) const;

  std::string directory_;
  std::map<std::string, std::string> path_of_;  ///< by the path without symbolic links
  std::map<std::string, FileContents> contents_;
};

struct ZoneFiles {
  MasterFile zone;
  Includes includes;
  std::string version;  ///< of all files: what they hold and which they are
};

[[nodiscard]] Result<ZoneFiles> read_zone_files(const DomainName& apex, const std::string& path,
                                                const std::string& directory);

}  // namespace dnsward::zonefile
