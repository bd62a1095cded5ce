// Reading a file with its identity, and replacing it whole or not at all.
#pragma once

#include "base/result.h"

#include <string>

namespace dnsward::zonefile {

/// Which file and which state of it: device, inode, size, modification and change time, and a
/// checksum of its octets (two writes within one tick of the file system's clock differ by it).
struct FileIdentity {
  std::string value;
  friend bool operator==(const FileIdentity&, const FileIdentity&) = default;
};

struct FileContents {
  std::string text;
  FileIdentity identity;
};

/// Follows symbolic links. Refuses directories, devices and files over 256 MiB; fails with
/// `changed` when somebody writes the file at the same time.
[[nodiscard]] Result<FileContents> read_file(const std::string& path);

/// Puts `text` in place of the file at `path` (at the target of symbolic links): temporary file in
/// the same directory, same owner, mode and extended attributes, fsync, a last look whether the
/// file still is `expected` (else `changed`), rename, directory fsync. On failure the old file is
/// whole and the temporary one is gone; a failed directory fsync alone comes after the rename, and
/// its message says so.
///
/// Refused: a file that we may not write, even where the directory would let us replace it; a file
/// with several hard links, because its other names would keep the old text; an owner that we can't
/// give to the new file.
///
/// The temporary file has one fixed, hidden name per file and is held with flock while it exists.
/// So two runs never replace one file at the same time (the second gets `changed`), and what a
/// killed run left behind is known by its free lock: the next run removes it.
[[nodiscard]] Result<void> replace_file(const std::string& path, const std::string& text,
                                        const FileIdentity& expected);

}  // namespace dnsward::zonefile
