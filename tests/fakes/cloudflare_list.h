// The list of records: filters, order and pages.
#pragma once

#include "fakes/cloudflare_model.h"
#include "fakes/cloudflare_reply.h"

#include <cstddef>

namespace dnsward::fake::cloudflare {

struct Page {
  long number = 1;
  long size = 0;
  std::size_t begin = 0;  ///< of the items
  std::size_t end = 0;
  std::size_t total = 0;
  long pages = 1;  ///< 1 when there is nothing
};

/// `page` and `per_page` of the call, for `total` items.
[[nodiscard]] Outcome<Page> page_of(const Call& call, std::size_t total, long usual, long smallest,
                                    long largest);

[[nodiscard]] Outcome<Reply> list_records(const Call& call, const Zone& zone,
                                          const Options& options);

}  // namespace dnsward::fake::cloudflare
