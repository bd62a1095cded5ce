// The desired-state file: whatever it holds, it loads or has errors with places.
#include "config/config.h"
#include "config/warnings.h"
#include "fuzz/target.h"
#include "providers/zonefile/zonefile.h"

#include <array>
#include <string>
#include <sys/mman.h>
#include <unistd.h>

namespace dnsward::fuzz {
namespace {

/// A file in memory with a path.
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

}  // namespace

void run(std::string_view text) {
  const MemoryFile file(text);
  const std::array types{zonefile_provider()};
  const auto loaded = load_config(file.path(), types);
  for (const auto& error : loaded.errors) require(!error.message.empty() && error.where);
  if (!loaded.errors.empty()) return;
  static_cast<void>(file_warnings(loaded.config));
  for (const auto& domain : loaded.config.domains) {
    static_cast<void>(requirements_of(loaded.config, domain, domain.name));
  }
}

}  // namespace dnsward::fuzz
