// Runs another program, without a shell, and takes what it says.
#pragma once

#include "base/result.h"
#include "base/secret.h"

#include <chrono>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dnsward {

struct ProcessLimits {
  std::chrono::milliseconds time = std::chrono::seconds(60);
  std::size_t octets = std::size_t{64} << 10U;  ///< of its standard output
};

struct ProcessOutcome {
  int status = 0;           ///< its exit status; 128 and the signal's number when one ended it
  Secret output;            ///< whole
  std::string errors = {};  ///< the start of its standard error, at most 4 KiB
};

/// Runs `words[0]`, looked for in PATH, with the other words, this process's environment and an
/// empty standard input, until it ends and has closed its outputs. It gets no other open file of
/// ours. ErrorKind::io when it can't be started, takes longer, or says more than it may; it is
/// killed then. Never tells what it said.
[[nodiscard]] Result<ProcessOutcome> run_process(std::span<const std::string> words,
                                                 const ProcessLimits& limits = {});

/// A command line as words, as a POSIX shell splits it: blanks, quotes of both kinds, backslashes.
/// Nothing is expanded. ErrorKind::config for a quote that does not end, or for no word at all.
[[nodiscard]] Result<std::vector<std::string>> split_command(std::string_view line);

}  // namespace dnsward
