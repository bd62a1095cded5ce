#include "dns/presentation.h"

#include <doctest/doctest.h>

using namespace dnsward;

namespace {

std::string opaque(RRType type, std::string_view presentation) {
  return std::get<OpaqueData>(parse_rdata(type, presentation, DomainName()).value()).presentation;
}

constexpr RRType svcb{64};
constexpr RRType caa{257};
constexpr RRType private_use{65280};

}  // namespace

TEST_CASE("other types keep their text, with one blank between tokens") {
  CHECK(opaque(RRType::a, "192.0.2.1") == "192.0.2.1");
  CHECK(opaque(RRType::soa, "  ns1.example.  host.example.\t1 2\r\n 3  4 5 ") ==
        "ns1.example. host.example. 1 2 3 4 5");
  CHECK(opaque(RRType::ns, "NS1.Example.") == "NS1.Example.");
  CHECK(opaque(private_use, "").empty());
}

TEST_CASE("quoted tokens stay quoted, and their blanks stay as they are") {
  CHECK(opaque(caa, "0   issue  \"letsencrypt.org;  a=b\"") == "0 issue \"letsencrypt.org;  a=b\"");
  CHECK(opaque(RRType::spf, R"("a""b\"  c")") == R"("a" "b\"  c")");
  CHECK(opaque(svcb, "1  .   alpn=\"h2  h3\"   port=443") == "1 . alpn=\"h2  h3\" port=443");
  CHECK(opaque(private_use, R"(a\  b)") == R"(a\  b)");
}

TEST_CASE("generic RDATA of a type that we do not read stays text") {
  CHECK(opaque(private_use, "\\#  4   0a00 0001") == "\\# 4 0a00 0001");
}

TEST_CASE("tokens that do not end are refused") {
  CHECK(parse_rdata(caa, "0 issue \"ca.example", DomainName()).error().message ==
        "quoted string \"ca.example has no closing quote");
  CHECK(parse_rdata(caa, "0 issue ca\\", DomainName()).error().message ==
        R"(escape "\" has nothing after the backslash)");
  CHECK(parse_rdata(svcb, "1 . alpn=\"h2", DomainName()).error().message ==
        "quoted string \"h2 has no closing quote");
}
