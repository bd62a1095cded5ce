#include "dns/rfc3597.h"

#include "dns/generate.h"
#include "dns/presentation.h"

#include <doctest/doctest.h>

using namespace dnsward;
using test::Random;

namespace {

Result<Rdata> parsed(RRType type, std::string_view presentation) {
  return parse_rdata(type, presentation, DomainName::parse("example.com").value());
}

std::string problem(RRType type, std::string_view presentation) {
  const auto rdata = parsed(type, presentation);
  return rdata ? "parsed as " + to_text(*rdata) : rdata.error().message;
}

std::string generic(Random& random, std::string_view octets) {
  constexpr std::string_view lower = "0123456789abcdef";
  constexpr std::string_view upper = "0123456789ABCDEF";
  std::string text = "\\# " + std::to_string(octets.size()) + ' ';
  for (const char c : octets) {
    const auto value = static_cast<unsigned char>(c);
    const auto digits = random.one_in(2) ? lower : upper;
    text += {digits[value / 16], digits[value % 16]};
    if (random.one_in(6)) text += random.one_in(2) ? " " : "\t\n";
  }
  return text;
}

}  // namespace

TEST_CASE("only a first token of backslash and hash makes RDATA generic") {
  CHECK(is_generic_rdata("\\# 0"));
  CHECK(is_generic_rdata(" \t\\#"));
  CHECK_FALSE(is_generic_rdata("\\#0"));
  CHECK_FALSE(is_generic_rdata("\"\\#\" 0"));
  CHECK_FALSE(is_generic_rdata("a \\# 0"));
  CHECK_FALSE(is_generic_rdata(""));
}

TEST_CASE("generic TXT, CNAME and MX are read as what they are") {
  CHECK(parsed(RRType::txt, "\\# 3 02 4142").value() == Rdata{TxtData{"AB"}});
  CHECK(parsed(RRType::txt, "\\# 5 0141 00 0142").value() == Rdata{TxtData{"AB"}});
  CHECK(parsed(RRType::txt, "\\# 1 00").value() == Rdata{TxtData{""}});
  CHECK(to_text(parsed(RRType::cname, "\\# 6 025757 0141 00").value()) == "ww.a.");
  CHECK(to_text(parsed(RRType::mx, "\\# 6 000A 024D58 00").value()) == "10 mx.");
  CHECK(to_text(parsed(RRType::mx, "\\# 3 FFFF 00").value()) == "65535 .");
}

TEST_CASE("generic RDATA whose length is wrong is refused") {
  CHECK(problem(RRType::txt, "\\#") == "length \"\" of generic RDATA is no number from 0 to 65535");
  CHECK(problem(RRType::txt, "\\# x 00") ==
        "length \"x\" of generic RDATA is no number from 0 to 65535");
  CHECK(problem(RRType::txt, "\\# 65536 00") ==
        "length \"65536\" of generic RDATA is no number from 0 to 65535");
  CHECK(problem(RRType::txt, "\\# 4 024142") == "generic RDATA states 4 octets and has 3");
  CHECK(problem(RRType::txt, "\\# 2 024142") == "generic RDATA states 2 octets and has 3");
}

TEST_CASE("generic RDATA that is not hexadecimal is refused") {
  CHECK(problem(RRType::txt, "\\# 1 0g") == "\"g\" in generic RDATA is no hexadecimal digit");
  CHECK(problem(RRType::txt, "\\# 1 0") == "generic RDATA has an odd number of hexadecimal digits");
}

TEST_CASE("octets that the type can't have are refused") {
  CHECK(problem(RRType::txt, "\\# 0") == "TXT in generic RDATA has no character-string");
  CHECK(problem(RRType::txt, "\\# 2 0241") ==
        "character-string in generic RDATA states 2 octets and has 1");
  CHECK(problem(RRType::cname, "\\# 0") == "domain name in wire form is cut off");
  CHECK(problem(RRType::cname, "\\# 2 C00C") == "domain name in wire form is compressed");
  CHECK(problem(RRType::cname, "\\# 2 0000") ==
        "domain name in wire form is followed by 1 more octets");
  CHECK(problem(RRType::mx, "\\# 1 00") == "MX in generic RDATA has no preference");
  CHECK(problem(RRType::mx, "\\# 2 000A") == "domain name in wire form is cut off");
}

TEST_CASE("random values are read back from their generic form") {
  Random random(40);
  for (int i = 0; i < 20000; ++i) {
    std::string bytes;
    std::string wire;
    for (std::size_t strings = 1 + random.below(3); strings > 0; --strings) {
      const auto string = test::random_octets(random, random.one_in(50) ? 255 : random.below(9));
      wire += static_cast<char>(string.size());
      wire += string;
      bytes += string;
    }
    REQUIRE(parsed(RRType::txt, generic(random, wire)).value() == Rdata{TxtData{bytes}});
    const auto name = test::random_wire_name(random, true);
    const auto target = DomainName::from_wire(name).value();
    REQUIRE(parsed(RRType::cname, generic(random, name)).value() == Rdata{CnameData{target}});
    REQUIRE(parsed(RRType::mx, generic(random, std::string("\1\2") + name)).value() ==
            Rdata{MxData{258, target}});
  }
}
