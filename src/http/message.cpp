#include "http/message.h"

#include "base/text.h"

#include <algorithm>

namespace dnsward {

std::string_view Response::header(std::string_view name) const {
  const auto is_it = [&](const Header& header) { return equal_ignoring_case(header.name, name); };
  const auto found = std::find_if(headers.rbegin(), headers.rend(), is_it);
  return found == headers.rend() ? std::string_view() : std::string_view(found->value);
}

}  // namespace dnsward
