#include "cli/tell_config.h"

#include "base/printable.h"

#include <fmt/format.h>

namespace dnsward {

std::string counted(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

void tell_config_errors(const std::vector<Error>& errors, const std::string& path,
                        Console& console) {
  console.tell(errors);
  console.err.write(fmt::format("\n{} in {}\n", counted(errors.size(), "error"), printable(path)));
}

}  // namespace dnsward
