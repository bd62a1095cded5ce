// One page of a Cloudflare list, with its `result_info`.
#pragma once

#include "http/json.h"
#include "provider/paging.h"
#include "providers/cloudflare/errors.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace dnsward::cloudflare {

/// A count of `result_info`; nullopt when it is missing or negative.
[[nodiscard]] inline std::optional<std::size_t> count_of(const JsonValue& info,
                                                         std::string_view name) {
  const auto number = info.optional_integer(name);
  if (!number || *number < 0) return std::nullopt;
  return static_cast<std::size_t>(*number);
}

/// `read_item` makes an Item of an element of `result`; page and page size as asked for. Without
/// `total_pages` a page that is not full is the last.
template <typename Item, typename ReadItem>
[[nodiscard]] Result<ApiPage<Item>> read_page(const JsonValue& answer, std::size_t number,
                                              std::size_t page_size, const ReadItem& read_item) {
  if (auto done = check_success(answer); !done) return fail(done.error());
  ApiPage<Item> page;
  const auto elements = answer.elements("result");
  for (const auto& element : elements) page.items.push_back(read_item(element));
  bool is_last = elements.size() < page_size;
  if (const auto info = answer.optional_member("result_info")) {
    page.pages = count_of(*info, "total_pages");
    page.total = count_of(*info, "total_count");
    if (page.pages) is_last = number >= *page.pages;
  }
  page.next = is_last ? 0 : number + 1;
  return page;
}

}  // namespace dnsward::cloudflare
