#include "dns/rr_type.h"

#include "base/text.h"

#include <doctest/doctest.h>

using namespace dnsward;

TEST_CASE("mnemonics and numbers agree with the IANA registry") {
  const std::vector<std::pair<int, std::string>> known{
      {1, "A"},       {2, "NS"},      {5, "CNAME"},     {6, "SOA"},         {12, "PTR"},
      {13, "HINFO"},  {15, "MX"},     {16, "TXT"},      {17, "RP"},         {18, "AFSDB"},
      {24, "SIG"},    {25, "KEY"},    {28, "AAAA"},     {29, "LOC"},        {33, "SRV"},
      {35, "NAPTR"},  {36, "KX"},     {37, "CERT"},     {39, "DNAME"},      {42, "APL"},
      {43, "DS"},     {44, "SSHFP"},  {45, "IPSECKEY"}, {46, "RRSIG"},      {47, "NSEC"},
      {48, "DNSKEY"}, {49, "DHCID"},  {50, "NSEC3"},    {51, "NSEC3PARAM"}, {52, "TLSA"},
      {53, "SMIMEA"}, {55, "HIP"},    {59, "CDS"},      {60, "CDNSKEY"},    {61, "OPENPGPKEY"},
      {62, "CSYNC"},  {63, "ZONEMD"}, {64, "SVCB"},     {65, "HTTPS"},      {99, "SPF"},
      {104, "NID"},   {105, "L32"},   {106, "L64"},     {107, "LP"},        {108, "EUI48"},
      {109, "EUI64"}, {256, "URI"},   {257, "CAA"},     {32769, "DLV"}};
  for (const auto& [number, mnemonic] : known) {
    CHECK(to_text(RRType(number)) == mnemonic);
    CHECK(parse_rr_type(mnemonic) == RRType(number));
    CHECK(parse_rr_type(to_lower(mnemonic)) == RRType(number));
  }
}

TEST_CASE("the enumerators are the types that they are named after") {
  CHECK(to_text(RRType::a) == "A");
  CHECK(to_text(RRType::ns) == "NS");
  CHECK(to_text(RRType::cname) == "CNAME");
  CHECK(to_text(RRType::soa) == "SOA");
  CHECK(to_text(RRType::mx) == "MX");
  CHECK(to_text(RRType::txt) == "TXT");
  CHECK(to_text(RRType::aaaa) == "AAAA");
  CHECK(to_text(RRType::dname) == "DNAME");
  CHECK(to_text(RRType::ds) == "DS");
  CHECK(to_text(RRType::rrsig) == "RRSIG");
  CHECK(to_text(RRType::nsec) == "NSEC");
  CHECK(to_text(RRType::spf) == "SPF");
}

TEST_CASE("every type is read back from its text and from TYPEnnn") {
  for (unsigned number = 0; number <= 65535; ++number) {
    const auto type = static_cast<RRType>(number);
    REQUIRE(parse_rr_type(to_text(type)) == type);
    REQUIRE(parse_rr_type("TYPE" + std::to_string(number)) == type);
  }
}

TEST_CASE("types without a mnemonic are shown as RFC 3597 writes them") {
  CHECK(to_text(RRType{65280}) == "TYPE65280");
  CHECK(to_text(RRType{0}) == "TYPE0");
  CHECK(parse_rr_type("type65280") == RRType{65280});
  CHECK(parse_rr_type("TYPE00016") == RRType::txt);
}

TEST_CASE("a word that is no type gives nothing") {
  for (const std::string_view word :
       {"",       "TXTT",   "TX",          "IN",        "CH",
        "3600",   "1h",     "ANY",         "AXFR",      "*",
        "TYPE",   "TYPE-1", "TYPE+1",      "TYPE65536", "TYPE99999999999999999999",
        "TYPE1x", "TYPE 1", "NSEC3PARAMS", "type1.",    "\xC4"}) {
    CAPTURE(word);
    CHECK_FALSE(parse_rr_type(word).has_value());
  }
}
