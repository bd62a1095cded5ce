// A file in memory with a path, for what is read from files.
#pragma once

#include "fuzz/target.h"

#include <string>
#include <string_view>
#include <sys/mman.h>
#include <unistd.h>

namespace dnsward::fuzz {

class MemoryFile {
 public:
  explicit MemoryFile(std::string_view text) : descriptor_(memfd_create("dnsward.toml", 0)) {
    require(descriptor_ >= 0);
    require(write(descriptor_, text.data(), text.size()) == static_cast<ssize_t>(text.size()));
  }

  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  ~MemoryFile() { close(descriptor_); }

  [[nodiscard]] std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

 private:
  int descriptor_;
};

}  // namespace dnsward::fuzz
