#include "fakes/route53_txt.h"

#include "fakes/route53_lab.h"
#include "fakes/route53_values.h"

#include <doctest/doctest.h>

using namespace dnsward;
using namespace dnsward::test;
using fake::r53::txt_octets;
using Texts = std::vector<std::string>;

namespace {

std::string verdict(const Route53Lab& lab, const std::string& value) {
  const std::string text = lab.create("a.example.com", "TXT", {value}).verdict();
  if (text != "200") return text;
  return lab.change(change_xml("DELETE", "a.example.com", "TXT", {value})).verdict();
}

std::string invalid(const std::string& problem, const std::string& value) {
  return "400 InvalidChangeBatch: [Invalid Resource Record: FATAL problem: " + problem +
         " encountered with '" + value + "']";
}

const std::string not_quoted =
    "InvalidCharacterString (Value should be enclosed in quotation marks)";
const std::string unsupported = "UnsupportedCharacter (Value contains unsupported characters)";
const std::string string_too_long = "CharacterStringTooLong (Value is too long)";

}  // namespace

TEST_CASE("TXT values are strings in quotes with a blank between them") {
  Route53Lab lab;
  for (const char* value : {R"("a")", R"("")", R"("a b;c" "d")", R"("a"  "b")"}) {
    CAPTURE(value);
    CHECK(verdict(lab, value) == "200");
  }
  for (const char* value : {"a", R"("a)", R"(a")", R"("a" b)", R"("a" )", R"("a""b")", ""}) {
    CAPTURE(value);
    CHECK(verdict(lab, value) == invalid(not_quoted, value));
  }
  lab.api.configure([](auto& options) { options.adjacent_strings = true; });
  CHECK(verdict(lab, R"("a""b")") == "200");
  CHECK(verdict(lab, R"("a"b)") == invalid(not_quoted, R"("a"b)"));
}

TEST_CASE("escapes in TXT values are octal, and other octets must be escaped") {
  const Route53Lab lab;
  for (const char* value : {R"("\"")", R"("\\")", R"("\303\251\000\377")"}) {
    CAPTURE(value);
    CHECK(verdict(lab, value) == "200");
  }
  for (const char* value :
       {"\"\xc3\xa9\"", "\"a\tb\"", R"("\;")", R"("\400")", R"("\08")", R"("\")"}) {
    CAPTURE(value);
    CHECK(verdict(lab, value) != "200");
  }
  CHECK(verdict(lab, "\"\xc3\xa9\"") == invalid(unsupported, "\"\xc3\xa9\""));
  CHECK(verdict(lab, R"("\199")") == invalid(unsupported, R"("\199")"));
}

TEST_CASE("a string holds 255, and whether an escape counts as written is a switch") {
  Route53Lab lab;
  const std::string full(255, 'x');
  CHECK(verdict(lab, "\"" + full + "\"") == "200");
  CHECK(verdict(lab, "\"" + full + "x\"") == invalid(string_too_long, "\"" + full + "x\""));
  const std::string escaped = "\"" + full.substr(0, 252) + R"(\303")";
  CHECK(verdict(lab, escaped) == invalid(string_too_long, escaped));
  lab.api.configure([](auto& options) { options.escapes_count = false; });
  CHECK(verdict(lab, escaped) == "200");
}

TEST_CASE("a value holds 4000 characters") {
  const Route53Lab lab;
  std::string value;
  for (int i = 0; i < 15; ++i) value += "\"" + std::string(255, 'x') + "\" ";
  const std::string fits = value + "\"" + std::string(4000 - value.size() - 2, 'y') + "\"";
  CHECK(fits.size() == 4000);
  CHECK(txt_octets(fits).size() == 3953);
  CHECK(verdict(lab, fits) == "200");
  const std::string more = value + "\"" + std::string(4001 - value.size() - 2, 'y') + "\"";
  CHECK(verdict(lab, more) ==
        "400 InvalidInput: Invalid XML ; cvc-maxLength-valid: Value '" + more +
            "' with length = '4001' is not facet-valid with respect to maxLength '4000' for type "
            "'RData'.");
}

TEST_CASE("name servers answer the octets, whatever the spelling") {
  CHECK(txt_octets(R"("a" "b")") == "ab");
  CHECK(txt_octets(R"("abc""def")") == "abcdef");
  CHECK(txt_octets(R"("\064 \"\\")") == "4 \"\\");
  CHECK(txt_octets(R"("\303\251")") == "\xc3\xa9");
  CHECK(txt_octets("unquoted value") == "unquotedvalue");
  CHECK(txt_octets(R"("")").empty());
}

TEST_CASE("a repeated value is refused, by its octets unless a switch says by its text") {
  Route53Lab lab;
  const auto twice = [&](const Texts& values) {
    return lab.create("a.example.com", "TXT", values).verdict();
  };
  CHECK(twice({R"("a")", R"("b")", R"("a")"}) ==
        R"(400 InvalidChangeBatch: [Duplicate Resource Record: '"a"'])");
  CHECK(twice({R"("a")", R"("\141")"}) ==
        R"(400 InvalidChangeBatch: [Duplicate Resource Record: '"\141"'])");
  lab.api.configure([](auto& options) { options.same_octets_once = false; });
  CHECK(twice({R"("a")", R"("\141")"}) == "200");
}

TEST_CASE("values are kept as sent, unless a switch says respelt") {
  Route53Lab lab;
  const std::string sent = R"("\141"   "b\303")";
  CHECK(lab.create("a.example.com", "TXT", {sent}).verdict() == "200");
  CHECK(lab.values("a.example.com") == Texts{sent});
  lab.api.configure([](auto& options) { options.respell_txt = true; });
  CHECK(lab.create("b.example.com", "TXT", {sent}).verdict() == "200");
  CHECK(lab.values("b.example.com") == Texts{R"("a" "b\303")"});
  CHECK(lab.change(change_xml("DELETE", "b.example.com", "TXT", {sent})).response.status == 400);
  CHECK(lab.change(change_xml("DELETE", "b.example.com", "TXT", {R"("a" "b\303")"})).verdict() ==
        "200");
}

TEST_CASE("awkward values that others stored can be deleted as they stand") {
  Route53Lab lab;
  lab.api.put(lab.zone, {.name = "a.example.com", .type = "TXT", .values = {R"("a""b")", "bare"}});
  CHECK(lab.change(change_xml("DELETE", "a.example.com", "TXT", {R"("a""b")", "bare"})).verdict() ==
        "200");
}

TEST_CASE("values of other types are checked too") {
  const Route53Lab lab;
  const auto create = [&](const std::string& type, const std::string& value) {
    return lab.create(type + ".example.com", type, {value}).verdict();
  };
  CHECK(create("A", "192.0.2.256") ==
        invalid("ARRDATAIllegalIPv4Address (Value is not a valid IPv4 address)", "192.0.2.256"));
  CHECK(create("AAAA", "::g") ==
        invalid("AAAARRDATAIllegalIPv6Address (Value is not a valid IPv6 address)", "::g"));
  CHECK(create("MX", "mail.example.net") ==
        invalid("MXRRDATANotRightFields (MX record doesn't have 2 fields)", "mail.example.net"));
  CHECK(create("MX", "65536 mail.example.net") ==
        invalid("MXRRDATAIllegalNumber (Value is not a 16 bit number)", "65536 mail.example.net"));
  CHECK(create("CNAME", "a..example.net") ==
        invalid("DomainLabelEmpty (Domain label is empty)", "a..example.net"));
  CHECK(create("CAA", "0 issue ca.example.net") ==
        invalid("InvalidCAA (Value is not a CAA record)", "0 issue ca.example.net"));
  CHECK(create("SSHFP", " ") == invalid("EmptyValue (Value is empty)", " "));
  for (const auto& sample :
       {std::pair{"A", "192.0.2.1"}, std::pair{"AAAA", "2001:db8::1"}, std::pair{"MX", "0 ."},
        std::pair{"SRV", "0 0 25 mail.example.net"},
        std::pair{"CAA", R"(0 issue "ca.example.net")"}, std::pair{"SPF", R"("v=spf1 -all")"}}) {
    CAPTURE(sample.first);
    CHECK(create(sample.first, sample.second) == "200");
  }
  CHECK(fake::r53::true_value("CNAME", "MAIL.Example.NET") == "mail.example.net.");
  CHECK(fake::r53::true_value("SRV", "0  0 25 A.example.net.") == "0 0 25 a.example.net.");
}
