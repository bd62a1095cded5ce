#include "provider/zone_search.h"

#include "support/zone_text.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <set>
#include <utility>

using namespace dnsward;
using test::name;

namespace {

/// An account whose listing has pages of two zones.
class Account : public ZoneDirectory {
 public:
  std::map<std::string, std::string> apex_of;  ///< by id
  std::optional<Error> failure;

  [[nodiscard]] std::string what() const override { return "the account's list of zones"; }

  [[nodiscard]] Result<std::vector<Zone>> with_id(const std::string& id) const override {
    lookups_ += "id " + id + ", ";
    if (failure) return fail(*failure);
    std::vector<Zone> zones;
    if (apex_of.contains(id)) zones.push_back({name(apex_of.at(id)), id});
    return zones;
  }

  [[nodiscard]] Result<std::vector<Zone>> named(const DomainName& apex) const override {
    lookups_ += "name " + apex.display() + ", ";
    if (failure) return fail(*failure);
    std::vector<Zone> zones;
    for (const auto& [id, text] : apex_of) {
      if (name(text) == apex) zones.push_back({apex, id});
    }
    return zones;
  }

  [[nodiscard]] Result<ApiPage<Zone>> page(std::size_t number) const override {
    {
      const std::lock_guard lock(mutex_);
      pages_.insert(number);
    }
    if (failure) return fail(*failure);
    ApiPage<Zone> page;
    page.total = apex_of.size();
    page.pages = std::max<std::size_t>(1, (apex_of.size() + 1) / 2);
    page.next = number < *page.pages ? number + 1 : 0;
    std::size_t at = 0;
    for (const auto& [id, text] : apex_of) {
      if (at / 2 + 1 == number) page.items.push_back({name(text), id});
      ++at;
    }
    return page;
  }

  std::string search(std::vector<ZoneWish> wishes) const {
    const auto found = search_zones(*this, {std::move(wishes)});
    if (!found) return found.error().message;
    std::string ids;
    for (const auto& zone : *found) ids += zone.apex.display() + '=' + zone.id + ' ';
    return ids;
  }

  /// What was asked since the last call of it. Pages come first, by number: they are asked for side
  /// by side.
  std::string calls() const {
    std::string text;
    for (const auto number : std::exchange(pages_, {})) text += fmt::format("page {}, ", number);
    return text + std::exchange(lookups_, {});
  }

 private:
  mutable std::mutex mutex_;
  mutable std::multiset<std::size_t> pages_;
  mutable std::string lookups_;
};

void fill(Account& account, std::size_t zones) {
  for (std::size_t i = 0; i < zones; ++i) {
    account.apex_of[fmt::format("{:03}", i)] = fmt::format("z{}.example", i);
  }
}

std::vector<ZoneWish> wishes_for(std::size_t domains) {
  std::vector<ZoneWish> wishes;
  for (std::size_t i = 0; i < domains; ++i) wishes.push_back({name(fmt::format("z{}.example", i))});
  return wishes;
}

}  // namespace

TEST_CASE("a zone can lie at a domain and at what is above it, down to two labels") {
  const ZoneQuery query{{{name("a.b.example.com")},
                         {name("example.com")},
                         {name("x.y.example.org"), name("example.org")},
                         {name("z.example.net"), name("example.net"), "id"},
                         {name("z.example.net"), {}, "id"}}};
  const std::vector expected{name("example.com"), name("b.example.com"), name("a.b.example.com"),
                             name("example.org")};
  CHECK(possible_apexes(query) == expected);
}

TEST_CASE("nothing asked for costs no call") {
  const Account account;
  CHECK(account.search({}).empty());
  CHECK(account.calls().empty());
}

TEST_CASE("one possible zone is looked up by its name") {
  Account account;
  fill(account, 9);
  CHECK(account.search({{name("z3.example")}}) == "z3.example=003 ");
  CHECK(account.search({{name("www.z4.example"), name("z4.example")}}) == "z4.example=004 ");
  CHECK(account.search({{name("absent.example")}}).empty());
  CHECK(account.calls() == "name z3.example, name z4.example, name absent.example, ");
}

TEST_CASE("a small account is listed") {
  Account account;
  fill(account, 5);
  CHECK(account.search(wishes_for(2)) ==
        "z0.example=000 z1.example=001 z2.example=002 z3.example=003 z4.example=004 ");
  CHECK(account.calls() == "page 1, page 2, page 3, ");
}

TEST_CASE("few domains of a large account are looked up by name once its size is known") {
  Account account;
  fill(account, 7);  // 4 pages
  CHECK(account.search(wishes_for(2)) == "z0.example=000 z1.example=001 ");
  CHECK(account.calls() == "page 1, name z0.example, name z1.example, ");
  CHECK(account.search(wishes_for(3)).size() == 7 * 15);
  CHECK(account.calls() == "page 1, page 2, page 3, page 4, ");
}

TEST_CASE("a zone with name and id is taken at its word") {
  const Account account;
  CHECK(account.search({{name("www.example.com"), name("example.com"), "77"}}) ==
        "example.com=77 ");
  CHECK(account.calls().empty());
}

TEST_CASE("an id alone costs one call, and none when the zone was found anyway") {
  Account account;
  fill(account, 2);
  CHECK(account.search({{name("www.z0.example"), {}, "000"}}) == "z0.example=000 ");
  CHECK(account.search({{name("www.z0.example"), {}, "999"}}).empty());
  CHECK(account.calls() == "id 000, id 999, ");
  CHECK(account.search(
            {{name("z0.example")}, {name("z1.example"), {}, "001"}, {name("z2.example")}}) ==
        "z0.example=000 z1.example=001 ");
  CHECK(account.calls() == "page 1, ");
}

TEST_CASE("zones of one name are all found, each once") {
  Account account;
  account.apex_of = {{"1", "example.com"}, {"2", "example.com"}};
  CHECK(account.search({{name("example.com")}, {name("example.com"), {}, "2"}}) ==
        "example.com=1 example.com=2 ");
}

TEST_CASE("what an API says against a call is the answer") {
  Account account;
  account.failure = Error{ErrorKind::refused, "no"};
  CHECK(account.search(wishes_for(1)) == "no");
  CHECK(account.search(wishes_for(2)) == "no");
  CHECK(account.search({{name("a.example"), {}, "1"}}) == "no");
}
