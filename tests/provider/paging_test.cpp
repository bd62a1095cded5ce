#include "provider/paging.h"

#include <doctest/doctest.h>

#include <deque>
#include <string>
#include <vector>

using namespace dnsward;

namespace {

struct Item {
  std::string id;
};

struct Asked {
  std::deque<ApiPage<Item>> pages;
  std::string numbers = {};

  std::string read() {
    const auto items =
        read_pages<Item>("the list", [&](std::size_t number) -> Result<ApiPage<Item>> {
          numbers += std::to_string(number);
          if (pages.empty()) return fail(ErrorKind::refused, "no more");
          auto page = pages.front();
          pages.pop_front();
          return page;
        });
    if (!items) return items.error().message;
    std::string ids;
    for (const auto& item : *items) ids += item.id;
    return ids;
  }
};

ApiPage<Item> page(const std::string& ids, std::size_t next,
                   std::optional<std::size_t> total = {}) {
  ApiPage<Item> made;
  for (const char c : ids) made.items.push_back({std::string(1, c)});
  made.next = next;
  made.total = total;
  return made;
}

}  // namespace

TEST_CASE("pages are put together until the last") {
  Asked list{{page("ab", 2, 5), page("cd", 3, 5), page("e", 0, 5)}};
  CHECK(list.read() == "abcde");
  CHECK(list.numbers == "123");
}

TEST_CASE("an empty list is one page, and a total need not be told") {
  Asked empty{{page("", 0, 0)}};
  CHECK(empty.read().empty());
  Asked silent{{page("ab", 2), page("c", 0)}};
  CHECK(silent.read() == "abc");
}

TEST_CASE("a page that brings nothing new, or leads back, ends the reading") {
  Asked repeated{{page("ab", 2), page("ab", 3)}};
  CHECK(repeated.read() == "the list repeats itself at page 2");
  CHECK(repeated.numbers == "12");
  Asked back{{page("ab", 2), page("cd", 1)}};
  CHECK(back.read() == "the list repeats itself at page 2");
  Asked same{{page("ab", 1)}};
  CHECK(same.read() == "the list repeats itself at page 1");
  Asked endless{{page("", 2), page("", 3)}};
  CHECK(endless.read() == "the list repeats itself at page 2");
}

TEST_CASE("one page that does not have what it promises is an error at once") {
  Asked list{{page("abc", 0, 5)}};
  CHECK(list.read() == "the list has 3 items, and should have 5");
  CHECK(list.numbers == "1");
}

TEST_CASE("several pages that don't add up were written to meanwhile: they are read once more") {
  Asked shifted{{page("ab", 2, 4), page("c", 0, 4), page("ab", 2, 4), page("cd", 0, 4)}};
  CHECK(shifted.read() == "abcd");
  CHECK(shifted.numbers == "1212");
  Asked wrong{{page("ab", 2, 4), page("c", 0, 4), page("ab", 2, 4), page("c", 0, 4)}};
  CHECK(wrong.read() == "the list has 3 items, and should have 4");
}

TEST_CASE("an item that moves to the next page while the list is read counts once") {
  Asked list{{page("ab", 2, 3), page("bc", 0, 3)}};
  CHECK(list.read() == "abc");
}

TEST_CASE("what an API says against a page is the answer") {
  Asked list{{page("ab", 2)}};
  CHECK(list.read() == "no more");
}
