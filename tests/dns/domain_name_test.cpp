#include "dns/domain_name.h"

#include <doctest/doctest.h>

using namespace dnsward;

namespace {

DomainName name(std::string_view text) {
  return DomainName::parse(text).value();
}

std::string problem(std::string_view text) {
  const auto parsed = DomainName::parse(text);
  return parsed ? "parsed as " + parsed->to_text() : parsed.error().message;
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  for (; times > 0; --times) all += text;
  return all;
}

}  // namespace

TEST_CASE("a name is absolute with and without its final dot, and lower case") {
  CHECK(name("Example.COM").to_text() == "example.com.");
  CHECK(name("example.com.") == name("EXAMPLE.com"));
  CHECK(name("\\065.example").to_text() == "a.example.");
  CHECK(name(".").is_root());
  CHECK(name(".") == DomainName());
  CHECK(name(".").to_text() == ".");
}

TEST_CASE("underscores and wildcards are names") {
  CHECK(name("_dmarc.example").to_text() == "_dmarc.example.");
  CHECK(name("*._domainkey.example").to_text() == "*._domainkey.example.");
  CHECK(name("0/25.2.0.192.in-addr.arpa").to_text() == "0/25.2.0.192.in-addr.arpa.");
}

TEST_CASE("escapes make any octet part of a label") {
  const auto dotted = name("a\\.b.example");
  CHECK(dotted.label_count() == 2);
  CHECK(dotted.labels() == std::vector<std::string_view>{"a.b", "example"});
  CHECK(dotted.to_text() == "a\\.b.example.");
  CHECK(name("a\\046b.example") == dotted);
  CHECK(name("\\195\\188.example").labels().front() == "\xC3\xBC");
  CHECK(name("\\000\\032\\127.example").to_text() == "\\000\\032\\127.example.");
  CHECK(name(R"(\"\;\(\)\@\$\\.example)").to_text() == R"(\"\;\(\)\@\$\\.example.)");
  CHECK(name("example\\.").to_text() == "example\\..");
  CHECK(name("example\\.").display() == "example\\.");
}

TEST_CASE("U-labels become A-labels, label by label") {
  CHECK(name("B\xC3\xBC\x63her.example").to_text() == "xn--bcher-kva.example.");
  CHECK(name("_dmarc.b\xC3\xBC\x63her.example.").to_text() == "_dmarc.xn--bcher-kva.example.");
  CHECK(name("*.stra\xC3\x9F\x65.example").to_text() == "*.xn--strae-oqa.example.");
  CHECK(name("e\xCC\x81.example") == name("\xC3\xA9.example"));  // NFC
  CHECK(name("xn--bcher-kva.example").to_text() == "xn--bcher-kva.example.");
  CHECK(name("a\\.b.\xC3\xA9").labels().front() == "a.b");
}

TEST_CASE("full stops of other scripts end a label in a name that users write") {
  CHECK(name("b\xC3\xBC\x63her\xE3\x80\x82\x65xample").to_text() == "xn--bcher-kva.example.");
  CHECK(name("a\xEF\xBC\x8E\x62\xEF\xBD\xA1").to_text() == "a.b.");
}

TEST_CASE("a relative name stands below its origin, an absolute one does not") {
  const auto origin = name("example.com");
  CHECK(DomainName::parse("mail._domainkey", origin).value().to_text() ==
        "mail._domainkey.example.com.");
  CHECK(DomainName::parse("mail.example.net.", origin).value().to_text() == "mail.example.net.");
  CHECK(DomainName::parse("@", origin).value() == origin);
  CHECK(DomainName::parse("\\@", origin).value().to_text() == "\\@.example.com.");
  CHECK(DomainName::parse("a\\.", origin).value().to_text() == "a\\..example.com.");
  CHECK(DomainName::parse("\xC3\xBC", origin).value().to_text() == "xn--tda.example.com.");
  CHECK(DomainName::parse(".", origin).value().is_root());
  CHECK(DomainName::parse("a", DomainName()).value().to_text() == "a.");
}

TEST_CASE("a master file spells octets, not Unicode") {
  const auto origin = name("example.com");
  const auto parsed = DomainName::from_presentation("\xC3\xBC", origin).value();
  CHECK(parsed.to_text() == "\\195\\188.example.com.");
  CHECK(DomainName::from_presentation("@", origin).value() == origin);
  CHECK(DomainName::from_presentation("WWW.Example.NET.", origin).value().to_text() ==
        "www.example.net.");
  CHECK(DomainName::from_presentation("a..b", origin).error().message ==
        "domain name \"a..b\" has an empty label");
}

TEST_CASE("a name without anything is refused") {
  CHECK(problem("") == "domain name \"\" is empty");
  CHECK(DomainName::parse("", name("example")).error().message == "domain name \"\" is empty");
}

TEST_CASE("an empty label is refused wherever it stands") {
  CHECK(problem("a..b") == "domain name \"a..b\" has an empty label");
  CHECK(problem(".a") == "domain name \".a\" has an empty label");
  CHECK(problem("..") == "domain name \"..\" has an empty label");
  CHECK(problem("a..") == "domain name \"a..\" has an empty label");
  CHECK(problem("\xC3\xBC\xE3\x80\x82.b") ==
        "domain name \"\xC3\xBC\xE3\x80\x82.b\" has an empty label");
  CHECK(DomainName::parse("a..b").error().hint == "remove the dot that stands for nothing");
}

TEST_CASE("a label has at most 63 octets, escapes counted as the octets they stand for") {
  const std::string longest(63, 'a');
  CHECK(name(longest + ".example").labels().front() == longest);
  CHECK(problem(longest + "b.example") ==
        "label \"" + longest + "b\" has 64 octets, the limit is 63 (RFC 1035)");
  CHECK(problem("example." + longest + "bc") ==
        "label \"" + longest + "bc\" has 65 octets, the limit is 63 (RFC 1035)");
  CHECK(name(repeated("\\097", 63)).labels().front() == longest);
  CHECK(problem(repeated("\\097", 64)) ==
        "label \"" + repeated("\\097", 64) + "\" has 64 octets, the limit is 63 (RFC 1035)");
}

TEST_CASE("an A-label counts with the octets it has, not the ones that were typed") {
  const auto label = repeated("\xC3\xBC", 60);
  CHECK(problem(label + ".example") ==
        "label \"" + label + "\" has over 63 octets as an A-label, the limit is 63 (RFC 1035)");
}

TEST_CASE("a name has at most 255 octets in wire form") {
  const std::string label(63, 'a');
  const auto three = label + "." + label + "." + label + ".";
  const auto longest = three + std::string(61, 'b');  // 3 * 64 + 62 + 1
  CHECK(name(longest).wire_size() == 255);
  CHECK(name(longest + ".").wire_size() == 255);
  CHECK(problem(longest + "b") ==
        "domain name \"" + longest + "b\" has 256 octets, the limit is 255 (RFC 1035)");
  CHECK(name(repeated("a.", 127)).wire_size() == 255);
  CHECK(name(repeated("a.", 127)).label_count() == 127);
  CHECK(problem(repeated("a.", 128)) ==
        "domain name \"" + repeated("a.", 128) + "\" has 257 octets, the limit is 255 (RFC 1035)");
}

TEST_CASE("a relative name that is too long below its origin is quoted with it") {
  const std::string label(63, 'a');
  const auto origin = name(label + "." + label + "." + label);
  CHECK(DomainName::parse(std::string(61, 'b'), origin).value().wire_size() == 255);
  const auto parsed = DomainName::parse(std::string(62, 'b'), origin);
  REQUIRE_FALSE(parsed.has_value());
  CHECK(parsed.error().message == "domain name \"" + std::string(62, 'b') + "." + origin.display() +
                                      "\" has 256 octets, the limit is 255 (RFC 1035)");
}

TEST_CASE("a bad escape is refused and shown") {
  CHECK(problem("a\\256.b") == "escape \"\\256\" in domain name \"a\\256.b\" is over 255");
  CHECK(problem("a\\99") == "escape \"\\99\" in domain name \"a\\99\" has fewer than three digits");
  CHECK(problem("a\\1b.c") ==
        "escape \"\\1\" in domain name \"a\\1b.c\" has fewer than three digits");
  CHECK(problem("a\\") == "escape \"\\\" in domain name \"a\\\" has nothing after the backslash");
  CHECK(problem("\xC3\xBC.a\\") ==
        "escape \"\\\" in domain name \"\xC3\xBC.a\\\" has nothing after the backslash");
  CHECK(DomainName::parse("\\256").error().hint ==
        "write an octet as a backslash and three digits, \\000 to \\255");
}

TEST_CASE("a U-label that IDNA2008 forbids is refused with the reason") {
  CHECK(problem("\xE2\x98\x85.example") ==
        "label \"\xE2\x98\x85\" of domain name \"\xE2\x98\x85.example\" is not an IDNA2008 label: "
        "string contains a disallowed character");
  CHECK(problem("a.-\xC3\xA9") ==
        "label \"-\xC3\xA9\" of domain name \"a.-\xC3\xA9\" is not an IDNA2008 "
        "label: string start/ends with forbidden hyphen");
  CHECK(problem("\xFF.example") ==
        "label \"\xFF\" of domain name \"\xFF.example\" is not an IDNA2008 "
        "label: string encoding error");
  CHECK(
      problem("\\065\xC3\xA9.example") ==
      "label \"\\065\xC3\xA9\" of domain name \"\\065\xC3\xA9.example\" is not an IDNA2008 label: "
      "it holds a backslash beside octets over 127");
}

TEST_CASE("a character that stands for a dot or a slash does not move the boundary of a label") {
  for (const std::string_view text :
       {"\xE2\x92\x88.example", "\xE2\x80\xA4.example", "\xE2\x84\x80.example"}) {
    CAPTURE(text);
    CHECK_FALSE(DomainName::parse(text).has_value());
  }
}

TEST_CASE("NUL in a U-label is refused, not taken for its end") {
  using namespace std::string_view_literals;
  CHECK(
      problem("\xC3\xA9\0b.example"sv) ==
      "label \"\xC3\xA9\0b\" of domain name \"\xC3\xA9\0b.example\" is not an IDNA2008 label: it holds a NUL"sv);
}

TEST_CASE("the wire form is read when it is one whole uncompressed name") {
  const auto from_wire = [](std::string_view octets) { return DomainName::from_wire(octets); };
  using namespace std::string_view_literals;
  CHECK(from_wire("\3WwW\2ex\0"sv).value().to_text() == "www.ex.");
  CHECK(from_wire("\0"sv).value().is_root());
  CHECK(from_wire("").error().message == "domain name in wire form is cut off");
  CHECK(from_wire("\3www"sv).error().message == "domain name in wire form is cut off");
  CHECK(from_wire("\4www\0"sv).error().message == "domain name in wire form is cut off");
  CHECK(from_wire("\xC0\x0C"sv).error().message == "domain name in wire form is compressed");
  CHECK(from_wire("\1a\0bc"sv).error().message ==
        "domain name in wire form is followed by 2 more octets");
  CHECK(from_wire(repeated("\1a", 128) + '\0').error().message ==
        "domain name in wire form has 257 octets, the limit is 255 (RFC 1035)");
}

TEST_CASE("a name is shown relative to an origin that it is within") {
  const auto origin = name("example.com");
  CHECK(origin.relative_to(origin) == "@");
  CHECK(name("mail._domainkey.example.com").relative_to(origin) == "mail._domainkey");
  CHECK(name("\\@.example.com").relative_to(origin) == "\\@");
  CHECK(name("notexample.com").relative_to(origin) == "notexample.com.");
  CHECK(name("com").relative_to(origin) == "com.");
  CHECK(origin.relative_to(DomainName()) == "example.com");
  CHECK(DomainName().relative_to(DomainName()) == "@");
}

TEST_CASE("the display form has no final dot, the root excepted") {
  CHECK(name("Example.com.").display() == "example.com");
  CHECK(DomainName().display() == ".");
}

TEST_CASE("a name is within its ancestors and itself, label by label") {
  const auto apex = name("example.com");
  CHECK(apex.is_within(apex));
  CHECK(name("a.b.example.com").is_within(apex));
  CHECK(apex.is_within(DomainName()));
  CHECK(DomainName().is_within(DomainName()));
  CHECK_FALSE(DomainName().is_within(apex));
  CHECK_FALSE(name("notexample.com").is_within(apex));
  CHECK_FALSE(name("com").is_within(apex));
  // The octets of "\003com" end this label without being labels of their own.
  CHECK_FALSE(name("a\\003com").is_within(name("com")));
}

TEST_CASE("the parent has one label less, and the root is its own") {
  CHECK(name("a.b.example").parent() == name("b.example"));
  CHECK(name("example").parent().is_root());
  CHECK(DomainName().parent().is_root());
  CHECK(DomainName().label_count() == 0);
  CHECK(DomainName().labels().empty());
}

TEST_CASE("names sort as RFC 4034, 6.1 lists them") {
  const std::vector<std::string_view> sorted{
      "example",   "a.example",       "yljkjljk.a.example", "Z.a.example",    "zABC.a.EXAMPLE",
      "z.example", "\\001.z.example", "*.z.example",        "\\200.z.example"};
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    for (std::size_t j = 0; j < sorted.size(); ++j) {
      CAPTURE(sorted[i]);
      CAPTURE(sorted[j]);
      CHECK((name(sorted[i]) <=> name(sorted[j])) == (i <=> j));
    }
  }
  CHECK(DomainName() < name("example"));
}
