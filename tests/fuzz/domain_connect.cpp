// Domain Connect templates: whatever the text, there is a block that loads or errors with places.
#include "compose/domain_connect.h"

#include "config/config.h"
#include "fuzz/memory_file.h"
#include "fuzz/target.h"
#include "providers/zonefile/zonefile.h"

#include <array>

namespace dnsward::fuzz {
namespace {

/// Whether the only error is that the block, alone, names no domain.
bool loads(const SenderDraft& sender) {
  const MemoryFile file(sender_toml(sender));
  const std::array types{zonefile_provider()};
  const auto loaded = load_config(file.path(), types);
  return loaded.errors.size() == 1 && loaded.config.senders.size() == 1 &&
         loaded.errors.front().message.ends_with("names no domain");
}

}  // namespace

void run(std::string_view text) {
  const auto converted = convert_template(text, "template.json");
  for (const auto& warning : converted.warnings) require(warning.message.starts_with("/records/"));
  for (const auto& error : converted.errors) require(!error.message.empty() && error.where);
  if (converted.errors.empty()) require(loads(converted.sender));
}

}  // namespace dnsward::fuzz
