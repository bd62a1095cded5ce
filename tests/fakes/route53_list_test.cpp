#include "fakes/route53_lab.h"

#include <doctest/doctest.h>

using namespace dnsward;
using namespace dnsward::test;
using Texts = std::vector<std::string>;

namespace {

void put(Route53Lab& lab, const std::string& name, const std::string& type = "A",
         const std::string& identifier = "") {
  fake::Route53RRset rrset{.name = name, .type = type, .values = {"192.0.2.1"}};
  rrset.set_identifier = identifier;
  if (!identifier.empty()) rrset.routing = {{"Weight", "10"}};
  lab.api.put(lab.zone, rrset);
}

/// "a.example.com. A", "a.example.com. A first": each set of a page.
Texts sets(const Route53Answer& answer) {
  Texts texts;
  for (const auto& set : answer.xml.document_element().child("ResourceRecordSets")) {
    const std::string identifier = set.child_value("SetIdentifier");
    texts.push_back(std::string(set.child_value("Name")) + " " + set.child_value("Type") +
                    (identifier.empty() ? "" : " " + identifier));
  }
  return texts;
}

}  // namespace

TEST_CASE("sets are sorted by name from the right, in escaped form and with the final dot") {
  Route53Lab lab;
  for (const char* name : {"a.example.com", "a-b.example.com", "*.example.com", "b.a.example.com",
                           "9.example.com", "_x.example.com", "z.example.com"}) {
    put(lab, name);
  }
  CHECK(lab.names("?name=0") == lab.names());
  const Texts names = lab.names();
  CHECK(Texts(names.begin() + 2, names.end()) ==
        Texts{"9.example.com.", R"(\052.example.com.)", "_x.example.com.", "a-b.example.com.",
              "a.example.com.", "b.a.example.com.", "z.example.com."});
}

TEST_CASE("a list begins at the first set at or after name, type and identifier") {
  Route53Lab lab;
  for (const char* type : {"A", "MX", "TXT"}) put(lab, "m.example.com", type);
  for (const char* identifier : {"one", "two"}) put(lab, "n.example.com", "A", identifier);
  const auto from = [&](const std::string& query) { return sets(lab.list(query)); };
  const Texts n{"n.example.com. A one", "n.example.com. A two"};
  CHECK(from("?name=m.example.com&type=NS") ==
        Texts{"m.example.com. TXT", "n.example.com. A one", "n.example.com. A two"});
  CHECK(from("?name=M.EXAMPLE.COM.&type=TXT").front() == "m.example.com. TXT");
  CHECK(from("?name=ma.example.com") == n);
  CHECK(from("?name=n.example.com&type=A&identifier=p") == Texts{"n.example.com. A two"});
  CHECK(from("?name=n.example.com&type=AAAA").empty());
  CHECK(from("?name=%5C156.example.com") == n);
}

TEST_CASE("pages name the next set, its identifier only when it has one") {
  Route53Lab lab;
  put(lab, "*.example.com");
  for (const char* identifier : {"one", "two", "three"}) put(lab, "n.example.com", "A", identifier);
  const auto first = lab.list("?maxitems=2");
  CHECK(first.at("IsTruncated") == "true");
  CHECK(first.at("MaxItems") == "2");
  CHECK(first.at("NextRecordName") == R"(\052.example.com.)");
  CHECK(first.at("NextRecordType") == "A");
  CHECK_FALSE(first.xml.document_element().child("NextRecordIdentifier"));
  const auto second = lab.list("?maxitems=2&name=%5C052.example.com.&type=A");
  CHECK(second.at("NextRecordIdentifier") == "three");
  const auto third = lab.list("?maxitems=3&name=n.example.com.&type=A&identifier=three");
  CHECK(sets(third) == Texts{"n.example.com. A three", "n.example.com. A two"});
  CHECK(third.at("IsTruncated") == "false");
  CHECK_FALSE(third.xml.document_element().child("NextRecordName"));
}

TEST_CASE("a page holds 100 sets unless more are asked for, 300 at most, or fewer by choice") {
  Route53Lab lab;
  for (int i = 100; i < 410; ++i) put(lab, "h" + std::to_string(i) + ".example.com");
  CHECK(lab.names().size() == 100);
  CHECK(lab.list().at("MaxItems") == "100");
  CHECK(lab.names("?maxitems=300").size() == 300);
  CHECK(lab.names("?maxitems=1000").size() == 300);
  CHECK(lab.list("?maxitems=1000").at("MaxItems") == "300");
  lab.api.configure([](auto& options) { options.page_most = 7; });
  const auto small = lab.list("?maxitems=300");
  CHECK(sets(small).size() == 7);
  CHECK(small.at("MaxItems") == "300");
  CHECK(small.at("IsTruncated") == "true");
}

TEST_CASE("queries that make no sense are refused") {
  const Route53Lab lab;
  CHECK(lab.list("?type=TXT").verdict() ==
        "400 InvalidInput: The request must specify a name with a type");
  CHECK(lab.list("?name=a.example.com&identifier=x").verdict() ==
        "400 InvalidInput: The request must specify a name and type with an identifier");
  CHECK(lab.list("?name=a.example.com&type=WKS").verdict() ==
        "400 InvalidInput: 1 validation error detected: Value 'WKS' at 'startRecordType' failed to "
        "satisfy constraint: Member must satisfy enum value set");
  CHECK(lab.list("?maxitems=0").response.status == 400);
  CHECK(lab.list("?maxitems=ten").response.status == 400);
  CHECK(lab.list("?name=%C3%A9.example.com").verdict() ==
        "400 InvalidInput: FATAL problem: UnsupportedCharacter (Value contains unsupported "
        "characters) encountered with '\xc3\xa9.example.com'");
  CHECK(
      lab.list("?name=a..example.com").verdict() ==
      "400 InvalidInput: FATAL problem: DomainLabelEmpty (Domain label is empty) encountered with "
      "'a..example.com'");
  CHECK(lab.get("hostedzone/ZNOBODY/rrset").verdict() ==
        "404 NoSuchHostedZone: No hosted zone found with ID: ZNOBODY");
  CHECK(lab.get("hostedzone/" + std::string(33, 'Z')).response.status == 400);
}

TEST_CASE("sets are shown with all that they have, in the order that requests must have") {
  Route53Lab lab;
  lab.api.put(lab.zone, {.name = "g.example.com",
                         .type = "TXT",
                         .ttl = 60,
                         .values = {R"("a" "b&<>")"},
                         .set_identifier = "here",
                         .routing = {{"GeoLocation", "", {{"CountryCode", "DE"}}}},
                         .alias = {},
                         .health_check_id = "check"});
  lab.api.put(lab.zone, {.name = "h.example.com",
                         .type = "A",
                         .ttl = {},
                         .alias = fake::Route53Alias{"Z2", "lb.example.net."}});
  const std::string body = lab.list("?name=g.example.com").response.body;
  CHECK(
      body.find("<ResourceRecordSet><Name>g.example.com.</Name><Type>TXT</Type>"
                "<SetIdentifier>here</SetIdentifier><GeoLocation><CountryCode>DE</CountryCode>"
                "</GeoLocation><TTL>60</TTL><ResourceRecords><ResourceRecord><Value>&quot;a&quot; "
                "&quot;b&amp;&lt;&gt;&quot;</Value></ResourceRecord></ResourceRecords>"
                "<HealthCheckId>check</HealthCheckId></ResourceRecordSet>") != std::string::npos);
  CHECK(body.find("<ResourceRecordSet><Name>h.example.com.</Name><Type>A</Type><AliasTarget>"
                  "<HostedZoneId>Z2</HostedZoneId><DNSName>lb.example.net.</DNSName>"
                  "<EvaluateTargetHealth>false</EvaluateTargetHealth></AliasTarget>"
                  "</ResourceRecordSet>") != std::string::npos);
}

TEST_CASE("both spellings of the sets' path are taken") {
  const Route53Lab lab;
  CHECK(lab.get("hostedzone/" + lab.zone + "/rrset/").verdict() == "200");
  CHECK(lab.ask("POST", "hostedzone/" + lab.zone + "/rrset",
                batch_xml(change_xml("CREATE", "a.example.com", "A", {"192.0.2.1"})))
            .verdict() == "200");
}
