#include "dns/rdata.h"

#include "dns/presentation.h"

#include <doctest/doctest.h>

using namespace dnsward;

namespace {

DomainName name(std::string_view text) {
  return DomainName::parse(text).value();
}

Result<Rdata> parsed(RRType type, std::string_view presentation) {
  return parse_rdata(type, presentation, name("example.com"));
}

}  // namespace

TEST_CASE("RDATA is shown in canonical presentation format") {
  CHECK(to_text(TxtData{"v=spf1 ~all"}) == "\"v=spf1 ~all\"");
  CHECK(to_text(CnameData{name("Mail.example.net")}) == "mail.example.net.");
  CHECK(to_text(MxData{10, name("mx.example.com")}) == "10 mx.example.com.");
  CHECK(to_text(MxData{0, DomainName()}) == "0 .");
  CHECK(to_text(OpaqueData{"192.0.2.1"}) == "192.0.2.1");
}

TEST_CASE("the wire size counts a length octet for each string begun, and whole names") {
  CHECK(wire_size(TxtData{""}) == 1);
  CHECK(wire_size(TxtData{"a"}) == 2);
  CHECK(wire_size(TxtData{std::string(255, 'a')}) == 256);
  CHECK(wire_size(TxtData{std::string(256, 'a')}) == 258);
  CHECK(wire_size(TxtData{std::string(510, 'a')}) == 512);
  CHECK(wire_size(TxtData{std::string(511, 'a')}) == 514);
  CHECK(wire_size(TxtData{std::string(65279, 'a')}) == 65535);
  CHECK(wire_size(CnameData{name("example.com")}) == 13);
  CHECK(wire_size(CnameData{DomainName()}) == 1);
  CHECK(wire_size(MxData{10, name("example.com")}) == 15);
  CHECK(wire_size(OpaqueData{"192.0.2.1"}) == 0);
}

TEST_CASE("values of one type sort by their octets, names canonically") {
  CHECK(Rdata{TxtData{"a"}} < Rdata{TxtData{"b"}});
  CHECK(Rdata{TxtData{"a"}} < Rdata{TxtData{"\xFF"}});
  CHECK(Rdata{MxData{10, name("b.example")}} < Rdata{MxData{20, name("a.example")}});
  CHECK(Rdata{CnameData{name("example")}} < Rdata{CnameData{name("a.example")}});
}

TEST_CASE("CNAME and MX names stand below the origin unless they are absolute") {
  CHECK(parsed(RRType::cname, "mail").value() == Rdata{CnameData{name("mail.example.com")}});
  CHECK(parsed(RRType::cname, " Mail.Example.NET. ").value() ==
        Rdata{CnameData{name("mail.example.net")}});
  CHECK(parsed(RRType::cname, "@").value() == Rdata{CnameData{name("example.com")}});
  CHECK(parsed(RRType::cname, R"(a\ b)").value() == Rdata{CnameData{name("a b.example.com")}});
  CHECK(parsed(RRType::mx, "10\tmx").value() == Rdata{MxData{10, name("mx.example.com")}});
  CHECK(parsed(RRType::mx, "0 .").value() == Rdata{MxData{0, DomainName()}});
  CHECK(parsed(RRType::mx, "65535 mx.example.net.").value() ==
        Rdata{MxData{65535, name("mx.example.net")}});
}

TEST_CASE("RDATA with too few or too many parts is refused") {
  CHECK(parsed(RRType::cname, "").error().message ==
        "RDATA \"\" is not one domain name, as CNAME needs");
  CHECK(parsed(RRType::cname, "a b").error().message ==
        "RDATA \"a b\" is not one domain name, as CNAME needs");
  CHECK(parsed(RRType::mx, "mx.example.com.").error().message ==
        "RDATA \"mx.example.com.\" is not a preference and a domain name, as MX needs");
  CHECK(parsed(RRType::mx, "10 mx 20").error().message ==
        "RDATA \"10 mx 20\" is not a preference and a domain name, as MX needs");
}

TEST_CASE("an MX preference is a number of 16 bits") {
  for (const std::string preference : {"65536", "-1", "+1", "x", "1x", "\"10\"", "0x10"}) {
    CHECK(parsed(RRType::mx, preference + " mx").error().message ==
          "MX preference \"" + preference + "\" is no number from 0 to 65535");
  }
}

TEST_CASE("a bad name in RDATA is refused as a name") {
  CHECK(parsed(RRType::cname, "a..b").error().message == "domain name \"a..b\" has an empty label");
  CHECK(parsed(RRType::mx, "10 a..b").error().message == "domain name \"a..b\" has an empty label");
  CHECK(parsed(RRType::cname, "\"mail.example.net.\"").error().message ==
        "domain name \"mail.example.net.\" stands in quotes");
  CHECK(parsed(RRType::cname, "\"mail.example.net.\"").error().hint == "remove the quotes");
}
