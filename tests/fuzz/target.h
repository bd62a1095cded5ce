// What every fuzz target needs: libFuzzer's entry point as a function of a text, and a check that
// ends the program.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace dnsward::fuzz {

/// One input; to be defined by each target.
void run(std::string_view text);

/// A promise that must hold for every input.
inline void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace dnsward::fuzz

extern "C" inline __attribute__((used)) int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                                                   std::size_t size) {
  dnsward::fuzz::run({reinterpret_cast<const char*>(data), size});
  return 0;
}
