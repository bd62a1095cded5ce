#include "cli/values.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <map>
#include <random>
#include <string>
#include <tuple>

using namespace dnsward;

namespace {

DomainName name(std::string_view text) {
  return DomainName::parse(text).value();
}

}  // namespace

TEST_CASE("durations are hours, minutes and seconds in that order") {
  using std::chrono::seconds;
  CHECK(parse_duration("1s") == seconds(1));
  CHECK(parse_duration("90s") == seconds(90));
  CHECK(parse_duration("15m") == seconds(900));
  CHECK(parse_duration("1h") == seconds(3600));
  CHECK(parse_duration("1h30m") == seconds(5400));
  CHECK(parse_duration("1h0m5s") == seconds(3605));
  CHECK(parse_duration("1000h") == seconds(3'600'000));
  for (const auto* wrong : {"",
                            "0s",
                            "0h0m",
                            "15",
                            "m",
                            "1m1h",
                            "1m1m",
                            "1h30",
                            "-1s",
                            "+1s",
                            "1.5h",
                            " 1s",
                            "1s ",
                            "1S",
                            "1d",
                            "1001h",
                            "1000h1s",
                            "99999999999999999999s",
                            "4294967296s",
                            "1ms",
                            "h1m"}) {
    CAPTURE(wrong);
    CHECK_FALSE(parse_duration(wrong).has_value());
  }
}

TEST_CASE("every duration up to the limit is read back from its spelling") {
  std::mt19937_64 random(7);
  for (int i = 0; i < 20'000; ++i) {
    const auto total = 1 + random() % 3'599'999;
    const auto text = fmt::format("{}h{}m{}s", total / 3600, total / 60 % 60, total % 60);
    REQUIRE(parse_duration(text) == std::chrono::seconds(total));
    REQUIRE(parse_duration(fmt::format("{}s", total)) == std::chrono::seconds(total));
  }
}

TEST_CASE("numbers are digits alone and within their bounds") {
  CHECK(parse_number("1", 1, 256) == 1U);
  CHECK(parse_number("256", 1, 256) == 256U);
  for (const auto* wrong : {"", "0", "257", "-1", "+1", "1 ", " 1", "0x1", "1e2", "4294967297"}) {
    CAPTURE(wrong);
    CHECK_FALSE(parse_number(wrong, 1, 256).has_value());
  }
}

TEST_CASE("a share has an index below its count") {
  CHECK(parse_shard("0/1") == Shard{0, 1});
  CHECK(parse_shard("3/4") == Shard{3, 4});
  CHECK(parse_shard("0/4294967295") == Shard{0, 4294967295U});
  for (const auto* wrong :
       {"", "/", "0", "0/", "/4", "4/4", "0/0", "-1/4", "1/-4", "1/4/8", "a/b"}) {
    CAPTURE(wrong);
    CHECK_FALSE(parse_shard(wrong).has_value());
  }
}

TEST_CASE("the hash is FNV-1a with 64 bits, as its authors publish it") {
  CHECK(fnv1a_64("") == 0xcbf29ce484222325ULL);
  CHECK(fnv1a_64("a") == 0xaf63dc4c8601ec8cULL);
  CHECK(fnv1a_64("foobar") == 0x85944171f73967e8ULL);
}

TEST_CASE("a domain's share never depends on how its name is spelled") {
  // These numbers are promised: a change of them would move domains between running timers.
  CHECK(fnv1a_64(name("example.com").display()) == fnv1a_64("example.com"));
  for (const auto* spelling : {"müller.example", "MÜLLER.example.", "xn--mller-kva.example"}) {
    const auto index = static_cast<std::uint32_t>(fnv1a_64("xn--mller-kva.example") % 8);
    CHECK(is_in(Shard{index, 8}, name(spelling)));
  }
}

TEST_CASE("every domain is in exactly one share, and shares are even") {
  std::mt19937_64 random(11);
  constexpr std::uint32_t count = 16;
  std::map<std::uint32_t, int> sizes;
  for (int i = 0; i < 20'000; ++i) {
    const auto domain = name(fmt::format("customer-{}.example", random()));
    int homes = 0;
    for (std::uint32_t index = 0; index < count; ++index) {
      if (!is_in(Shard{index, count}, domain)) continue;
      ++homes;
      ++sizes[index];
    }
    REQUIRE(homes == 1);
  }
  for (const auto& [index, size] : sizes) {
    CAPTURE(index);
    CHECK(size > 1100);
    CHECK(size < 1400);
  }
}
