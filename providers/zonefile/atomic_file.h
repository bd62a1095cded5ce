// Reading a file with its identity, and replacing it whole or not at all.
#pragma once

#include "base/result.h"

#include <string>

namespace dnsward::zonefile {

/// Which file and which state of it: device, inode, size, modification and change time.
struct FileIdentity {
  std::string value;
  friend bool operator==(const FileIdentity&, const FileIdentity&) = default;
};

struct FileContents {
  std::string text;
  FileIdentity identity;
};

/// Follows symbolic links. Refuses directories, devices and files over 256 MiB.
[[nodiscard]] Result<FileContents> read_file(const std::string& path);

/// Puts `text` in place of the file at `path` (at the target of symbolic links): temporary file in
/// the same directory, same mode and owner, fsync, a last look whether the file still is `expected`
/// (else `changed`), rename, directory fsync. On failure the old file is whole and the temporary
/// one is gone.
[[nodiscard]] Result<void> replace_file(const std::string& path, const std::string& text,
                                        const FileIdentity& expected);

}  // namespace dnsward::zonefile
