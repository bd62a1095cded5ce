#include "dns/rrset.h"

#include "dns/generate.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace dnsward;

namespace {

RRsetKey key(std::string_view owner, RRType type) {
  return {DomainName::parse(owner).value(), type};
}

}  // namespace

TEST_CASE("a key is shown as owner and type") {
  CHECK(to_text(key("_dmarc.Example.com", RRType::txt)) == "_dmarc.example.com. TXT");
  CHECK(to_text(key(".", RRType{65280})) == ". TYPE65280");
}

TEST_CASE("keys sort by owner in canonical order, then by type number") {
  CHECK(key("example", RRType::txt) < key("a.example", RRType::a));
  CHECK(key("example", RRType::a) < key("example", RRType::ns));
  CHECK(key("example", RRType::mx) < key("example", RRType::txt));
}

TEST_CASE("normalizing sorts the values and keeps each once") {
  RRset rrset{key("example", RRType::txt), 300, {TxtData{"b"}, TxtData{"a"}, TxtData{"b"}}};
  normalize(rrset);
  CHECK(rrset.rdata == std::vector<Rdata>{TxtData{"a"}, TxtData{"b"}});
  CHECK(rrset.ttl == 300);
}

TEST_CASE("the order in which values came does not matter after normalizing") {
  test::Random random(20);
  for (int i = 0; i < 20000; ++i) {
    RRset first{key("example", RRType::txt), 300, {}};
    for (std::size_t left = random.below(6); left > 0; --left) {
      first.rdata.emplace_back(TxtData{test::random_octets(random, random.below(2))});
    }
    RRset second = first;
    random.shuffle(second.rdata);
    if (!first.rdata.empty()) second.rdata.push_back(random.pick(first.rdata));
    normalize(first);
    normalize(second);
    REQUIRE(first == second);
    REQUIRE(std::is_sorted(first.rdata.begin(), first.rdata.end()));
    REQUIRE(std::adjacent_find(first.rdata.begin(), first.rdata.end()) == first.rdata.end());
  }
}

TEST_CASE("an RRset is found by its key and only by it") {
  std::vector<RRset> rrsets{{key("example", RRType::soa), 1, {}},
                            {key("example", RRType::txt), 2, {}},
                            {key("a.example", RRType::cname), 3, {}}};
  for (const auto& rrset : rrsets) {
    const auto* const found = find(rrsets, rrset.key);
    REQUIRE(found != nullptr);
    CHECK(found->ttl == rrset.ttl);
  }
  CHECK(find(rrsets, key("example", RRType::mx)) == nullptr);
  CHECK(find(rrsets, key("z.example", RRType::txt)) == nullptr);
  CHECK(find(rrsets, key(".", RRType::txt)) == nullptr);
  CHECK(find({}, key("example", RRType::txt)) == nullptr);
}
