#include "providers/zonefile/generate.h"

#include "providers/zonefile/parse_support.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>
#include <vector>

using namespace dnsward;
using namespace dnsward::test;
using namespace dnsward::zonefile;

TEST_CASE("a template is filled in as BIND does it") {
  struct Row {
    const char* text;
    std::uint32_t value;
    const char* filled;
  };

  const std::vector<Row> rows{
      {"h$", 7, "h7"},
      {"h$$", 7, "h$"},
      {"h\\$", 7, "h\\$"},
      {"\\\\$", 7, "\\\\7"},
      {"$.$", 7, "7.7"},
      {"${0}", 7, "7"},
      {"${10}", 7, "17"},
      {"${+10}", 7, "17"},
      {"${-10}", 7, "-3"},
      {"${0,3}", 7, "007"},
      {"${0,3,d}", 7, "007"},
      {"${-10,3,d}", 7, "-03"},
      {"${0,0,d}", 7, "7"},
      {"${0,3,o}", 255, "377"},
      {"${0,4,x}", 255, "00ff"},
      {"${0,4,X}", 255, "00FF"},
      {"${0,1,n}", 256, "0.0.1"},
      {"${0,5,N}", 255, "F.F.0"},
      {"${0,6,n}", 1, "1.0.0."},
      {"${0,0,n}", 0, "0"},
      // BIND's offset stays for what follows.
      {"${10} $", 1, "11 11"},
      {"a", 1, "a"},
      {"", 1, ""},
      {"a\\", 1, "a\\"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(fill_in(row.text, false, row.value).value() == row.filled);
  }
  CHECK(fill_in("\\\"a $\\\" \\\\\\;", true, 1).value() == "\"a 1\" \\\\\\;");
}

TEST_CASE("a format that is none is a fault at its dollar sign") {
  for (const char* text : {"a${", "a${}", "a${x}", "a${1", "a${1,}", "a${1,2,}", "a${1,2,z}",
                           "a${1,2,d", "a${1,128}", "a${1, 2}", "a${--1}", "a${1,2,d,}"}) {
    CAPTURE(text);
    const auto filled = fill_in(text, false, 1);
    REQUIRE(!filled);
    CHECK(filled.error().at == 1);
    CHECK(filled.error().message == "\"${\" is not followed by offset[,width[,base]]}");
  }
  CHECK(fill_in("a${-2,1,x}", false, 1).error().message == "-1 cannot be written in base \"x\"");
  CHECK(fill_in("${2147483647}", false, 1).error().message ==
        "2147483648 cannot be written in base \"d\"");
}

TEST_CASE("a range runs upwards, in steps of at least one") {
  CHECK(parse_range("0-0")->count() == 1);
  CHECK(parse_range("1-3")->count() == 3);
  CHECK(parse_range("1-4/2")->count() == 2);
  CHECK(parse_range("1-5/2")->count() == 3);
  CHECK(parse_range("0-2147483647/2147483647")->count() == 2);
  for (const char* text : {"", "1", "1-", "-1", "3-1", "1-2/", "1-2/0", "1-2/1x", "a-b", "1-2 ",
                           " 1-2", "0-2147483648", "1-99999999999"}) {
    CAPTURE(text);
    CHECK(!parse_range(text));
  }
}

TEST_CASE("$GENERATE makes records that belong to its line") {
  CHECK(body_text("$GENERATE 1-3 h$ A 192.0.2.$\n") ==
        "h1 300 A 192.0.2.1\nh2 300 A 192.0.2.2\nh3 300 A 192.0.2.3\n");
  CHECK(body_text("$generate 1-3/2 h${0,3,d} 60 IN TXT \"v${10,4,x} $$ a$\"\n") ==
        "h001 60 TXT \"v000b$a11\"\nh003 60 TXT \"v000d$a13\"\n");
  CHECK(body_text("$GENERATE 1-1 h$ IN 60 MX \"1$ mx$\"\n") == "h1 60 MX 11 mx1.example.test.\n");
  CHECK(body_text("$GENERATE 1-1 @ TXT \"\\\"a $\\\"\"\n") == "@ 300 TXT \"a 1\"\n");
  CHECK(body_text("o TXT a\n$GENERATE 1-1 g$ 8 TXT b\n TXT c\n") ==
        "o 300 TXT \"a\"\ng1 8 TXT \"b\"\no 300 TXT \"c\"\n");
  const auto zone = parse_body("$ORIGIN sub\n\n  ; c\n$GENERATE 1-2 h$ CNAME t$ ; c\nx TXT a\n");
  REQUIRE(zone);
  REQUIRE(zone->records.size() == zone_head_records + 3);
  for (std::size_t i = zone_head_records; i < zone_head_records + 2; ++i) {
    const Record& record = zone->records[i];
    CHECK(record.generated);
    CHECK(spelled(*zone, 0, record.whole) == "$GENERATE 1-2 h$ CNAME t$ ; c\n");
    CHECK(record.rdata.empty());
    CHECK(record.origin.display() == "sub.example.test");
  }
  CHECK(!zone->records.back().generated);
}

TEST_CASE("the TTL of $GENERATE is found and remembered like a record's") {
  CHECK(records_text(parse("@ 9 SOA n h 1 2 3 4 5\n$GENERATE 1-1 g$ 8 TXT a\nz TXT b\n"), 1) ==
        "g1 8 TXT \"a\"\nz 8 TXT \"b\"\n");
}

TEST_CASE("a wrong $GENERATE is told where it is wrong") {
  const auto line = [](const std::string& text, const std::string& error) {
    CAPTURE(text);
    CHECK(body_text(text + '\n') == error);
  };
  line("$GENERATE 1-2 h$ TXT",
       "z:5:21: \"$GENERATE\" lacks an argument\n$GENERATE 1-2 h$ TXT\n                    ^\n"
       "write $GENERATE start-stop[/step] owner [TTL] [class] type data\n");
  line("$GENERATE 3-1 h$ TXT a",
       "z:5:11: \"3-1\" is not a range of numbers\n$GENERATE 3-1 h$ TXT a\n          ^\n"
       "write start-stop or start-stop/step; start is not over stop, step is not 0\n");
  line("$GENERATE 1-2 h$ TXT a b",
       "z:5:24: data of $GENERATE is not one word\n$GENERATE 1-2 h$ TXT a b\n"
       "                       ^\nput the data in one pair of quotes\n");
  line("$GENERATE 1-2 h$ 1 IN TXT",
       "z:5:26: data of $GENERATE is not one word\n$GENERATE 1-2 h$ 1 IN TXT\n"
       "                         ^\nput the data in one pair of quotes\n");
  line("$GENERATE 1-2 h$ SOA x",
       "z:5:18: SOA record made by $GENERATE\n$GENERATE 1-2 h$ SOA x\n                 ^\n"
       "write the SOA record itself\n");
  line("$GENERATE 1-2 h$ TXT \"a ${1\"",
       "z:5:25: \"${\" is not followed by offset[,width[,base]]}\n$GENERATE 1-2 h$ TXT \"a ${1\"\n"
       "                        ^\nthe width is at most 127, the base one of d, o, x, X, n, N\n");
  line("$GENERATE 1-2 h$.com. TXT a",
       "z:5:15: owner name \"h1.com\" is outside the zone \"example.test\" in the record that "
       "$GENERATE makes for 1\n$GENERATE 1-2 h$.com. TXT a\n              ^\n"
       "move the record to its own zone's file, or correct the name or $ORIGIN\n");
  line("$GENERATE 1-2 h$ MX \"6553${4} m\"",
       "z:5:21: \"MX\" preference \"65536\" is not a number from 0 to 65535 in the record that "
       "$GENERATE makes for 2\n$GENERATE 1-2 h$ MX \"6553${4} m\"\n                    ^\n");
  line("$GENERATE 1-2 h$ TXT \"(\"",
       "z:5:22: parenthesis is never closed in the record that $GENERATE makes for 1\n"
       "$GENERATE 1-2 h$ TXT \"(\"\n                     ^\nadd \")\" at the end of the record\n");
  line("$GENERATE 1-2 h$ TXT \"\"",
       "z:5:22: \"TXT\" record has no data in the record that $GENERATE makes for 1\n"
       "$GENERATE 1-2 h$ TXT \"\"\n                     ^\nwrite the data behind the type\n");
}

TEST_CASE("all $GENERATE of a zone make at most 65536 records") {
  const auto zone = parse_body("$GENERATE 1-40000 a$ A 192.0.2.1\n$GENERATE 1-25536 b$ TXT x\n");
  REQUIRE(zone);
  CHECK(zone->records.size() == zone_head_records + max_generated);
  CHECK(body_text("$GENERATE 1-40000 a$ A 192.0.2.1\n$GENERATE 1-25537 b$ TXT x\n") ==
        "z:6:11: $GENERATE makes more than 65536 records\n$GENERATE 1-25537 b$ TXT x\n"
        "          ^\nmake the range smaller\n");
  CHECK(body_text("$GENERATE 0-2147483647 a$ A 192.0.2.1\n") ==
        "z:5:11: $GENERATE makes more than 65536 records\n$GENERATE 0-2147483647 a$ A 192.0.2.1\n"
        "          ^\nmake the range smaller\n");
}
