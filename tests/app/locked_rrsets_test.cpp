#include "app/locked_rrsets.h"

#include "support/zone_text.h"

#include <doctest/doctest.h>

using namespace dnsward;
using test::name;
using test::txt;

namespace {

std::optional<RRset> apex(std::vector<Rdata> values, std::uint32_t ttl = 300) {
  RRset rrset{{name("example.com"), RRType::txt}, ttl, std::move(values)};
  normalize(rrset);
  return rrset;
}

/// Whether a lock of the values (none: of the RRset) lets the change pass.
bool passes(std::vector<Rdata> locked, std::optional<RRset> before, std::optional<RRset> after) {
  const RRsetKey key{name("example.com"), RRType::txt};
  Plan plan;
  plan.changes.push_back({.key = key,
                          .before = std::move(before),
                          .after = std::move(after),
                          .domain = name("example.com")});
  refuse_locked(plan, std::vector{LockedRRset{key, "somebody manages it", std::move(locked)}});
  CHECK(plan.conflicts.size() == (plan.changes.empty() ? 1 : 0));
  return !plan.changes.empty();
}

}  // namespace

TEST_CASE("a locked RRset takes no change at all") {
  CHECK_FALSE(passes({}, apex({txt("a")}), apex({txt("a"), txt("b")})));
  CHECK_FALSE(passes({}, apex({txt("a")}), {}));
}

TEST_CASE("beside a locked value others come and go") {
  CHECK(passes({txt("spf")}, apex({txt("spf")}), apex({txt("spf"), txt("token")})));
  CHECK(passes({txt("spf")}, apex({txt("spf"), txt("old")}), apex({txt("spf")})));
}

TEST_CASE("a locked value neither goes nor gets another TTL") {
  CHECK_FALSE(passes({txt("spf")}, apex({txt("spf"), txt("a")}), apex({txt("a")})));
  CHECK_FALSE(passes({txt("a"), txt("spf")}, apex({txt("spf"), txt("a")}), apex({txt("a")})));
  CHECK_FALSE(passes({txt("spf")}, apex({txt("spf")}), {}));
  CHECK_FALSE(passes({txt("spf")}, apex({txt("spf")}), apex({txt("spf")}, 60)));
}
