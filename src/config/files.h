// Finding and reading the files of a configuration; what can't be text of ours is refused.
#pragma once

#include "base/result.h"

#include <filesystem>
#include <string>
#include <vector>

namespace dnsward {

/// `path` itself, or the `*.toml` of the folder `path` in name order. Errors: nothing there, a
/// folder without `*.toml`, a folder that can't be read.
[[nodiscard]] Result<std::vector<std::filesystem::path>> find_config_files(
    const std::filesystem::path& path);

/// The text of a file, without a byte order mark. Errors, with a place in `path`: it can't be read,
/// is over 64 MiB, is binary (a zero octet), is not UTF-8.
[[nodiscard]] Result<std::string> read_text_file(const std::filesystem::path& path);

/// `name` relative to the folder of `file`. Errors: outside that folder once links are resolved,
/// not there, not a regular file. The path returned is as written, for messages.
[[nodiscard]] Result<std::filesystem::path> find_beside(const std::filesystem::path& file,
                                                        const std::filesystem::path& name);

}  // namespace dnsward
