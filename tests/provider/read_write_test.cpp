#include "provider/read_write.h"

#include "support/zone_text.h"

#include <doctest/doctest.h>

using namespace dnsward;
using test::name;
using test::txt;

namespace {

RRset txt_set(std::vector<Rdata> values, std::uint32_t ttl = 300) {
  RRset rrset{{name("example.com"), RRType::txt}, ttl, std::move(values)};
  normalize(rrset);
  return rrset;
}

Change change_of(std::optional<RRset> before, std::optional<RRset> after) {
  return {.key = {name("example.com"), RRType::txt},
          .before = std::move(before),
          .after = std::move(after)};
}

}  // namespace

TEST_CASE("a filter wants its owners, and each NS and DNAME") {
  const NameFilter filter{{name("a.example"), name("c.example")}};
  CHECK(is_wanted(filter, {name("a.example"), RRType::txt}));
  CHECK(is_wanted(filter, {name("c.example"), RRType::a}));
  CHECK_FALSE(is_wanted(filter, {name("b.example"), RRType::txt}));
  CHECK(is_wanted(filter, {name("b.example"), RRType::ns}));
  CHECK(is_wanted(filter, {name("b.example"), RRType::dname}));
}

TEST_CASE("a replacement is one move, and the rest are additions and removals") {
  auto change = change_of(txt_set({txt("old"), txt("kept"), txt("gone")}),
                          txt_set({txt("new"), txt("kept"), txt("more")}));
  change.fates = {{Fate::replaced, txt("new"), txt("old")}, {Fate::added, txt("more")}};
  const auto moves = moves_of(change);
  CHECK(moves.replaced == std::vector<ValueMoves::Replacement>{{txt("old"), txt("new")}});
  CHECK(moves.added == std::vector{txt("more")});
  CHECK(moves.removed == std::vector{txt("gone")});
  CHECK(moves.kept == std::vector{txt("kept")});
  CHECK_FALSE(moves.ttl);
}

TEST_CASE("a fate that does not fit the values is not believed") {
  auto change = change_of(txt_set({txt("a")}), txt_set({txt("a"), txt("b")}));
  change.fates = {{Fate::replaced, txt("b"), txt("a")},
                  {Fate::replaced, txt("b"), txt("x")},
                  {Fate::replaced, txt("c"), txt("a")},
                  {Fate::replaced, txt("b")}};
  const auto moves = moves_of(change);
  CHECK(moves.replaced.empty());
  CHECK(moves.added == std::vector{txt("b")});
  CHECK(moves.kept == std::vector{txt("a")});
}

TEST_CASE("a TTL changes only in an RRset that stays") {
  CHECK(moves_of(change_of(txt_set({txt("a")}), txt_set({txt("a")}, 60))).ttl == 60);
  CHECK_FALSE(moves_of(change_of({}, txt_set({txt("a")}, 60))).ttl);
  CHECK_FALSE(moves_of(change_of(txt_set({txt("a")}), {})).ttl);
}

TEST_CASE("a `before` holds when the RRset is there with the same TTL and values") {
  const std::vector now{txt_set({txt("a")})};
  const auto apex = name("example.com");
  const auto holds = [&](const Change& change) {
    return check_before(apex, now, std::vector{change}).has_value();
  };
  CHECK(holds(change_of(txt_set({txt("a")}), {})));
  CHECK_FALSE(holds(change_of(txt_set({txt("a")}, 60), {})));
  CHECK_FALSE(holds(change_of(txt_set({txt("a"), txt("b")}), {})));
  CHECK_FALSE(holds(change_of({}, txt_set({txt("a")}))));
  const auto told = check_before(apex, {}, std::vector{change_of(txt_set({txt("a")}), {})});
  REQUIRE_FALSE(told);
  CHECK(told.error().kind == ErrorKind::changed);
  CHECK(told.error().message == "zone example.com changed since it was read");
  CHECK(told.error().notes == std::vector<Note>{{"example.com. TXT is not as it was"}});
}

TEST_CASE("only TXT, CNAME and MX within the zone are written; any type may go or stay") {
  const auto opaque = Rdata(OpaqueData{"192.0.2.1"});
  const auto check = [](const char* apex, const Change& change) {
    const auto done = check_writable(name(apex), std::vector{change});
    return done ? std::string("fine") : done.error().message;
  };
  CHECK(check("example.com", change_of({}, txt_set({txt("a")}))) == "fine");
  CHECK(check("example.com", change_of(txt_set({opaque}), {})) == "fine");
  CHECK(check("example.com", change_of(txt_set({opaque}), txt_set({opaque, txt("a")}))) == "fine");
  CHECK(check("example.com", change_of({}, txt_set({opaque}))) ==
        "cannot write example.com. TXT: only TXT, CNAME and MX are written");
  CHECK(check("example.org", change_of({}, txt_set({txt("a")}))) ==
        "example.com. TXT is not in the zone example.org");
}
