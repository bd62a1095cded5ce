#include "fakes/route53_lab.h"

#include <doctest/doctest.h>

using namespace dnsward;
using namespace dnsward::test;
using Texts = std::vector<std::string>;

namespace {

std::string creation(const std::string& name, const std::string& type, const Texts& values) {
  return change_xml("CREATE", name, type, values);
}

std::string removal(const std::string& name, const std::string& type, const Texts& values) {
  return change_xml("DELETE", name, type, values);
}

std::string refusal(const std::string& messages) {
  return "400 InvalidChangeBatch: [" + messages + "]";
}

}  // namespace

TEST_CASE("a set is created, listed, replaced in one batch and deleted") {
  const Route53Lab lab;
  const auto made = lab.create("A.Example.com", "TXT", {R"("one")", R"("two")"});
  CHECK(made.verdict() == "200");
  CHECK(made.at("ChangeInfo/Id").starts_with("/change/C"));
  CHECK(made.at("ChangeInfo/Status") == "PENDING");
  CHECK(made.at("ChangeInfo/SubmittedAt") == "2030-01-15T00:00:00.000Z");
  CHECK(lab.names() == Texts{"example.com.", "example.com.", "a.example.com."});
  const auto replaced =
      lab.change(removal("a.example.com.", "TXT", {R"("two")", R"("one")"}) +
                 change_xml("CREATE", "a.example.com.", "TXT", {R"("three")"}, 60));
  CHECK(replaced.verdict() == "200");
  CHECK(lab.api.rrset(lab.zone, "a.example.com", "TXT") == fake::Route53Truth{60, {"three"}});
  CHECK(lab.change(change_xml("DELETE", "a.example.com.", "TXT", {R"("three")"}, 60)).verdict() ==
        "200");
  CHECK_FALSE(lab.api.rrset(lab.zone, "a.example.com", "TXT").has_value());
}

TEST_CASE("a batch is done as a whole, or nothing of it and every reason is told") {
  Route53Lab lab;
  CHECK(lab.create("a.example.com", "TXT", {R"("old")"}).verdict() == "200");
  const std::string batch = creation("b.example.com", "TXT", {R"("new")"}) +
                            creation("a.example.com", "TXT", {R"("x")"}) +
                            removal("c.example.com", "TXT", {R"("x")"});
  const std::string first =
      "Tried to create resource record set [name='a.example.com.', type='TXT'] but it already "
      "exists";
  const std::string second =
      "Tried to delete resource record set [name='c.example.com.', type='TXT'] but it was not "
      "found";
  CHECK(lab.change(batch).verdict() == refusal(first + ", " + second));
  CHECK(lab.values("b.example.com").empty());
  CHECK(lab.values("a.example.com") == Texts{R"("old")"});
  lab.api.configure([](auto& options) { options.messages_shape = true; });
  const auto answer = lab.change(batch);
  CHECK(answer.response.status == 400);
  CHECK(std::string(answer.xml.document_element().name()) == "InvalidChangeBatch");
  CHECK(answer.at("RequestId") == answer.response.header("x-amzn-RequestId"));
  Texts messages;
  for (const auto& node : answer.xml.document_element().child("Messages")) {
    messages.emplace_back(node.child_value());
  }
  CHECK(messages == Texts{first, second});
}

TEST_CASE("DELETE names the current values as stored, and the TTL") {
  Route53Lab lab;
  CHECK(lab.create("a.example.com", "TXT", {R"("one")", R"("two")"}).verdict() == "200");
  const std::string mismatch = refusal(
      "Tried to delete resource record set [name='a.example.com.', type='TXT'] but the values "
      "provided do not match the current values");
  const auto verdict = [&](const Texts& values, long ttl = 300) {
    return lab.change(change_xml("DELETE", "a.example.com", "TXT", values, ttl)).verdict();
  };
  CHECK(verdict({R"("one")"}) == mismatch);
  CHECK(verdict({R"("one")", R"("two")", R"("two")"}) == mismatch);
  CHECK(verdict({R"("one")", R"("tw\157")"}) == mismatch);
  CHECK(verdict({R"("one")", R"("two")"}, 301) == mismatch);
  lab.api.configure([](auto& options) { options.delete_needs_order = true; });
  CHECK(verdict({R"("two")", R"("one")"}) == mismatch);
  lab.api.configure([](auto& options) { options.delete_needs_ttl = false; });
  CHECK(verdict({R"("one")", R"("two")"}, 301) == "200");
}

TEST_CASE("UPSERT creates a set or replaces all of it, an alias too") {
  Route53Lab lab;
  const auto upsert = [&](const Texts& values) {
    return lab.change(change_xml("UPSERT", "a.example.com", "TXT", values)).verdict();
  };
  CHECK(upsert({R"("one")", R"("two")"}) == "200");
  CHECK(upsert({R"("three")"}) == "200");
  CHECK(lab.values("a.example.com") == Texts{R"("three")"});
  lab.api.put(lab.zone, {.name = "a.example.com",
                         .type = "TXT",
                         .ttl = {},
                         .alias = fake::Route53Alias{"Z2", "b.example.com."}});
  CHECK(lab.create("a.example.com", "TXT", {R"("x")"}).verdict() ==
        refusal("Tried to create resource record set [name='a.example.com.', type='TXT'] but it "
                "already exists"));
  CHECK_FALSE(lab.api.rrset(lab.zone, "a.example.com", "TXT").has_value());
  CHECK(upsert({R"("x")"}) == "200");
  CHECK(lab.api.rrset(lab.zone, "a.example.com", "TXT") == fake::Route53Truth{300, {"x"}});
}

TEST_CASE("one set is changed once in a batch, or deleted and then created") {
  const Route53Lab lab;
  const Texts one{R"("one")"};
  CHECK(lab.create("a.example.com", "TXT", one).verdict() == "200");
  const std::string twice = refusal(
      "The request contains an invalid set of changes for a resource record set 'TXT "
      "a.example.com.'");
  const std::string upsert = change_xml("UPSERT", "A.example.com.", "TXT", one);
  CHECK(lab.change(upsert + upsert).verdict() == twice);
  CHECK(lab.change(removal("a.example.com", "TXT", one) + upsert).verdict() == twice);
  CHECK(lab.change(removal("a.example.com", "TXT", one) + removal("a.example.com", "TXT", one))
            .response.status == 400);
  CHECK(lab.change(creation("a.example.com", "TXT", one) + removal("a.example.com", "TXT", one))
            .response.status == 400);
  CHECK(lab.change(removal("a.example.com", "TXT", one) + creation("a.example.com", "TXT", one))
            .verdict() == "200");
}

TEST_CASE("names must be in the zone, at a dot, and be names") {
  const Route53Lab lab;
  const auto verdict = [&](const std::string& name) {
    return lab.create(name, "TXT", {R"("x")"}).verdict();
  };
  CHECK(verdict("badexample.com") ==
        refusal("RRSet with DNS name badexample.com. is not permitted in zone example.com."));
  CHECK(verdict("a") == refusal("RRSet with DNS name a. is not permitted in zone example.com."));
  CHECK(verdict("a\xc3\xa9.example.com") ==
        refusal("FATAL problem: UnsupportedCharacter (Value contains unsupported characters) "
                "encountered with 'a\xc3\xa9.example.com'"));
  CHECK(verdict(std::string(64, 'a') + ".example.com") ==
        refusal("FATAL problem: DomainLabelTooLong (Domain label is too long) encountered with '" +
                std::string(64, 'a') + ".example.com'"));
  CHECK(verdict(R"(\999.example.com)") ==
        refusal("FATAL problem: UnsupportedCharacter (Value contains unsupported characters) "
                "encountered with '\\999.example.com'"));
  const std::string label(62, 'a');
  CHECK(verdict(label + "." + label + "." + label + "." + std::string(50, 'b') + ".example.com") ==
        "200");
  CHECK(verdict(label + "." + label + "." + label + "." + std::string(54, 'b') + ".example.com")
            .starts_with("400 InvalidChangeBatch: [FATAL problem: DomainNameTooLong"));
}

TEST_CASE("names are kept in lower case and shown with octal escapes, however they came") {
  const Route53Lab lab;
  for (const auto& [sent, shown] :
       {std::pair{"*.A.example.com", R"(\052.a.example.com.)"},
        std::pair{R"(\052.b.example.com.)", R"(\052.b.example.com.)"},
        std::pair{R"(a\056b@.example.com)", R"(a\056b\100.example.com.)"},
        std::pair{R"(\303\251\101.example.com)", R"(\303\251a.example.com.)"}}) {
    CHECK(lab.create(sent, "TXT", {R"("x")"}).verdict() == "200");
    CHECK(lab.api.stored(lab.zone, sent, "TXT")->name == shown);
    const Texts names = lab.names("?maxitems=300");
    CHECK(std::ranges::find(names, shown) != names.end());
  }
}

TEST_CASE("a CNAME is alone at its name, and not at the apex") {
  const Route53Lab lab;
  CHECK(lab.create("example.com", "CNAME", {"b.example.net"}).verdict() ==
        refusal("RRSet of type CNAME with DNS name example.com. is not permitted at apex in zone "
                "example.com."));
  CHECK(lab.create("a.example.com", "TXT", {R"("x")"}).verdict() == "200");
  CHECK(lab.create("a.example.com", "CNAME", {"b.example.net"}).verdict() ==
        refusal("RRSet of type CNAME with DNS name a.example.com. is not permitted as it conflicts "
                "with other records with the same DNS name in zone example.com."));
  CHECK(lab.create("c.example.com", "CNAME", {"b.example.net"}).verdict() == "200");
  CHECK(lab.create("c.example.com", "TXT", {R"("x")"}).verdict() ==
        refusal("RRSet of type TXT with DNS name c.example.com. is not permitted because a "
                "conflicting RRSet of type  CNAME with the same DNS name already exists in zone "
                "example.com."));
  CHECK(lab.change(creation("c.example.com", "TXT", {R"("x")"}) +
                   removal("c.example.com", "CNAME", {"b.example.net"}))
            .response.status == 400);
  CHECK(lab.change(removal("c.example.com", "CNAME", {"b.example.net"}) +
                   creation("c.example.com", "TXT", {R"("x")"}))
            .verdict() == "200");
  CHECK(lab.create("d.example.com", "CNAME", {"a.example.net", "b.example.net"}).response.status ==
        400);
}

TEST_CASE("the zone's own NS and SOA stay") {
  const Route53Lab lab;
  CHECK(lab.change(removal("example.com", "NS", lab.values("example.com", "NS"))).response.status ==
        400);
  CHECK(lab.change(
               change_xml("DELETE", "example.com", "NS", lab.values("example.com", "NS"), 172'800))
            .verdict() ==
        refusal("A HostedZone must contain at least one NS record for the zone itself."));
  CHECK(
      lab.change(change_xml("DELETE", "example.com", "SOA", lab.values("example.com", "SOA"), 900))
          .verdict() == refusal("A HostedZone must contain exactly one SOA record."));
  CHECK(lab.change(change_xml("UPSERT", "example.com", "NS", {"ns.example.net."})).verdict() ==
        "200");
}

TEST_CASE("sets of one name and type route in one way, or there is a simple one") {
  Route53Lab lab;
  fake::Route53RRset weighted{.name = "w.example.com", .type = "TXT", .values = {R"("w")"}};
  weighted.set_identifier = "one";
  weighted.routing = {{"Weight", "1"}};
  lab.api.put(lab.zone, weighted);
  CHECK(lab.create("w.example.com", "TXT", {R"("x")"}).verdict() ==
        refusal("RRSet with DNS name w.example.com., type TXT cannot be created as other RRSets "
                "exist with the same name and type."));
  const std::string routed =
      "<Change><Action>CREATE</Action><ResourceRecordSet><Name>{}.example.com</Name><Type>TXT</"
      "Type>"
      "<SetIdentifier>two</SetIdentifier>{}<TTL>300</TTL><ResourceRecords><ResourceRecord>"
      "<Value>\"y\"</Value></ResourceRecord></ResourceRecords></ResourceRecordSet></Change>";
  const auto add = [&](const std::string& name, const std::string& way) {
    return lab.change(fmt::format(fmt::runtime(routed), name, way)).verdict();
  };
  CHECK(add("w", "<MultiValueAnswer>true</MultiValueAnswer>") ==
        refusal("RRSet with DNS name w.example.com., type TXT, SetIdentifier two cannot be created "
                "as a differently routed set exists with the same name and type."));
  CHECK(
      add("w", "") ==
      refusal("RRSet with DNS name w.example.com., type TXT has a SetIdentifier but no routing "
              "policy., RRSet with DNS name w.example.com., type TXT, SetIdentifier two cannot be "
              "created as a differently routed set exists with the same name and type."));
  CHECK(add("w", "<Weight>9</Weight>") == "200");
  CHECK(lab.api.rrset(lab.zone, "w.example.com", "TXT")->values == Texts{"w", "y"});
  CHECK(lab.create("s.example.com", "TXT", {R"("x")"}).verdict() == "200");
  CHECK(add("s", "<Weight>9</Weight>") ==
        refusal("RRSet with DNS name s.example.com., type TXT, SetIdentifier two cannot be created "
                "as a non-weighted set exists with the same name and type."));
}
