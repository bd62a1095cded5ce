#include "providers/zonefile/edit_support.h"

#include <doctest/doctest.h>

using namespace dnsward;
using namespace dnsward::zonefile;
using test::edited;

namespace {

// What most cases share: the lines around the ones that the case is about.
const std::string head = "$TTL 3600\n@ IN SOA ns hostmaster 7 3600 600 86400 300\n@ IN NS ns\n";
const std::string raised = "$TTL 3600\n@ IN SOA ns hostmaster 8 3600 600 86400 300\n@ IN NS ns\n";
const std::string tail = "; the end\nwww IN A 192.0.2.1\n";

struct Case {
  const char* title;
  std::string before;
  const char* changes;
  std::string after;
};

void check(const std::vector<Case>& cases) {
  for (const auto& each : cases) {
    CAPTURE(each.title);
    CHECK(edited(head + each.before + tail, each.changes) == raised + each.after + tail);
  }
}

}  // namespace

TEST_CASE("a replaced value is a new RDATA in the old record") {
  check({
      {"comment and blanks stay", "@   IN\tTXT  \"a\"   ; ours\n", "@ TXT 3600: \"b\" <- \"a\"",
       "@   IN\tTXT  \"b\"   ; ours\n"},
      {"the only value of a set needs no word", "@ IN TXT \"a\" ; ours\n", "@ TXT 3600: \"b\"",
       "@ IN TXT \"b\" ; ours\n"},
      {"among others", "@ IN TXT \"a\"\n@ IN TXT \"b\" ; ours\n@ IN TXT \"c\"\n",
       "@ TXT 3600: \"a\" | \"x\" <- \"b\" | \"c\"",
       "@ IN TXT \"a\"\n@ IN TXT \"x\" ; ours\n@ IN TXT \"c\"\n"},
      {"bare token", "x IN TXT v=spf1\n", "x TXT 3600: \"v=spf1 -all\" <- \"v=spf1\"",
       "x IN TXT \"v=spf1 -all\"\n"},
      {"parentheses around the RDATA stay", "x IN TXT ( \"a\" ) ; k\n", "x TXT 3600: \"b\"",
       "x IN TXT ( \"b\" ) ; k\n"},
      {"over several lines", "x IN TXT ( \"a\" ; one\n      \"b\" ; two\n      ) ; three\n",
       "x TXT 3600: \"c\"", "x IN TXT ( \"c\" ; two\n      ) ; three\n"},
      {"parentheses that begin before the type", "x ( IN TXT \"a\"\n ; c\n)\n", "x TXT 3600: \"b\"",
       "x ( IN TXT \"b\"\n ; c\n)\n"},
      {"parentheses that end between two strings", "x ( IN TXT \"a\"\n) \"b\" ; c\n",
       "x TXT 3600: \"n\"", "x IN TXT \"n\"\n"},
      {"CNAME", "x IN CNAME old.example.net.\n", "x CNAME 3600: new.example.net.",
       "x IN CNAME new.example.net.\n"},
      {"MX", "@ IN MX 10 mail\n", "@ MX 3600: 20 mx.example.net. <- 10 mail",
       "@ IN MX 20 mx.example.net.\n"},
      {"a value that stands twice", "x IN TXT \"a\"\nx IN TXT \"k\"\nx IN TXT \"\\097\" ; again\n",
       "x TXT 3600: \"b\" <- \"a\" | \"k\"", "x IN TXT \"b\"\nx IN TXT \"k\"\n"},
      {"a type spelled by its number", "x IN TYPE16 \\# 2 0161\n", "x TXT 3600: \"b\"",
       "x IN TXT \"b\"\n"},
      {"a long value is split", "x IN TXT \"a\"\n",
       ("x TXT 3600: \"" + std::string(255, 'l') + "\" \"m\"").c_str(),
       "x IN TXT \"" + std::string(255, 'l') + "\" \"m\"\n"},
  });
}

TEST_CASE("a removed value takes its whole lines along") {
  check({
      {"one of three", "@ IN TXT \"a\"\n@ IN TXT \"b\" ; gone\n; kept\n@ IN TXT \"c\"\n",
       "@ TXT 3600: \"a\" | \"c\"", "@ IN TXT \"a\"\n; kept\n@ IN TXT \"c\"\n"},
      {"the whole set", "x IN TXT \"a\"\n\n; kept\nx IN TXT \"b\"\nx IN A 192.0.2.2\n", "x TXT -",
       "\n; kept\nx IN A 192.0.2.2\n"},
      {"several lines", "x IN TXT ( \"a\" ; one\n \"b\"\n ) ; two\ny IN A 192.0.2.2\n", "x TXT -",
       "y IN A 192.0.2.2\n"},
      {"a value that stands twice goes twice", "x IN TXT \"a\"\nx IN TXT \"k\"\nx TXT a\n",
       "x TXT 3600: \"k\"", "x IN TXT \"k\"\n"},
      {"a type that we never write", "x IN A 192.0.2.2\nx IN AAAA 2001:db8::1\n", "x A -",
       "x IN AAAA 2001:db8::1\n"},
  });
}

TEST_CASE("a record that inherits the owner of a removed one gets that owner and nothing else") {
  check({
      {"next record", "x IN TXT \"a\"\n  IN A 192.0.2.2\n\tIN AAAA 2001:db8::1\n", "x TXT -",
       "x  IN A 192.0.2.2\n\tIN AAAA 2001:db8::1\n"},
      {"the owner as it was spelled", "X.example.COM. IN TXT \"a\"\n  IN A 192.0.2.2\n", "x TXT -",
       "X.example.COM.  IN A 192.0.2.2\n"},
      {"the apex", "@ IN TXT \"a\"\n  IN TXT \"b\"\n", "@ TXT 3600: \"b\"", "  IN TXT \"b\"\n"},
      {"over comments", "x IN TXT \"a\"\n; about the next\n\n  IN A 192.0.2.2\n", "x TXT -",
       "; about the next\n\nx  IN A 192.0.2.2\n"},
      {"another origin in between",
       "x IN TXT \"a\"\n$ORIGIN sub.example.com.\n  IN A 192.0.2.2\n"
       "$ORIGIN example.com.\n",
       "x TXT -",
       "$ORIGIN sub.example.com.\nx.example.com.  IN A 192.0.2.2\n$ORIGIN example.com.\n"},
      {"nothing to do when the one above has it too",
       "x IN TXT \"a\"\n  IN TXT \"b\"\n  IN A 192.0.2.2\n", "x TXT 3600: \"a\"",
       "x IN TXT \"a\"\n  IN A 192.0.2.2\n"},
  });
}

TEST_CASE("without $TTL a record that inherits the TTL of a removed one gets that TTL") {
  const std::string zone = "@ 60 IN SOA ns hostmaster 7 3600 600 86400 300\n@ IN NS ns\n";
  CHECK(edited(zone + "x 1h IN TXT \"a\"\ny IN A 192.0.2.2\nz IN A 192.0.2.3\n", "x TXT -") ==
        "@ 60 IN SOA ns hostmaster 8 3600 600 86400 300\n@ IN NS ns\n"
        "y 1h IN A 192.0.2.2\nz IN A 192.0.2.3\n");
  CHECK(edited(zone + "x 1h IN TXT \"a\"\n\tIN\tA\t192.0.2.2\n", "x TXT -") ==
        "@ 60 IN SOA ns hostmaster 8 3600 600 86400 300\n@ IN NS ns\n"
        "x\t1h\tIN\tA\t192.0.2.2\n");
  CHECK(edited(zone + "x IN TXT \"a\"\ny IN A 192.0.2.2\n", "x TXT -") ==
        "@ 60 IN SOA ns hostmaster 8 3600 600 86400 300\n@ IN NS ns\ny IN A 192.0.2.2\n");
}

TEST_CASE("an added value follows the last record of its RRset in that record's spelling") {
  check({
      {"owner and blanks", "@\t\tIN\tTXT\t\"a\" ; theirs\nx IN A 192.0.2.2\n",
       "@ TXT 3600: \"a\" | \"b\"",
       "@\t\tIN\tTXT\t\"a\" ; theirs\n@\t\tIN\tTXT\t\"b\"\n"
       "x IN A 192.0.2.2\n"},
      {"an inherited owner stays inherited", "x IN TXT \"a\"\n   IN TXT \"b\"\n   IN A 192.0.2.2\n",
       "x TXT 3600: \"a\" | \"b\" | \"c\"",
       "x IN TXT \"a\"\n   IN TXT \"b\"\n   IN TXT \"c\"\n   IN A 192.0.2.2\n"},
      {"class before TTL, lower case", "x in 300 txt a\n", "x TXT 300: \"a\" | \"b\"",
       "x in 300 txt a\nx in 300 txt \"b\"\n"},
      {"after a record over several lines", "x IN TXT ( \"a\"\n ) ; c\n",
       "x TXT 3600: \"a\" | \"b\"", "x IN TXT ( \"a\"\n ) ; c\nx IN TXT \"b\"\n"},
      {"parentheses before the type are not copied", "x 300 ( IN\n TXT \"a\" )\n",
       "x TXT 300: \"a\" | \"b\"", "x 300 ( IN\n TXT \"a\" )\nx 300 IN TXT \"b\"\n"},
      {"two at once keep their order", "x IN TXT \"m\"\n", "x TXT 3600: \"a\" | \"m\" | \"z\"",
       "x IN TXT \"m\"\nx IN TXT \"a\"\nx IN TXT \"z\"\n"},
      {"under another origin", "$ORIGIN sub\nx IN TXT \"a\"\n$ORIGIN example.com.\n",
       "x.sub TXT 3600: \"a\" | \"b\"",
       "$ORIGIN sub\nx IN TXT \"a\"\nx IN TXT \"b\"\n$ORIGIN example.com.\n"},
      {"one out, one in", "x IN TXT \"k\"\nx IN TXT \"a\" ; old\n", "x TXT 3600: \"k\" | \"b\"",
       "x IN TXT \"k\"\nx IN TXT \"b\"\n"},
      {"a set that is replaced whole", "x IN TXT \"a\"\n  IN TXT \"b\"\n  IN A 192.0.2.2\n",
       "x TXT 3600: \"c\" | \"d\"", "x  IN TXT \"c\"\n  IN TXT \"d\"\n  IN A 192.0.2.2\n"},
  });
}

TEST_CASE("a new RRset follows the last record of its owner name, or ends the main file") {
  check({
      {"the same owner", "mail IN A 192.0.2.2\nx\tIN\tA\t192.0.2.3\ny IN A 192.0.2.4\n",
       "x TXT 300: \"a\"",
       "mail IN A 192.0.2.2\nx\tIN\tA\t192.0.2.3\nx\t300\tIN\tTXT\t\"a\"\n"
       "y IN A 192.0.2.4\n"},
      {"the same owner, inherited", "x IN A 192.0.2.2\n  IN A 192.0.2.3\n  IN AAAA 2001:db8::1\n",
       "x TXT 3600: \"a\" | \"b\"",
       "x IN A 192.0.2.2\n  IN A 192.0.2.3\n  IN AAAA 2001:db8::1\n"
       "x 3600 IN TXT \"a\"\nx 3600 IN TXT \"b\"\n"},
      {"the apex", "", "@ TXT 300: \"a\"", "@ 300 IN TXT \"a\"\n"},
      {"the apex under another origin",
       "$ORIGIN sub\nexample.com. IN MX 10 m\nx A 192.0.2.9\n"
       "$ORIGIN example.com.\n",
       "@ TXT 300: \"a\"",
       "$ORIGIN sub\nexample.com. IN MX 10 m\nexample.com. 300 IN TXT \"a\"\nx A 192.0.2.9\n"
       "$ORIGIN example.com.\n"},
      {"a type for another", "x IN TXT \"key\" ; gone\n\ny IN A 192.0.2.4\n",
       "x CNAME 300: k.example.net.\nx TXT -",
       "x 300 IN CNAME k.example.net.\n\n"
       "y IN A 192.0.2.4\n"},
  });
  const std::string end = head + tail;
  const std::string done = raised + tail;
  CHECK(edited(end, "m._domainkey TXT 300: \"k=rsa\"") ==
        done + "m._domainkey 300 IN TXT \"k=rsa\"\n");
  CHECK(edited(head + "www\tIN\tA\t192.0.2.1", "y TXT 300: \"b\"\nz MX 60: 10 m.example.net.") ==
        raised +
            "www\tIN\tA\t192.0.2.1\ny\t300\tIN\tTXT\t\"b\"\nz\t60\tIN\tMX\t10 m.example.net.\n");
  CHECK(edited(end + "$ORIGIN sub\n; none here", "y TXT 300: \"b\"\ny.sub TXT 300: \"c\"") ==
        done + "$ORIGIN sub\n; none here\ny.example.com. 300 IN TXT \"b\"\ny 300 IN TXT \"c\"\n");
}

TEST_CASE("a new RRset does not change the TTL that records below it inherit") {
  CHECK(edited("@ 60 IN SOA ns h 7 3600 600 86400 300\n@ IN NS ns\nx IN A 192.0.2.1\n",
               "@ TXT 300: \"a\"") ==
        "@ 60 IN SOA ns h 8 3600 600 86400 300\n@ IN NS ns\nx IN A 192.0.2.1\n"
        "@ 300 IN TXT \"a\"\n");
  CHECK(edited("@ 60 IN SOA ns h 7 3600 600 86400 300\n@ IN NS ns\nx IN A 192.0.2.1\n",
               "@ TXT 60: \"a\"") ==
        "@ 60 IN SOA ns h 8 3600 600 86400 300\n@ IN NS ns\n@ 60 IN TXT \"a\"\n"
        "x IN A 192.0.2.1\n");
}

TEST_CASE("a new TTL replaces the old one or is written before class and type") {
  check({
      {"stated", "x 1h IN TXT \"a\"\n", "x TXT 300: \"a\"", "x 300 IN TXT \"a\"\n"},
      {"class first", "x IN 60 TXT \"a\"\n", "x TXT 300: \"a\"", "x IN 300 TXT \"a\"\n"},
      {"from $TTL", "x\tIN TXT \"a\"\n", "x TXT 300: \"a\"", "x\t300\tIN TXT \"a\"\n"},
      {"no class", "x TXT \"a\"\n\tTXT \"b\"\n", "x TXT 300: \"a\" | \"b\"",
       "x 300 TXT \"a\"\n\t300\tTXT \"b\"\n"},
      {"parentheses", "x (\n TXT \"a\" )\n", "x TXT 300: \"a\"", "x 300 (\n TXT \"a\" )\n"},
      {"with a new value", "x 60 TXT \"a\"\n", "x TXT 300: \"a\" | \"b\"",
       "x 300 TXT \"a\"\nx 300 TXT \"b\"\n"},
      {"different TTLs are left alone when the first counts",
       "x 60 TXT \"a\"\nx 90 TXT \"b\"\nx 60 TXT \"c\"\n", "x TXT 60: \"a\" | \"b\"",
       "x 60 TXT \"a\"\nx 90 TXT \"b\"\n"},
      {"different TTLs become one when the first goes", "x 60 TXT \"a\"\nx 90 TXT \"b\"\n",
       "x TXT 60: \"b\"", "x 60 TXT \"b\"\n"},
  });
  CHECK(edited("@ 60 SOA ns h 7 3600 600 86400 300\n@ NS ns\nx 90 TXT \"a\"\n  TXT \"b\"\ny A "
               "192.0.2.1\n",
               "x TXT 300: \"a\" | \"b\"") ==
        "@ 60 SOA ns h 8 3600 600 86400 300\n@ NS ns\nx 300 TXT \"a\"\n  TXT \"b\"\ny 90 A "
        "192.0.2.1\n");
}
