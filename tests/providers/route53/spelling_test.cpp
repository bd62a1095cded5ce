#include "providers/route53/spelling.h"

#include "fakes/route53_names.h"
#include "fakes/route53_txt.h"
#include "support/zone_text.h"

#include <doctest/doctest.h>

#include <random>

using namespace dnsward;
using namespace dnsward::route53;
using test::name;

namespace {

std::string octets_of(std::string_view value) {
  const auto rdata = decode_value(RRType::txt, value);
  return std::get<TxtData>(rdata).bytes;
}

std::string spelt(std::string octets) {
  return encode_value(TxtData{std::move(octets)});
}

}  // namespace

TEST_CASE("names are listed in octal, and read back") {
  CHECK(decode_name("\\052._report._dmarc.example.com.") == name("*._report._dmarc.example.com"));
  CHECK(decode_name("EXAMPLE.com") == name("example.com"));
  CHECK(decode_name("a\\056b.example.com.") == name("a\\046b.example.com"));
  CHECK(decode_name("\\100.example.com.") == name("\\064.example.com"));
  CHECK(decode_name(".") == DomainName());
  CHECK(encode_name(name("*.example.com")) == "\\052.example.com.");
  CHECK(encode_name(name("_dmarc.a-b.example.com")) == "_dmarc.a-b.example.com.");
  CHECK(encode_name(name("a\\046b.example.com")) == "a\\056b.example.com.");
  CHECK(encode_name(DomainName()) == ".");
}

TEST_CASE("what is no name is an error, not another name") {
  CHECK_FALSE(decode_name("a..b."));
  CHECK_FALSE(decode_name(std::string(64, 'a') + ".example."));
  CHECK_FALSE(decode_name(std::string(100, '.')));
}

TEST_CASE("every spelling of a TXT value is read") {
  CHECK(octets_of(R"("v=spf1 -all")") == "v=spf1 -all");
  CHECK(octets_of(R"("abc""def")") == "abcdef");
  CHECK(octets_of(R"(  "abc"   "def" )") == "abcdef");
  CHECK(octets_of(R"("a\"b\\c")") == R"(a"b\c)");
  CHECK(octets_of(R"("\303\251\064")") == "\303\2514");
  CHECK(octets_of(R"("")").empty());
  CHECK(octets_of(R"("\400")") == "400");
  CHECK(octets_of("unquoted") == "unquoted");
  CHECK(octets_of(R"("open)") == R"("open)");
}

TEST_CASE("a TXT value is written in quoted strings, octal where it is not printable") {
  CHECK(spelt("v=spf1 -all") == R"("v=spf1 -all")");
  CHECK(spelt("") == R"("")");
  CHECK(spelt(R"(a"b\c)") == R"("a\"b\\c")");
  CHECK(spelt("\303\251\n") == R"("\303\251\012")");
  const std::string x(255, 'x');
  CHECK(spelt(x + "yz") == '"' + x + R"(" "yz")");
  CHECK(spelt(std::string(254, 'x') + '"') == '"' + std::string(254, 'x') + R"(" "\"")");
  CHECK(spelt(std::string(3953, 'x')).size() == 4000);
}

TEST_CASE("any octets survive, and an independent reader agrees") {
  std::mt19937 random(4);
  for (int turn = 0; turn < 20'000; ++turn) {
    std::string octets(random() % 600, '\0');
    for (auto& octet : octets) {
      octet = random() % 4 == 0 ? static_cast<char>(random() % 256)
                                : static_cast<char>('a' + random() % 26);
    }
    const auto value = spelt(octets);
    REQUIRE(octets_of(value) == octets);
    REQUIRE(fake::r53::txt_octets(value) == octets);
    REQUIRE(fake::r53::txt_problem(value, {}) == fake::r53::TxtProblem::none);
    REQUIRE(repaired(TxtData{octets}, value) == value);
  }
}

TEST_CASE("hosts are read with and without the final dot, and anything else as it stands") {
  CHECK(decode_value(RRType::cname, "Target.Example.net") ==
        Rdata(CnameData{name("target.example.net")}));
  CHECK(decode_value(RRType::mx, "10  Mail.example.net.") ==
        Rdata(MxData{10, name("mail.example.net")}));
  CHECK(decode_value(RRType::mx, "ten mail.example.net.") ==
        Rdata(OpaqueData{"ten mail.example.net."}));
  CHECK(decode_value(RRType::mx, "70000 mail.example.net.") ==
        Rdata(OpaqueData{"70000 mail.example.net."}));
  CHECK(decode_value(RRType::a, "192.0.2.1") == Rdata(OpaqueData{"192.0.2.1"}));
  CHECK(encode_value(MxData{10, name("mail.example.net")}) == "10 mail.example.net.");
  CHECK(encode_value(CnameData{name("a.example.net")}) == "a.example.net.");
}

TEST_CASE("adjacent strings get the blank without which they are not taken back") {
  const auto repair = [](const std::string& value) {
    return repaired(decode_value(RRType::txt, value), value);
  };
  CHECK(repair(R"("abc""def")") == R"("abc" "def")");
  CHECK(repair(R"("a""b""c" "d")") == R"("a" "b" "c" "d")");
  CHECK(repair(R"("a\"" "b")") == R"("a\"" "b")");
  CHECK(repair(R"("\"""")") == R"("\"" "")");
  CHECK(repaired(OpaqueData{"x"}, R"(""")") == R"(""")");
}
