#include "http/misfit.h"

#include <fmt/format.h>

namespace dnsward {

std::string start_of(std::string_view body) {
  constexpr std::size_t shown = 60;
  if (body.size() <= shown) return fmt::format("\"{}\"", body);
  return fmt::format("\"{}...\"", body.substr(0, shown));
}

}  // namespace dnsward
