#include "providers/zonefile/edit_support.h"

#include <doctest/doctest.h>

using namespace dnsward;
using namespace dnsward::zonefile;
using test::edited;
using test::Files;

namespace {

const std::string head = "$TTL 3600\n@ IN SOA ns hostmaster 7 3600 600 86400 300\n@ IN NS ns\n";
const std::string raised = "$TTL 3600\n@ IN SOA ns hostmaster 8 3600 600 86400 300\n@ IN NS ns\n";

void check_files(const Files& before, std::string_view changes, const Files& after) {
  const auto result = edited(before, changes);
  REQUIRE_MESSAGE(result, (result ? "" : result.error().message));
  CHECK(*result == after);
}

Error error_of(const Files& files, const std::vector<Change>& changes) {
  auto result = edited(files, changes);
  REQUIRE_FALSE(result);
  return result.error();
}

Error error_of(const Files& files, std::string_view changes) {
  return error_of(files, test::changes(test::parse(files), changes));
}

}  // namespace

TEST_CASE("line ends stay as the file has them") {
  CHECK(edited("$TTL 60\r\n@ SOA ns h 7 1 1 1 1\r\n@ NS ns\r\nx TXT \"a\" ; c\r\n",
               "x TXT 60: \"a\" | \"b\"\ny TXT 60: \"c\"") ==
        "$TTL 60\r\n@ SOA ns h 8 1 1 1 1\r\n@ NS ns\r\nx TXT \"a\" ; c\r\nx TXT \"b\"\r\n"
        "y 60 IN TXT \"c\"\r\n");
  CHECK(edited("$TTL 60\r\n@ SOA ns h 7 1 1 1 1\r\n@ NS ns", "@ TXT 60: \"c\"") ==
        "$TTL 60\r\n@ SOA ns h 8 1 1 1 1\r\n@ NS ns\r\n@ 60 IN TXT \"c\"\r\n");
  CHECK(edited(head + "x TXT \"a\"", "x TXT 3600: \"b\"") == raised + "x TXT \"b\"");
  CHECK(edited(head + "x TXT \"a\"", "x TXT -") == raised);
  CHECK(edited(head + "x TXT \"a\"", "x TXT 3600: \"a\" | \"b\"") ==
        raised + "x TXT \"a\"\nx TXT \"b\"\n");
  CHECK(edited(head + "x TXT \"a\" ; c", "y TXT 3600: \"b\"") ==
        raised + "x TXT \"a\" ; c\ny 3600 IN TXT \"b\"\n");
  CHECK(edited(head + "; c", "y TXT 3600: \"b\"") == raised + "; c\ny 3600 IN TXT \"b\"\n");
}

TEST_CASE("the serial is raised wherever it stands, and only there") {
  const auto soa = [](const std::string& serial) {
    return "$TTL 60\n@ IN SOA ns 2026112301.h ( ; 2026112301\n\t" + serial +
           "\t; serial 2026112301\n\t2026112301 ; refresh\n\t1 1 1 )\n@ NS ns\nx TXT 2026112301\n";
  };
  CHECK(edited(soa("2026112301"), "x TXT -") ==
        "$TTL 60\n@ IN SOA ns 2026112301.h ( ; 2026112301\n\t2026112401\t; serial 2026112301\n"
        "\t2026112301 ; refresh\n\t1 1 1 )\n@ NS ns\n");
  CHECK(edited(soa("4294967295") + "y TXT a\n", "y TXT -") == soa("1"));
  CHECK(edited(soa("9") + "y TXT a\n", "y TXT -") == soa("10"));
}

TEST_CASE(
    "records of an included file are edited there, and the file with the serial comes first") {
  const Files files{
      {"zone", "$TTL 60\n$INCLUDE soa\n@ NS ns\n$INCLUDE hosts sub\n  TXT \"apex\"\n"},
      {"soa", "@ SOA ns h 7 1 1 1 1 ; only here\n"},
      {"hosts", "a TXT \"one\"\n@ A 192.0.2.1"}};
  check_files(files, "a.sub TXT 60: \"one\" | \"two\"",
              {{"zone", files.at("zone")},
               {"soa", "@ SOA ns h 8 1 1 1 1 ; only here\n"},
               {"hosts", "a TXT \"one\"\na TXT \"two\"\n@ A 192.0.2.1"}});
  check_files(files, "sub TXT 60: \"new\"\n@ TXT 60: \"apex\" | \"b\"\nz TXT 60: \"c\"",
              {{"zone",
                "$TTL 60\n$INCLUDE soa\n@ NS ns\n$INCLUDE hosts sub\n  TXT \"apex\"\n"
                "  TXT \"b\"\nz 60 IN TXT \"c\"\n"},
               {"soa", "@ SOA ns h 8 1 1 1 1 ; only here\n"},
               {"hosts", "a TXT \"one\"\n@ A 192.0.2.1\n@ 60 IN TXT \"new\"\n"}});
  const auto zone = test::parse(files);
  const auto both = test::changes(zone, "a.sub TXT -\n@ TXT -");
  const auto done = edit(zone, both, std::chrono::year_month_day{}, test::opener(files));
  REQUIRE(done);
  REQUIRE(done->size() == 3);
  CHECK(zone.files[(*done)[0].file].path == "soa");
  CHECK(zone.files[(*done)[1].file].path == "zone");
  CHECK(zone.files[(*done)[2].file].path == "hosts");
}

TEST_CASE("an owner is handed over across the end of an included file") {
  check_files({{"zone", head + "x TXT \"a\"\n$INCLUDE more\n  AAAA 2001:db8::1\n"},
               {"more", "  A 192.0.2.1\ny A 192.0.2.2\n"}},
              "x TXT -",
              {{"zone", raised + "$INCLUDE more\nx  AAAA 2001:db8::1\n"},
               {"more", "x  A 192.0.2.1\ny A 192.0.2.2\n"}});
}

TEST_CASE("no changes edit no file and leave the serial") {
  const Files files{{"zone", head}};
  check_files(files, "", files);
}

TEST_CASE("records that $GENERATE makes, and files that are included twice, are not edited") {
  const Files generated{{"zone", head + "$GENERATE 1-2 t$ TXT v$\n"}};
  CHECK(error_of(generated, "t1 TXT -") ==
        Error{ErrorKind::unsupported,
              "t1.example.com. TXT is made by $GENERATE in \"zone\", line 4",
              "write these records out in the file"});
  check_files(generated, "t1 MX 60: 10 m",
              {{"zone", raised + "$GENERATE 1-2 t$ TXT v$\nt1 60 IN MX 10 m.example.com.\n"}});
  const Files twice{{"zone", head + "$INCLUDE a s1\n$INCLUDE a s2\n"}, {"a", "x TXT a\n"}};
  CHECK(error_of(twice, "x.s2 TXT 3600: \"b\"") ==
        Error{ErrorKind::unsupported,
              "x.s2.example.com. TXT stands in \"a\", which the zone includes more than once",
              "move the record out of that file"});
  check_files(twice, "x.s2 MX 60: 10 m",
              {{"zone", raised + "$INCLUDE a s1\n$INCLUDE a s2\nx.s2 60 IN MX 10 m.example.com.\n"},
               {"a", "x TXT a\n"}});
  const Files heirs{{"zone", head + "x TXT a\n$INCLUDE a s1\n$INCLUDE a s2\n"},
                    {"a", " A 192.0.2.1\n"}};
  CHECK(error_of(heirs, "x TXT -") ==
        Error{ErrorKind::unsupported,
              "cannot change x.example.com. TXT in its file without touching other records",
              "change it by hand"});
}

TEST_CASE("a zone that is signed in its file is not edited") {
  const Files files{{"zone", head + "@ RRSIG NS 8 2 60 20300101000000 20260101000000 1 @ AAAA\n"}};
  CHECK(error_of(files, "x TXT 60: \"a\"") ==
        Error{ErrorKind::unsupported,
              "zone example.com is signed in its file (\"zone\", line 4): a change would break the "
              "signatures",
              "keep the unsigned file in the directory, and sign what comes out"});
}

TEST_CASE("a `before` that the zone does not hold is told") {
  const Files files{{"zone", head + "x TXT \"a\"\n"}};
  const Files value{{"zone", head + "x TXT \"z\"\n"}};
  const Files ttl{{"zone", head + "x 60 TXT \"a\"\n"}};
  const Files more{{"zone", head + "x TXT \"a\"\nx TXT \"b\"\n"}};
  const Files gone{{"zone", head}};
  Error changed{ErrorKind::changed, "zone example.com changed since it was read", "run again"};
  changed.notes.push_back({"x.example.com. TXT is not as it was"});
  const auto change = test::changes(test::parse(files), "x TXT 3600: \"b\"");
  for (const auto& now : {value, ttl, more, gone}) CHECK(error_of(now, change) == changed);
  const auto creation = test::changes(test::parse(gone), "x TXT 3600: \"b\"");
  CHECK(error_of(files, creation) == changed);
  const auto first_differs = test::changes(test::parse(files), "y TXT 60: \"n\"\nx TXT -");
  CHECK(error_of(value, first_differs) == changed);
}

TEST_CASE("a CNAME beside another type is refused, its change of type is not") {
  const Files files{{"zone", head + "x TXT \"a\"\nc CNAME d\n"}};
  const auto clash = [](const std::string& owner, const std::string& type) {
    return Error{
        ErrorKind::conflict,
        owner + ".example.com. cannot hold a CNAME beside its " + type + " (RFC 1034, 3.6.2)",
        "remove one of them"};
  };
  CHECK(error_of(files, "x CNAME 60: y") == clash("x", "TXT"));
  CHECK(error_of(files, "c TXT 60: \"a\"") == clash("c", "TXT"));
  CHECK(error_of(files, "n CNAME 60: d\nn TXT 60: \"a\"") == clash("n", "TXT"));
  check_files(files, "x TXT -\nx CNAME 60: y",
              {{"zone", raised + "x 60 IN CNAME y.example.com.\nc CNAME d\n"}});
  check_files(files, "c CNAME 60: e",
              {{"zone", raised + "x TXT \"a\"\nc 60 CNAME e.example.com.\n"}});
}

TEST_CASE("the SOA, other zones' names and types that we cannot write are refused") {
  const Files files{{"zone", head}};
  auto soa = test::changes(test::parse(files), "@ SOA -");
  CHECK(error_of(files, soa) == Error{ErrorKind::unsupported,
                                      "the SOA of example.com is not for changes",
                                      "its serial is raised with each change"});
  auto a = test::changes(test::parse(files), "x A 60: 192.0.2.1");
  CHECK(error_of(files, a) ==
        Error{ErrorKind::unsupported,
              "cannot write x.example.com. A: only TXT, CNAME and MX are written"});
  auto other = test::changes(test::parse(files), "x.example.org. TXT 60: \"a\"");
  CHECK(error_of(files, other) ==
        Error{ErrorKind::unsupported, "x.example.org. TXT is not in the zone example.com"});
}
