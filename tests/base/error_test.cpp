#include "base/error.h"

#include "base/result.h"

#include <doctest/doctest.h>

#include <utility>

using namespace dnsward;

namespace {

Error no_zone() {
  return Error{ErrorKind::not_found, "no zone holds \"a.example\"", "name the zone"};
}

Result<int> half(int whole) {
  if (whole % 2 != 0) return fail(ErrorKind::config, "the number is odd", "double it");
  return whole / 2;
}

Result<int> quarter(int whole) {
  auto once = half(whole);
  if (!once) return fail(std::move(once.error()).within("halving once"));
  return half(*once);
}

}  // namespace

TEST_CASE("a position is shown as file, line and column, without the parts that are unknown") {
  CHECK(to_text(SourcePos{"dnsward.toml", 12, 3}) == "dnsward.toml:12:3");
  CHECK(to_text(SourcePos{"dnsward.toml", 12, 0}) == "dnsward.toml:12");
  CHECK(to_text(SourcePos{"dnsward.toml", 0, 0}) == "dnsward.toml");
  CHECK(to_text(SourcePos{"dnsward.toml", 0, 3}) == "dnsward.toml");
  CHECK(to_text(SourcePos{"a", 4294967295, 4294967295}) == "a:4294967295:4294967295");
}

TEST_CASE("positions sort by file, then line, then column") {
  CHECK(SourcePos{"a", 9, 9} < SourcePos{"b", 1, 1});
  CHECK(SourcePos{"a", 9, 9} < SourcePos{"a", 10, 1});
  CHECK(SourcePos{"a", 9, 9} < SourcePos{"a", 9, 10});
  CHECK(SourcePos{"a", 9, 9} == SourcePos{"a", 9, 9});
}

TEST_CASE("what was being done is added innermost first") {
  const Error error = no_zone().within("reading zone a.example").within("planning");
  CHECK(error.context == std::vector<std::string>{"reading zone a.example", "planning"});
  CHECK(error.kind == ErrorKind::not_found);
  CHECK(error.message == "no zone holds \"a.example\"");
  CHECK(error.hint == "name the zone");
}

TEST_CASE("what two layers say of the same work is kept once") {
  const Error error =
      no_zone().within("reading zone a").within("reading zone a").within("planning");
  CHECK(error.context == std::vector<std::string>{"reading zone a", "planning"});
}

TEST_CASE("the first known place of an error stays") {
  const Error error = no_zone().at({"inner.toml", 2, 1}).at({"outer.toml", 1, 1});
  REQUIRE(error.where.has_value());
  CHECK(*error.where == SourcePos{"inner.toml", 2, 1});
}

TEST_CASE("errors are equal when all their parts are") {
  CHECK(no_zone() == no_zone());
  CHECK(no_zone() != no_zone().within("planning"));
  CHECK(no_zone() != no_zone().at({"a", 1, 1}));
  Error noted = no_zone();
  noted.notes.push_back({"first defined here", SourcePos{"a", 1, 1}, "[a]"});
  CHECK(noted != no_zone());
}

TEST_CASE("a result is a value or an error that passes through callers") {
  CHECK(quarter(8).value() == 2);
  CHECK(quarter(6).error() == Error{ErrorKind::config, "the number is odd", "double it"});
  CHECK(quarter(3).error().context == std::vector<std::string>{"halving once"});
}
