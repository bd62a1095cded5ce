// One page of a Hetzner list, with its `meta.pagination`.
#pragma once

#include "http/json.h"
#include "provider/paging.h"

#include <cstddef>
#include <optional>
#include <string_view>

namespace dnsward::hetzner {

/// `read_item` makes an Item of an element of the member `list`. `last_page` and `total_entries`
/// may be null; `next_page` is null on the last page.
template <typename Item, typename ReadItem>
[[nodiscard]] ApiPage<Item> read_page(const JsonValue& answer, std::string_view list,
                                      const ReadItem& read_item) {
  ApiPage<Item> page;
  for (const auto& element : answer.elements(list)) page.items.push_back(read_item(element));
  const auto meta = answer.optional_member("meta");
  const auto pagination = meta ? meta->optional_member("pagination") : std::nullopt;
  if (!pagination) return page;
  const auto count = [&](std::string_view name) -> std::optional<std::size_t> {
    const auto number = pagination->optional_integer(name);
    if (!number || *number < 0) return std::nullopt;
    return static_cast<std::size_t>(*number);
  };
  page.next = count("next_page").value_or(0);
  page.pages = count("last_page");
  page.total = count("total_entries");
  if (!page.pages && page.next != 0) page.pages = page.next;
  return page;
}

}  // namespace dnsward::hetzner
