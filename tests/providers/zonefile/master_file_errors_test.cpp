#include "providers/zonefile/parse_support.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace dnsward;
using namespace dnsward::test;

namespace {

struct Row {
  std::string body;
  std::string error;  ///< as error_text shows it
};

void check(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    CAPTURE(row.body);
    CHECK(body_text(row.body) == row.error);
  }
}

}  // namespace

TEST_CASE("what is missing in a record is told at the end of what is there") {
  check({
      {"x\n", "z:5:2: record has no type\nx\n ^\nwrite [owner] [TTL] [class] type data\n"},
      {"x 60 IN ; c\n",
       "z:5:8: record has no type\nx 60 IN ; c\n       ^\nwrite [owner] [TTL] [class] type data\n"},
      {"x IN TXT\n",
       "z:5:9: \"TXT\" record has no data\nx IN TXT\n        ^\nwrite the data behind the type\n"},
      {"x MX 10\n", "z:5:8: \"MX\" record has 1 fields, it needs 2\nx MX 10\n       ^\n"},
      {"x CNAME a b\n",
       "z:5:11: \"CNAME\" record has 2 fields, it needs 1\nx CNAME a b\n          ^\n"},
  });
  CHECK(records_text(parse("$TTL 1\n  TXT a\n")) ==
        "z:2:3: record has no owner name\n  TXT a\n  ^\n"
        "start the line with the owner name, or with \"@\" for the origin\n");
  CHECK(records_text(parse("x TXT a\n")) ==
        "z:1:3: record has no TTL, and no $TTL stands before it\nx TXT a\n  ^\n"
        "add a line like \"$TTL 3600\" at the top of the file\n");
}

TEST_CASE("a wrong TTL, class or type is told where it stands") {
  const std::string usage =
      "write [owner] [TTL] [class] type data; a type without a name is written TYPEnnn\n";
  check({
      {"x 2147483648 TXT a\n",
       "z:5:3: TTL \"2147483648\" is over 2147483647 seconds (RFC 2181, 8)\n"
       "x 2147483648 TXT a\n  ^\nwrite a smaller TTL\n"},
      {"x 1h30 TXT a\n", "z:5:3: \"1h30\" is not a record type\nx 1h30 TXT a\n  ^\n" + usage},
      {"x 1 2 TXT a\n", "z:5:5: \"2\" is not a record type\nx 1 2 TXT a\n    ^\n" + usage},
      {"x IN IN TXT a\n", "z:5:6: \"IN\" is not a record type\nx IN IN TXT a\n     ^\n" + usage},
      {"x -1 TXT a\n", "z:5:3: \"-1\" is not a record type\nx -1 TXT a\n  ^\n" + usage},
      {"x CH TXT a\n",
       "z:5:3: class \"CH\" in a zone of class IN\nx CH TXT a\n  ^\n"
       "move the record to a zone of its class\n"},
      {"x 5 hs TXT a\n",
       "z:5:5: class \"hs\" in a zone of class IN\nx 5 hs TXT a\n    ^\n"
       "move the record to a zone of its class\n"},
      {"x CLASS3 TXT a\n",
       "z:5:3: class \"CLASS3\" in a zone of class IN\nx CLASS3 TXT a\n  ^\n"
       "move the record to a zone of its class\n"},
      {"x TXTT a\n", "z:5:3: \"TXTT\" is not a record type\nx TXTT a\n  ^\n" + usage},
      {"x TYPE255 \\# 0\n",
       "z:5:3: no record has the type \"TYPE255\"\nx TYPE255 \\# 0\n  ^\n"
       "it is a type of questions and messages alone\n"},
      {"TXT \"a\"\n",
       "z:5:5: quoted string where the record type belongs\nTXT \"a\"\n    ^\n"
       "a line that starts in the first column starts with its owner name\n"},
      {" $ORIGIN sub\n",
       "z:5:2: \"$ORIGIN\" is not a record type\n $ORIGIN sub\n ^\n"
       "write a directive in the first column\n"},
  });
}

TEST_CASE("a wrong name is told where it stands") {
  const std::string label(64, 'a');
  check({
      {"x.example.com. TXT a\n",
       "z:5:1: owner name \"x.example.com\" is outside the zone \"example.test\"\n"
       "x.example.com. TXT a\n^\n"
       "move the record to its own zone's file, or correct the name or $ORIGIN\n"},
      {"$ORIGIN com.\nx TXT a\n",
       "z:6:1: owner name \"x.com\" is outside the zone \"example.test\"\nx TXT a\n^\n"
       "move the record to its own zone's file, or correct the name or $ORIGIN\n"},
      {"x..y TXT a\n",
       "z:5:1: domain name \"x..y\" has an empty label\nx..y TXT a\n^\n"
       "remove the dot that stands for nothing\n"},
      {"x CNAME " + label + "\n", "z:5:9: label \"" + label +
                                      "\" has 64 octets, the limit is 63 (RFC 1035)\nx CNAME " +
                                      label + "\n        ^\n"},
      {"x MX 10 a..b\n",
       "z:5:9: domain name \"a..b\" has an empty label\nx MX 10 a..b\n        ^\n"
       "remove the dot that stands for nothing\n"},
      {"x\\256 TXT a\n",
       "z:5:1: escape \"\\256\" in domain name \"x\\256\" is over 255\nx\\256 TXT a\n^\n"
       "write an octet as a backslash and three digits, \\000 to \\255\n"},
      {"x CNAME \"y\"\n",
       "z:5:9: domain name \"y\" stands in quotes\nx CNAME \"y\"\n        ^\nremove the quotes\n"},
  });
}

TEST_CASE("wrong data are told where they stand") {
  const std::string octets(256, 'a');
  check({
      {"x TXT ok \"" + octets + "\"\n",
       "z:5:10: \"TXT\" string has 256 octets, the limit is 255 (RFC 1035, 3.3)\nx TXT ok \"" +
           octets +
           "\"\n         ^\nsplit it into strings of at most 255 octets: \"...\" \"...\"\n"},
      {"x TXT \"a\\256\"\n",
       "z:5:7: escape \"\\256\" is over 255\nx TXT \"a\\256\"\n      ^\n"
       "write an octet as a backslash and three digits, \\000 to \\255\n"},
      {"x MX 65536 m\n",
       "z:5:6: \"MX\" preference \"65536\" is not a number from 0 to 65535\nx MX 65536 m\n     "
       "^\n"},
      {"x MX mx 10\n",
       "z:5:6: \"MX\" preference \"mx\" is not a number from 0 to 65535\nx MX mx 10\n     ^\n"},
      {"x TYPE65280 abc\n",
       "z:5:13: data of the unknown type \"TYPE65280\" does not start with \"\\#\"\n"
       "x TYPE65280 abc\n            ^\nwrite \\# length hexadecimal (RFC 3597, 5)\n"},
      {"x TYPE65280 \\# 3 abcd\n",
       "z:5:16: \"\\#\" announces 3 octets and is followed by 4 hexadecimal digits\n"
       "x TYPE65280 \\# 3 abcd\n               ^\n"},
      {"x TYPE65280 \\# 1 zz\n",
       "z:5:18: \"zz\" is not hexadecimal\nx TYPE65280 \\# 1 zz\n                 ^\n"},
      {"x TYPE65280 \\#\n",
       "z:5:15: \"\\#\" needs the number of octets, from 0 to 65535 (RFC 3597, 5)\n"
       "x TYPE65280 \\#\n              ^\n"},
  });
  std::string huge = "x TXT";
  for (int i = 0; i < 256; ++i) huge += ' ' + std::string(255, 'b');
  const auto zone = parse_body(huge);
  REQUIRE(!zone);
  CHECK(zone.error().message ==
        "\"TXT\" record has 65536 octets of RDATA, the limit is 65535 (RFC 1035, 3.2.1)");
  CHECK(to_text(zone.error().where.value()) == "z:5:7");
}

TEST_CASE("broken lines are told where they break") {
  check({
      {"x TXT \"a\n b\"\n",
       "z:5:7: line break inside quotes\nx TXT \"a\n      ^\n"
       "close the quotes on this line; put parentheses around strings on several lines\n"},
      {"x TXT \"a", "z:5:7: quote is never closed\nx TXT \"a\n      ^\nadd the closing quote\n"},
      {"x TXT ( a\ny TXT b\n",
       "z:5:7: parenthesis is never closed\nx TXT ( a\n      ^\n"
       "add \")\" at the end of the record\n"},
      {"x TXT a )\n",
       "z:5:9: \")\" has no opening parenthesis\nx TXT a )\n        ^\n"
       "remove it, or put it in quotes when it belongs to a value\n"},
      {"x TXT a\\\n",
       "z:5:8: \"\\\" at the end of the line escapes nothing\nx TXT a\\\n       ^\n"
       "write \\\\ for a backslash\n"},
      {"x TXT a\ry TXT b\n",
       "z:5:8: carriage return without a line feed\nx TXT a\ry TXT b\n       ^\n"
       "end lines with LF or CRLF; write \\013 for the octet\n"},
      {"x TXT a\f\n",
       "z:5:8: control octet 0x0C outside quotes\nx TXT a\f\n       ^\n"
       "remove it, or write it as \\012\n"},
  });
}

TEST_CASE("columns count characters, and the line is shown without its line end") {
  CHECK(
      body_text("x TXT \"\xC3\xA4\xE2\x82\xAC\" ) \r\ny TXT a\r\n") ==
      "z:5:12: \")\" has no opening parenthesis\nx TXT \"\xC3\xA4\xE2\x82\xAC\" ) \n           ^\n"
      "remove it, or put it in quotes when it belongs to a value\n");
}

TEST_CASE("files that are no text are refused") {
  CHECK(records_text(parse("\xEF\xBB\xBF$TTL 1\n")) ==
        "z:1:1: file starts with a byte order mark\n\xEF\xBB\xBF$TTL 1\n^\n"
        "save it as UTF-8 without a byte order mark\n");
  const std::string nul("$TTL 1 ; \0", 10);
  CHECK(records_text(parse(nul + "\n")) == "z:1:10: octet 0x00 in a text file\n" + nul +
                                               "\n         ^\nremove it, or write \\000 where a "
                                               "value needs the octet\n");
}

TEST_CASE("a zone has one SOA, at its apex") {
  const std::string missing = "z:1:1: zone \"example.test\" has no SOA record\n";
  const std::string hint = "add one at the apex; the file must hold the whole zone\n";
  CHECK(records_text(parse("")) == missing + "\n^\n" + hint);
  CHECK(records_text(parse("$TTL 1\nx TXT a\n")) == missing + "$TTL 1\n^\n" + hint);
  check({
      {"@ SOA n h 1 2 3 4 5\n",
       "z:5:3: second SOA record, the first is at z:2\n@ SOA n h 1 2 3 4 5\n  ^\n"
       "remove one of the two\n"},
  });
  CHECK(records_text(parse("$TTL 1\nsub SOA n h 1 2 3 4 5\n")) ==
        "z:2:5: SOA record at \"sub.example.test\", which is not the apex of the zone "
        "\"example.test\"\nsub SOA n h 1 2 3 4 5\n    ^\nkeep one zone in one file\n");
  CHECK(records_text(parse("$TTL 1\n@ SOA n h 4294967296 2 3 4 5\n")) ==
        "z:2:11: \"SOA\" field \"4294967296\" is not a number from 0 to 4294967295\n"
        "@ SOA n h 4294967296 2 3 4 5\n          ^\n");
  CHECK(records_text(parse("$TTL 1\n@ SOA n h 1h 2 3 4 5\n")) ==
        "z:2:11: \"SOA\" field \"1h\" is not a number from 0 to 4294967295\n"
        "@ SOA n h 1h 2 3 4 5\n          ^\n");
  CHECK(records_text(parse("$TTL 1\n@ SOA n h 1 2 3 4\n")) ==
        "z:2:18: \"SOA\" record has 6 fields, it needs 7\n@ SOA n h 1 2 3 4\n                 ^\n");
  const auto generic =
      parse("$TTL 1\n@ SOA \\# 22 0000 00000001 00000002 00000003 00000004 00000005\n");
  CHECK(records_text(generic) ==
        "z:2:7: \"SOA\" record in the form of RFC 3597\n"
        "@ SOA \\# 22 0000 00000001 00000002 00000003 00000004 00000005\n      ^\n"
        "write its fields: its serial number must be readable\n");
  CHECK(generic.error().kind == ErrorKind::unsupported);
}
