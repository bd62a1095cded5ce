#include "providers/zonefile/parse_support.h"

#include <doctest/doctest.h>

using namespace dnsward;
using namespace dnsward::test;

TEST_CASE("a record is owner, TTL, class, type and data, TTL and class in any order") {
  CHECK(body_text("x 60 IN TXT a\n") == "x 60 TXT \"a\"\n");
  CHECK(body_text("x IN 60 TXT a\n") == "x 60 TXT \"a\"\n");
  CHECK(body_text("x 60 TXT a\n") == "x 60 TXT \"a\"\n");
  CHECK(body_text("x IN TXT a\n") == "x 300 TXT \"a\"\n");
  CHECK(body_text("x TXT a\n") == "x 300 TXT \"a\"\n");
  CHECK(body_text("x in 1H txt a\n") == "x 3600 TXT \"a\"\n");
  CHECK(body_text("x CLASS1 TXT a\n") == "x 300 TXT \"a\"\n");
  CHECK(body_text("x\tIN\tTXT\ta\n") == "x 300 TXT \"a\"\n");
  CHECK(body_text("x 0 TXT a\ny 2147483647 TXT b\n") == "x 0 TXT \"a\"\ny 2147483647 TXT \"b\"\n");
}

TEST_CASE("a token in the first column is the owner name, whatever it looks like") {
  CHECK(body_text("300 IN A 192.0.2.9\n") == "300 300 A 192.0.2.9\n");
  CHECK(body_text("mx IN A 192.0.2.9\n") == "mx 300 A 192.0.2.9\n");
  CHECK(body_text("txt TXT \"x\"\n") == "txt 300 TXT \"x\"\n");
  CHECK(body_text("in in in cname in\n").starts_with("z:5:7: \"in\" is not a record type\n"));
  CHECK(body_text("in in cname in\n") == "in 300 CNAME in.example.test.\n");
  CHECK(body_text("@ TXT x\n") == "@ 300 TXT \"x\"\n");
  CHECK(body_text("example.test. TXT x\n") == "@ 300 TXT \"x\"\n");
  CHECK(body_text("* TXT x\n*.w TXT y\n") == "* 300 TXT \"x\"\n*.w 300 TXT \"y\"\n");
  CHECK(body_text("( x TXT a )\n") == "x 300 TXT \"a\"\n");
  CHECK(body_text("(\n x TXT a )\n") == "x 300 TXT \"a\"\n");
  CHECK(body_text("\"q\" TXT a\n") == "q 300 TXT \"a\"\n");
}

TEST_CASE("a line that starts with a blank has the owner of the record before it") {
  CHECK(body_text(" TXT a\n\tTXT b\n") == "ns 300 TXT \"a\"\nns 300 TXT \"b\"\n");
  CHECK(body_text("x TXT a\n\n ; comment\n\t60 TXT b\n") == "x 300 TXT \"a\"\nx 60 TXT \"b\"\n");
  CHECK(body_text("x TXT ( a\nb )\n TXT c\n") == "x 300 TXT \"ab\"\nx 300 TXT \"c\"\n");
  CHECK(body_text(" 300 TXT a\n") == "ns 300 TXT \"a\"\n");
}

TEST_CASE("owner names may hold escapes and are compared in lower case") {
  CHECK(body_text("\\052 TXT a\n") == "4 300 TXT \"a\"\n");
  CHECK(body_text("A\\.b TXT a\n") == "a\\.b 300 TXT \"a\"\n");
  CHECK(body_text("WWW.Example.TEST. TXT a\n") == "www 300 TXT \"a\"\n");
  CHECK(body_text("\\$x TXT a\n") == "\\$x 300 TXT \"a\"\n");
  CHECK(body_text("b\xC3\xA4 TXT a\n") == "b\\195\\164 300 TXT \"a\"\n");
}

TEST_CASE("TXT data are strings in quotes or not, with escapes, joined to one value") {
  CHECK(body_text("x TXT two words\n") == "x 300 TXT \"twowords\"\n");
  CHECK(body_text("x TXT \"a\"\"b\"\n") == "x 300 TXT \"ab\"\n");
  CHECK(body_text("x TXT a\"b\"c\n") == "x 300 TXT \"abc\"\n");
  CHECK(body_text("x TXT \"a;b\" ; c\n") == "x 300 TXT \"a;b\"\n");
  CHECK(body_text("x TXT \"a(b)\" c\\;d\n") == "x 300 TXT \"a(b)c;d\"\n");
  CHECK(body_text("x TXT \"q\\\"b\\\\e\\065\\000\\255\"\n") ==
        "x 300 TXT \"q\\\"b\\\\eA\\000\\255\"\n");
  CHECK(body_text("x TXT \"\xC3\xA9\t\"\n") == "x 300 TXT \"\\195\\169\\009\"\n");
  CHECK(body_text("x TXT \"\"\n") == "x 300 TXT \"\"\n");
  CHECK(body_text("x TXT ( \"a\" ; one\n  \"b\" ; two\n)\n") == "x 300 TXT \"ab\"\n");
  const std::string long_string(255, 'a');
  CHECK(body_text("x TXT " + long_string + " b\n") == "x 300 TXT \"" + long_string + "\" \"b\"\n");
}

TEST_CASE("CNAME and MX data are names relative to the origin") {
  CHECK(body_text("x CNAME y\n") == "x 300 CNAME y.example.test.\n");
  CHECK(body_text("x CNAME @\n") == "x 300 CNAME example.test.\n");
  CHECK(body_text("x CNAME Target.Example.\n") == "x 300 CNAME target.example.\n");
  CHECK(body_text("x MX 10 mx\n MX 0 .\n") == "x 300 MX 10 mx.example.test.\nx 300 MX 0 .\n");
}

TEST_CASE("other types are kept as text, their names absolute") {
  CHECK(body_text("x A   192.0.2.7 ; c\n") == "x 300 A 192.0.2.7\n");
  CHECK(body_text("_s._tcp SRV ( 1 2\n 443 h )\n") == "_s._tcp 300 SRV 1 2 443 h.example.test.\n");
  CHECK(body_text("x CAA 0 issue \"ca; x\"\n") == "x 300 CAA 0 issue \"ca; x\"\n");
  CHECK(body_text("x HTTPS 1 . alpn=\"h2,h3\" port=443\n") ==
        "x 300 HTTPS 1 . alpn=\"h2,h3\" port=443\n");
  CHECK(body_text("x HINFO \"a\"\"b\"\n") == "x 300 HINFO \"a\" \"b\"\n");
  CHECK(body_text("x SPF \"v=spf1 -all\"\n") == "x 300 SPF \"v=spf1 -all\"\n");
}

TEST_CASE("unknown types and data are read in the form of RFC 3597") {
  CHECK(body_text("x TYPE65280 \\# 3 ab 026f\n") == "x 300 TYPE65280 \\# 3 AB026F\n");
  CHECK(body_text("x TYPE65280 \\# 0\n") == "x 300 TYPE65280 \\# 0\n");
  CHECK(body_text("x TYPE16 \\# 3 026162\n") == "x 300 TXT \"ab\"\n");
  CHECK(body_text("x TYPE16 \"ab\"\n") == "x 300 TXT \"ab\"\n");
  CHECK(body_text("x TXT \\# 3 026162\n") == "x 300 TXT \"ab\"\n");
  CHECK(body_text("x TXT \"\\#\" 3 026162\n") == "x 300 TXT \"#3026162\"\n");
  CHECK(body_text("x MX \\# 5 000A 01 6d 00\n") == "x 300 MX 10 m.\n");
  CHECK(body_text("x A \\# 4 c0000201\n") == "x 300 A \\# 4 C0000201\n");
}

TEST_CASE("$ORIGIN holds from its line on and may be relative to the one before") {
  CHECK(body_text("$ORIGIN sub\nx TXT a\n$ORIGIN deep\nx CNAME y\n") ==
        "x.sub 300 TXT \"a\"\nx.deep.sub 300 CNAME y.deep.sub.example.test.\n");
  CHECK(body_text("$origin .\nx.example.test TXT a\n") == "x 300 TXT \"a\"\n");
  CHECK(body_text("$ORIGIN sub.example.test. ; c\n@ TXT a\n") == "sub 300 TXT \"a\"\n");
  CHECK(body_text("x TXT a\n$ORIGIN sub\n TXT b\n") == "x 300 TXT \"a\"\nx 300 TXT \"b\"\n");
}

TEST_CASE("a TTL left out is $TTL, else the last one stated, else the minimum of the SOA") {
  CHECK(body_text("x TXT a\n$TTL 1h\ny TXT b\nz 7 TXT c\nzz TXT d\n") ==
        "x 300 TXT \"a\"\ny 3600 TXT \"b\"\nz 7 TXT \"c\"\nzz 3600 TXT \"d\"\n");
  CHECK(records_text(parse("@ SOA n h 1 2 3 4 5m\nx TXT a\ny 7 TXT b\nz TXT c\n")) ==
        "@ 300 SOA n.example.test. h.example.test. 1 2 3 4 300\n"
        "x 300 TXT \"a\"\ny 7 TXT \"b\"\nz 300 TXT \"c\"\n");
  CHECK(records_text(parse("@ 9 SOA n h 1 2 3 4 5m\nx TXT a\ny 7 TXT b\nz TXT c\n"
                           "$TTL 10\nzz TXT d\nzzz 11 TXT e\nzzzz TXT f\n")) ==
        "@ 9 SOA n.example.test. h.example.test. 1 2 3 4 300\n"
        "x 9 TXT \"a\"\ny 7 TXT \"b\"\nz 7 TXT \"c\"\n"
        "zz 10 TXT \"d\"\nzzz 11 TXT \"e\"\nzzzz 10 TXT \"f\"\n");
  CHECK(records_text(parse("x 5 TXT a\n@ SOA n h 1 2 3 4 5m\n")) ==
        "x 5 TXT \"a\"\n@ 5 SOA n.example.test. h.example.test. 1 2 3 4 300\n");
}

TEST_CASE("the serial number of the SOA is found where it stands") {
  const auto zone = parse("$TTL 1\n@ SOA n h (\n  2024010199 ; serial\n 1h 1m 1w 1d )\n");
  REQUIRE(zone);
  CHECK(zone->serial_value == 2024010199);
  CHECK(spelled(*zone, zone->serial_file, zone->serial) == "2024010199");
  CHECK(to_text(zone->records[0].value) ==
        "n.example.test. h.example.test. 2024010199 3600 60 604800 86400");
}

TEST_CASE("line ends may be LF or CRLF, and the last one may be missing") {
  CHECK(body_text("x TXT a\r\ny TXT ( b\r\n c )\r\n\r\n TXT d") ==
        "x 300 TXT \"a\"\ny 300 TXT \"bc\"\ny 300 TXT \"d\"\n");
  CHECK(body_text("x TXT a ; c") == "x 300 TXT \"a\"\n");
}

TEST_CASE("$INCLUDE reads a file in place and gives back the origin and the owner") {
  const Includes files{{"inc", "a TXT 1\n$ORIGIN deep\nz TXT 2\n"},
                       {"first", " TXT 1\n$TTL 77\ny TXT 2\n"}};
  CHECK(body_text("o TXT 0\n$INCLUDE inc\n TXT 3\np TXT 4\n", files) ==
        "o 300 TXT \"0\"\na 300 TXT \"1\"\nz.deep 300 TXT \"2\"\n"
        "o 300 TXT \"3\"\np 300 TXT \"4\"\n");
  CHECK(body_text("o TXT 0\n$include \"inc\" sub\n TXT 3\np TXT 4\n", files) ==
        "o 300 TXT \"0\"\na.sub 300 TXT \"1\"\nz.deep.sub 300 TXT \"2\"\n"
        "o 300 TXT \"3\"\np 300 TXT \"4\"\n");
  // The owner goes into the file, and $TTL comes out of it, as in BIND.
  CHECK(body_text("o TXT 0\n$INCLUDE first\n TXT 3\n", files) ==
        "o 300 TXT \"0\"\no 300 TXT \"1\"\ny 77 TXT \"2\"\no 77 TXT \"3\"\n");
}

TEST_CASE("files know the origin at their end and how often they are included") {
  const Includes files{{"a", "$INCLUDE b\n$ORIGIN sub\n"}, {"b", "b TXT 1\n"}, {"s", ""}};
  const auto zone = parse_body("$ORIGIN end\n$INCLUDE a\n$INCLUDE s\n$INCLUDE b\n", files);
  REQUIRE(zone);
  REQUIRE(zone->files.size() == 4);
  CHECK(zone->files[0].path == "z");
  CHECK(zone->files[0].final_origin.display() == "end.example.test");
  CHECK(zone->files[0].uses == 1);
  CHECK(zone->files[1].path == "a");
  CHECK(zone->files[1].final_origin.display() == "sub.end.example.test");
  CHECK(zone->files[1].uses == 1);
  CHECK(zone->files[2].path == "b");
  CHECK(zone->files[2].uses == 2);
  CHECK(zone->files[3].path == "s");
  CHECK(zone->files[3].text.empty());
  CHECK(records_text(zone, zone_head_records) == "b.end 300 TXT \"1\"\nb.end 300 TXT \"1\"\n");
  CHECK(zone->records.back().file == 2);
}

TEST_CASE("the SOA may stand in an included file") {
  const auto zone = parse("$TTL 5\n$INCLUDE soa\nx TXT a\n", {{"soa", "@ SOA n h 17 2 3 4 5\n"}});
  REQUIRE(zone);
  CHECK(zone->serial_file == 1);
  CHECK(spelled(*zone, 1, zone->serial) == "17");
}

TEST_CASE("RRsets are sorted, hold each value once and have their first record's TTL") {
  const auto zone = parse_body("b 5 TXT y\na TXT 1\nb 6 TXT x\n 7 TXT \"y\"\nb A 192.0.2.1\n");
  REQUIRE(zone);
  CHECK(rrsets_text(zone->rrsets()) ==
        "example.test. 300 NS ns.example.test.\n"
        "example.test. 300 SOA ns.example.test. hostmaster.example.test. 1 2 3 4 5\n"
        "a.example.test. 300 TXT \"1\"\n"
        "b.example.test. 300 A 192.0.2.1\n"
        "b.example.test. 5 TXT \"x\"\n"
        "b.example.test. 5 TXT \"y\"\n"
        "ns.example.test. 300 A 192.0.2.1\n");
}
