// The program: a command line in, an exit code out.
#pragma once

namespace dnsward {

/// Prints to the process's standard streams and changes its signal handling.
[[nodiscard]] int run_program(int argc, const char* const* argv);

}  // namespace dnsward
