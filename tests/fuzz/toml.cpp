// The desired-state file: whatever it holds, it loads or has errors with places.
#include "config/config.h"
#include "config/warnings.h"
#include "fuzz/memory_file.h"
#include "fuzz/target.h"
#include "providers/zonefile/zonefile.h"

#include <array>

namespace dnsward::fuzz {

void run(std::string_view text) {
  const MemoryFile file(text);
  const std::array types{zonefile_provider()};
  const auto loaded = load_config(file.path(), types);
  for (const auto& error : loaded.errors) require(!error.message.empty() && error.where);
  if (!loaded.errors.empty()) return;
  static_cast<void>(file_findings(loaded.config));
  for (const auto& domain : loaded.config.domains) {
    static_cast<void>(requirements_of(loaded.config, domain, domain.name));
  }
}

}  // namespace dnsward::fuzz
