#include "fakes/route53_lab.h"

#include <doctest/doctest.h>

using namespace dnsward;
using namespace dnsward::test;

namespace {

const std::string space = "https://route53.amazonaws.com/doc/2013-04-01/";
const std::string set =
    "<ResourceRecordSet><Name>a.example.com</Name><Type>A</Type><TTL>60</TTL><ResourceRecords>"
    "<ResourceRecord><Value>192.0.2.1</Value></ResourceRecord></ResourceRecords>"
    "</ResourceRecordSet>";
const std::string change = "<Change><Action>UPSERT</Action>" + set + "</Change>";

/// The answer to a body in which `from` is replaced.
std::string edited(const std::string& from, const std::string& to) {
  const Route53Lab lab;
  std::string body = batch_xml(change);
  const std::size_t at = body.find(from);
  REQUIRE(at != std::string::npos);
  body.replace(at, from.size(), to);
  return lab.ask("POST", "hostedzone/" + lab.zone + "/rrset/", body).verdict();
}

std::string spaced_name(const std::string& name) {
  return "\"" + space + "\":" + name;
}

std::string none_of(const std::string& action) {
  return "400 InvalidInput: Invalid request: Expected exactly one of [AliasTarget, all of [TTL, "
         "and "
         "ResourceRecords], or TrafficPolicyInstanceId], but found none in Change with [Action=" +
         action + ", Name=a.example.com, Type=A, SetIdentifier=null]";
}

const std::string malformed = "400 MalformedInput: Could not parse XML";

}  // namespace

TEST_CASE("a batch is taken with a prefix, blanks, comments, CDATA and references, too") {
  CHECK(edited("<Value>192.0.2.1</Value>", "<Value><![CDATA[192.0.2.1]]></Value>") == "200");
  CHECK(edited("<Value>192.0.2.1</Value>",
               "<!-- an address --><Value>192&#46;0.2&#x2E;1</Value>") == "200");
  CHECK(edited("<ResourceRecordSet>", "\n  <ResourceRecordSet>\n  ") == "200");
  const Route53Lab lab;
  std::string body = batch_xml(change);
  for (std::size_t at = body.find("xmlns="); at != std::string::npos;
       at = body.find("xmlns=", at + 9)) {
    body.replace(at, 6, "xmlns:a=");
  }
  std::string prefixed;
  for (std::size_t i = 0; i < body.size(); ++i) {
    prefixed += body[i];
    if (body[i] == '<' && body[i + 1] == '/') {
      prefixed += "/a:";
      ++i;
    } else if (body[i] == '<' && body[i + 1] != '?') {
      prefixed += "a:";
    }
  }
  CHECK(lab.ask("POST", "hostedzone/" + lab.zone + "/rrset/", prefixed).verdict() == "200");
}

TEST_CASE("what is no XML of one element is malformed") {
  CHECK(edited("</Change>", "") == malformed);
  CHECK(edited("<Name>a.", "<Name>a&nbsp;.") == malformed);
  CHECK(edited("<Name>a.", "<Name>a&.") == malformed);
  CHECK(edited("<Name>a.", "<Name>\xff.") == malformed);
  CHECK(edited("<Name>a.", "<Name>\xed\xa0\x80.") == malformed);
  CHECK(edited("<Name>a.", "<Name>\x01.") == malformed);
  CHECK(edited("<ChangeResource", "<!DOCTYPE a><ChangeResource") == malformed);
  CHECK(edited("</ChangeResourceRecordSetsRequest>",
               "</ChangeResourceRecordSetsRequest><Other/>") == malformed);
  const Route53Lab lab;
  CHECK(lab.ask("POST", "hostedzone/" + lab.zone + "/rrset/").verdict() == malformed);
}

TEST_CASE("the outer element is needed, of the API's namespace") {
  const Route53Lab lab;
  CHECK(lab.ask("POST", "hostedzone/" + lab.zone + "/rrset/",
                "<ChangeBatch xmlns=\"" + space + "\"><Changes>" + change +
                    "</Changes></ChangeBatch>")
            .verdict() ==
        "400 MalformedInput: ChangeBatch is not valid, expected ChangeResourceRecordSetsRequest");
  CHECK(edited(" xmlns=\"" + space + "\"", "") ==
        "400 InvalidInput: Invalid XML ; cvc-elt.1: Cannot find the declaration of element "
        "'ChangeResourceRecordSetsRequest'.");
  CHECK(edited("<Name>", "<Name xmlns=\"other\">")
            .starts_with("400 InvalidInput: Invalid XML ; cvc-complex-type.2.4.a: Invalid content "
                         "was found starting "
                         "with element 'Name'."));
}

TEST_CASE("elements come in the schema's order, the needed ones once, and no others") {
  CHECK(
      edited("<Name>a.example.com</Name><Type>A</Type>", "<Type>A</Type><Name>a</Name>") ==
      "400 InvalidInput: Invalid XML ; cvc-complex-type.2.4.a: Invalid content was found starting "
      "with element 'Type'. One of '{" +
          spaced_name("Name") + "}' is expected.");
  CHECK(edited("<TTL>60</TTL>", "<Ttl>60</Ttl>")
            .starts_with("400 InvalidInput: Invalid XML ; cvc-complex-type.2.4.a: Invalid content "
                         "was found starting "
                         "with element 'Ttl'. One of '{" +
                         spaced_name("SetIdentifier") + ", " + spaced_name("Weight")));
  CHECK(edited("<TTL>60</TTL>", "<TTL>60</TTL><TTL>60</TTL>")
            .starts_with("400 InvalidInput: Invalid XML ; cvc-complex-type.2.4.a: Invalid content "
                         "was found starting with element 'TTL'. One of '{" +
                         spaced_name("ResourceRecords")));
  CHECK(
      edited("</Value>", "</Value><Value>192.0.2.2</Value>") ==
      "400 InvalidInput: Invalid XML ; cvc-complex-type.2.4.d: Invalid content was found starting "
      "with element 'Value'. No child element is expected at this point.");
  CHECK(edited("<Value>192.0.2.1</Value>", "") ==
        "400 InvalidInput: Invalid XML ; cvc-complex-type.2.4.b: The content of element "
        "'ResourceRecord' is not complete. One of '{" +
            spaced_name("Value") + "}' is expected.");
  CHECK(edited(change, "") ==
        "400 InvalidInput: Invalid XML ; cvc-complex-type.2.4.b: The content of element 'Changes' "
        "is not complete. One of '{" +
            spaced_name("Change") + "}' is expected.");
  CHECK(edited("<Changes>", "text<Changes>") ==
        "400 InvalidInput: Invalid XML ; cvc-complex-type.2.3: Element 'ChangeBatch' cannot have "
        "character [children], because the type's content type is element-only.");
  CHECK(edited("<Name>a", "<Name><b/>a") ==
        "400 InvalidInput: Invalid XML ; cvc-type.3.1.2: Element 'Name' is a simple type, so it "
        "must have no element information item [children].");
}

TEST_CASE("texts have the values, ranges and lengths of the schema") {
  CHECK(edited("UPSERT", "upsert") ==
        "400 InvalidInput: Invalid XML ; cvc-enumeration-valid: Value 'upsert' is not facet-valid "
        "with respect to enumeration '[CREATE, DELETE, UPSERT]'. It must be a value from the "
        "enumeration.");
  CHECK(edited("<Type>A<", "<Type>WKS<")
            .starts_with("400 InvalidInput: Invalid XML ; cvc-enumeration-valid: Value 'WKS'"));
  CHECK(
      edited("<TTL>60", "<TTL>-1") ==
      "400 InvalidInput: Invalid XML ; cvc-minInclusive-valid: Value '-1' is not facet-valid with "
      "respect to minInclusive '0' for type 'TTL'.");
  CHECK(edited("<TTL>60", "<TTL>2147483648") ==
        "400 InvalidInput: Invalid XML ; cvc-maxInclusive-valid: Value '2147483648' is not "
        "facet-valid with respect to maxInclusive '2147483647' for type 'TTL'.");
  CHECK(edited("<TTL>60", "<TTL>1h") ==
        "400 InvalidInput: Invalid XML ; cvc-datatype-valid.1.2.1: '1h' is not a valid value for "
        "'integer'.");
  for (const char* ttl : {"0", "2147483647"}) {
    CHECK(edited("<TTL>60", std::string("<TTL>") + ttl) == "200");
  }
  std::string comment;
  for (int i = 0; i < 256; ++i) comment += "\xc3\xa9";
  CHECK(edited("<Changes>", "<Comment>" + comment + "</Comment><Changes>") == "200");
  CHECK(edited("<Changes>", "<Comment>" + comment + "x</Comment><Changes>") ==
        "400 InvalidInput: Invalid XML ; cvc-maxLength-valid: Value '" + comment +
            "x' with length = '257' is not facet-valid with respect to maxLength '256' for type "
            "'ResourceDescription'.");
}

TEST_CASE("a set is an alias, or has a TTL and values, in a DELETE too") {
  CHECK(edited("<TTL>60</TTL>", "") == none_of("UPSERT"));
  CHECK(edited("UPSERT</Action><ResourceRecordSet><Name>a.example.com</Name><Type>A</Type>"
               "<TTL>60</TTL>",
               "DELETE</Action><ResourceRecordSet><Name>a.example.com</Name><Type>A</Type>") ==
        none_of("DELETE"));
  const std::string alias =
      "<AliasTarget><HostedZoneId>Z2</HostedZoneId><DNSName>b.example.com</DNSName>"
      "<EvaluateTargetHealth>false</EvaluateTargetHealth></AliasTarget>";
  CHECK(
      edited("</ResourceRecords>", "</ResourceRecords>" + alias)
          .starts_with("400 InvalidInput: Invalid request: Expected exactly one of [AliasTarget, "
                       "all of [TTL, and ResourceRecords], or TrafficPolicyInstanceId], but found "
                       "more than one in Change with [Action=UPSERT"));
  const std::size_t ttl = set.find("<TTL>");
  CHECK(edited(set.substr(ttl), alias + "</ResourceRecordSet>") == "200");
}
