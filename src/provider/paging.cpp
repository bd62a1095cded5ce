#include "provider/paging.h"

#include <fmt/format.h>

namespace dnsward {

Error repeated_page(const std::string& what, std::size_t page) {
  return {ErrorKind::protocol, fmt::format("{} repeats itself at page {}", what, page),
          "try again later: a part of the list can't be seen now"};
}

Error wrong_total(const std::string& what, std::size_t count, std::size_t total) {
  return {ErrorKind::protocol,
          fmt::format("{} has {} items, and should have {}", what, count, total),
          "try again when nothing else writes there"};
}

}  // namespace dnsward
