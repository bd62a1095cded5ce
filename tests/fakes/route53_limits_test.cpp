#include "fakes/route53_lab.h"

#include <doctest/doctest.h>

using namespace dnsward;
using namespace dnsward::test;
using namespace std::chrono_literals;
using Texts = std::vector<std::string>;

namespace {

/// `"00000"`, `"00001"` ...: as many values, each of `size` characters with its quotes.
Texts numbered_values(std::size_t count, std::size_t size = 7) {
  Texts values;
  for (std::size_t i = 0; i < count; ++i) {
    values.push_back(fmt::format("\"{:0>{}}\"", i, size - 2));
  }
  return values;
}

std::string creations(std::size_t sets, std::size_t values, std::size_t size = 7,
                      const std::string& action = "CREATE") {
  std::string xml;
  for (std::size_t i = 0; i < sets; ++i) {
    xml +=
        change_xml(action, fmt::format("h{}.example.com", i), "TXT", numbered_values(values, size));
  }
  return xml;
}

const std::string too_many = "400 InvalidChangeBatch: [Number of records limit of 1000 exceeded.]";
const std::string too_long =
    "400 InvalidChangeBatch: [Number of characters limit of 32000 exceeded.]";

}  // namespace

TEST_CASE("a request holds 1000 values, and UPSERT counts each twice") {
  const Route53Lab lab;
  CHECK(lab.change(creations(10, 100) +
                   change_xml("CREATE", "x.example.com", "TXT", numbered_values(1)))
            .verdict() == too_many);
  CHECK(lab.change(creations(5, 100, 7, "UPSERT") +
                   change_xml("CREATE", "x.example.com", "TXT", numbered_values(1)))
            .verdict() == too_many);
  CHECK(lab.change(creations(5, 100, 7, "UPSERT")).verdict() == "200");
  const Route53Lab fresh;
  CHECK(fresh.change(creations(10, 100)).verdict() == "200");
}

TEST_CASE("a request's values hold 32000 characters, and UPSERT counts each twice") {
  const Route53Lab lab;
  CHECK(lab.change(creations(80, 2, 201)).verdict() == too_long);
  CHECK(lab.change(creations(40, 2, 201, "UPSERT")).verdict() == too_long);
  CHECK(lab.change(creations(40, 2, 200, "UPSERT")).verdict() == "200");
  const Route53Lab fresh;
  CHECK(fresh.change(creations(80, 2, 200)).verdict() == "200");
}

TEST_CASE("a set holds 400 values, and a zone as many sets as it may") {
  Route53Lab lab;
  CHECK(lab.create("a.example.com", "TXT", numbered_values(401)).verdict() ==
        "400 InvalidChangeBatch: [RRSet of type TXT with DNS name a.example.com. is not permitted "
        "to have more than 400 resource records.]");
  CHECK(lab.create("a.example.com", "TXT", numbered_values(400)).verdict() == "200");
  lab.api.configure([](auto& options) { options.most_rrsets = 4; });
  CHECK(lab.create("b.example.com", "A", {"192.0.2.1"}).verdict() == "200");
  CHECK(lab.create("c.example.com", "A", {"192.0.2.1"}).verdict() ==
        "400 LimitsExceeded: A hosted zone holds 4 resource record sets at most");
  CHECK(lab.values("c.example.com", "A").empty());
}

TEST_CASE("a change is PENDING until its polls and its time are over") {
  Route53Lab lab({.polls = 2, .sync_time = 30s});
  const std::string id = lab.create("a.example.com", "A", {"192.0.2.1"}).at("ChangeInfo/Id");
  const auto poll = [&] { return lab.get(id.substr(1)).at("ChangeInfo/Status"); };
  CHECK(poll() == "PENDING");
  CHECK(poll() == "PENDING");
  lab.clock.advance(30s);
  CHECK(poll() == "INSYNC");
  CHECK(lab.get("change/CNOBODY").verdict() ==
        "404 NoSuchChange: Could not find resource with ID: CNOBODY");
  lab.api.configure([](auto& options) {
    options.polls = 0;
    options.sync_time = 0s;
  });
  const auto second =
      lab.ask("POST", "hostedzone/" + lab.zone + "/rrset/",
              batch_xml(change_xml("CREATE", "b.example.com", "A", {"192.0.2.1"}), "by dnsward"));
  CHECK(second.at("ChangeInfo/Status") == "INSYNC");
  CHECK(second.at("ChangeInfo/Comment") == "by dnsward");
}

TEST_CASE("a zone is busy for a while after a change, and other zones are not") {
  Route53Lab lab({.busy_time = 2s});
  CHECK(lab.create("a.example.com", "A", {"192.0.2.1"}).verdict() == "200");
  CHECK(lab.create("b.example.com", "A", {"192.0.2.1"}).verdict() ==
        "400 PriorRequestNotComplete: The request was rejected because Route 53 was still "
        "processing a prior request.");
  CHECK(lab.list().verdict() == "200");
  const std::string other = lab.api.add_zone("example.net");
  CHECK(lab.ask("POST", "hostedzone/" + other + "/rrset/",
                batch_xml(change_xml("CREATE", "a.example.net", "A", {"192.0.2.1"})))
            .verdict() == "200");
  lab.clock.advance(2s);
  CHECK(lab.create("b.example.com", "A", {"192.0.2.1"}).verdict() == "200");
}

TEST_CASE("an account that asks too often is throttled, whichever of its keys it uses") {
  Route53Lab lab;
  fake::AwsKey second{.id = "AKIASECOND", .secret = "s"};
  fake::AwsKey foreign{.id = "AKIAFOREIGN", .secret = "f"};
  foreign.arn = "arn:aws:iam::999999999999:user/other";
  lab.api.keys().add(second);
  lab.api.keys().add(foreign);
  lab.api.rate_limit().set(fake::Route53::former_limit());
  for (int i = 0; i < 4; ++i) CHECK(lab.get("hostedzone").verdict() == "200");
  lab.signing.key = second;
  CHECK(lab.get("hostedzone").verdict() == "200");
  CHECK(lab.get("hostedzone").verdict() == "400 Throttling: Rate exceeded");
  lab.signing.key = foreign;
  CHECK(lab.get("hostedzone").verdict() == "200");
  lab.signing.key = second;
  lab.api.configure([](auto& options) { options.throttle_message = false; });
  CHECK(lab.get("hostedzone").verdict() == "400 Throttling: ");
  lab.clock.advance(200ms);
  CHECK(lab.get("hostedzone").verdict() == "200");
  CHECK(lab.get("hostedzone").response.status == 400);
}

TEST_CASE("the newer limit takes 50 requests at once and 10 a second") {
  Route53Lab lab;
  lab.api.rate_limit().set(fake::Route53::documented_limit());
  for (int i = 0; i < 50; ++i) CHECK(lab.get("hostedzone").response.status == 200);
  CHECK(lab.get("hostedzone").response.status == 400);
  lab.clock.advance(1s);
  for (int i = 0; i < 10; ++i) CHECK(lab.get("hostedzone").response.status == 200);
  CHECK(lab.get("hostedzone").response.status == 400);
}

TEST_CASE("faults answer as AWS does, and a second writer comes between list and write") {
  Route53Lab lab;
  CHECK(lab.create("a.example.com", "TXT", {R"("one")"}).verdict() == "200");
  lab.api.faults().add({.method = "GET", .effect = fake::answer(fake::Route53::throttling(false))});
  CHECK(lab.list().verdict() == "400 Throttling: ");
  CHECK(lab.list().verdict() == "200");
  lab.api.faults().add({.method = "POST", .effect = fake::meanwhile([&] {
                                            lab.api.add_value(lab.zone, "a.example.com", "TXT",
                                                              R"("two")");
                                          })});
  const std::string swap = change_xml("DELETE", "a.example.com", "TXT", {R"("one")"}) +
                           change_xml("CREATE", "a.example.com", "TXT", {R"("one")", R"("ours")"});
  CHECK(lab.change(swap).verdict() ==
        "400 InvalidChangeBatch: [Tried to delete resource record set [name='a.example.com.', "
        "type='TXT'] but the values provided do not match the current values, Tried to create "
        "resource record set [name='a.example.com.', type='TXT'] but it already exists]");
  CHECK(lab.values("a.example.com") == Texts{R"("one")", R"("two")"});
  CHECK(lab.api.journal().count("POST") == 2);
  CHECK(lab.api.journal().items().back().auth == fake::AuthKind::aws4);
  const auto bare = fake::Route53::error(503, "ServiceUnavailable");
  CHECK(bare.body.find("<Message>") == std::string::npos);
  CHECK(bare.body.find("<Type>Receiver</Type>") != std::string::npos);
}

TEST_CASE("second writers change values, sets and zones without being checked") {
  Route53Lab lab;
  lab.api.add_value(lab.zone, "a.example.com", "MX", "10 MX.Example.NET", 60);
  lab.api.add_value(lab.zone, "A.example.com.", "MX", "20 b.example.net.");
  CHECK(lab.api.rrset(lab.zone, "a.example.com", "MX") ==
        fake::Route53Truth{60, {"10 mx.example.net.", "20 b.example.net."}});
  CHECK(lab.values("a.example.com", "MX") == Texts{"10 MX.Example.NET", "20 b.example.net."});
  lab.api.remove_value(lab.zone, "a.example.com", "MX", "10 MX.Example.NET");
  CHECK(lab.values("a.example.com", "MX").size() == 1);
  lab.api.remove_value(lab.zone, "a.example.com", "MX", "20 b.example.net.");
  CHECK_FALSE(lab.api.stored(lab.zone, "a.example.com", "MX").has_value());
  lab.api.put(lab.zone, {.name = "b.example.com", .type = "TXT", .values = {R"("a""b")"}});
  CHECK(lab.api.stored(lab.zone).size() == 3);
  lab.api.remove(lab.zone, "B.example.com", "TXT");
  CHECK(lab.api.stored(lab.zone).size() == 2);
  CHECK(lab.api.stored("ZNOBODY").empty());
}
