// The file of --report: whole, or the old one.
#pragma once

#include "base/result.h"

#include <filesystem>
#include <string_view>

namespace dnsward {

/// Whether a report can be written there, asked before the work so that no outcome is lost.
[[nodiscard]] Result<void> check_report_file(const std::filesystem::path& path);

/// A regular file is replaced at once by a temporary file of its folder, through symbolic links and
/// with its mode; a pipe or a device is written to.
[[nodiscard]] Result<void> write_report_file(const std::filesystem::path& path,
                                             std::string_view text);

}  // namespace dnsward
