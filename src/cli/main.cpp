#include "cli/cli.h"

#include <cstdio>
#include <exception>

int main(int argc, char** argv) {
  try {
    return dnsward::run_program(argc, argv);
  } catch (const std::exception& error) {
    // Out of memory or threads, or a defect of ours: nothing that the caller could mend.
    static_cast<void>(std::fprintf(stderr, "dnsward: %s\n", error.what()));
    return 1;
  }
}
