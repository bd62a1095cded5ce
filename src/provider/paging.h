// Lists that an API tells page by page, put together and checked.
#pragma once

#include "base/result.h"

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace dnsward {

/// `Item` has a member `id`.
template <typename Item>
struct ApiPage {
  std::vector<Item> items;
  std::size_t next = 0;                   ///< 0: this is the last page
  std::optional<std::size_t> pages = {};  ///< how many there are, when the API says so
  std::optional<std::size_t> total = {};  ///< how many items all pages have, when it says so
};

/// `cloudflare's list of zones repeats itself at page 2`
[[nodiscard]] Error repeated_page(const std::string& what, std::size_t page);

/// `cloudflare's list of zones has 3 items, and should have 5`
[[nodiscard]] Error wrong_total(const std::string& what, std::size_t count, std::size_t total);

/// Takes pages from the first on. An item that comes again, since others were written in between,
/// counts once.
template <typename Item>
class PageCollector {
 public:
  explicit PageCollector(std::string what) : what_(std::move(what)) {}

  /// The page to ask for; 0: all are here.
  [[nodiscard]] std::size_t next() const { return next_; }

  [[nodiscard]] Result<void> add(ApiPage<Item> page) {
    const auto number = next_;
    const auto count_before = items_.size();
    for (auto& item : page.items) {
      if (ids_.insert(item.id).second) items_.push_back(std::move(item));
    }
    const bool is_nothing_new = number > 1 && items_.size() == count_before;
    if (page.next != 0 && (page.next <= number || is_nothing_new)) {
      return fail(repeated_page(what_, number));
    }
    next_ = page.next;
    total_ = page.total;
    return {};
  }

  /// All items, when they are as many as the API says.
  [[nodiscard]] Result<std::vector<Item>> finish() && {
    if (total_ && *total_ != items_.size()) return fail(wrong_total(what_, items_.size(), *total_));
    return std::move(items_);
  }

 private:
  std::string what_;
  std::vector<Item> items_;
  std::set<std::string> ids_;
  std::size_t next_ = 1;
  std::optional<std::size_t> total_;
};

/// All items of what `fetch` (page number to Result<ApiPage<Item>>) tells. Pages shift when
/// somebody writes while they are read: several that don't add up are read once more.
template <typename Item, typename Fetch>
[[nodiscard]] Result<std::vector<Item>> read_pages(const std::string& what, const Fetch& fetch) {
  for (bool is_second_time = false;; is_second_time = true) {
    PageCollector<Item> collector(what);
    std::size_t pages = 0;
    for (; collector.next() != 0; ++pages) {
      auto page = fetch(collector.next());
      if (!page) return fail(std::move(page.error()));
      if (auto added = collector.add(std::move(*page)); !added) return fail(added.error());
    }
    auto items = std::move(collector).finish();
    if (items || pages == 1 || is_second_time) return items;
  }
}

}  // namespace dnsward
