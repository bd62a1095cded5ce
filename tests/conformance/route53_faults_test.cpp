#include "conformance/route53_place.h"
#include "conformance/run.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace dnsward;
using namespace dnsward::test;

namespace {

constexpr std::string_view one_token = R"([sender.s]
token = ["ours=1"]

[[domains]]
provider = "here"
names    = ["example.com"]
senders  = ["s"]
)";

constexpr auto change_path = "/2013-04-01/hostedzone/";
constexpr auto list_path = "/2013-04-01/hostedzonesbyname";

void mask(std::string& text, std::string_view word, std::string_view by) {
  for (auto at = text.find(word); at != std::string::npos; at = text.find(word)) {
    text.replace(at, word.size(), by);
  }
}

/// A zone with somebody else's token, to which one is to be added.
struct Run {
  Route53Place place;
  DomainName apex = name("example.com");

  Run() { place.put_zone(apex, zone_text("example.com", "@ 300 TXT \"theirs\"\n")); }

  void on_write(fake::Effect effect, int times = 1) {
    place.faults().add({"POST", change_path, 1, times, std::move(effect)});
  }

  void on_listing(fake::Effect effect, int times = 1) {
    place.faults().add({"GET", list_path, 1, times, std::move(effect)});
  }

  /// "applied: ", or the status with everything said, request ids as ID and zone ids as ZID.
  std::string apply() {
    const auto config = load_for(place, one_token);
    auto engine = engine_for(place, config);
    const auto report = engine.apply(engine.plan(RunKind::apply, all_domains(config)), true);
    auto text = fmt::format("{}: {}", to_text(report.domains[0].status),
                            everything_said(report.domains[0]));
    mask(text, place.id_of(apex), "ZID");
    const std::string words = "request id ";
    for (auto at = text.find(words); at != std::string::npos; at = text.find(words, at)) {
      at += words.size();
      text.replace(at, text.find(')', at) - at, "ID");
    }
    return text;
  }

  /// Both values are there, each once.
  [[nodiscard]] bool is_done() const {
    for (const auto& rrset : place.truth(apex)) {
      if (rrset.key.type != RRType::txt) continue;
      return rrset.rdata == std::vector<Rdata>{TxtData{"ours=1"}, TxtData{"theirs"}};
    }
    return false;
  }
};

fake::Effect error(int status, std::string code, std::optional<std::string> message = {}) {
  return fake::answer(fake::Route53::error(status, std::move(code), std::move(message)));
}

}  // namespace

TEST_CASE("route53: a write whose reply is lost is found done, not made again") {
  Run run;
  run.on_write(fake::cut_after_commit());
  CHECK(run.apply() == "applied: ");
  CHECK(run.place.writes() == 1);
  CHECK(run.is_done());
}

TEST_CASE("route53: a write that never arrived is made again once the zone was looked at") {
  Run run;
  run.on_write(fake::cut_before_commit());
  CHECK(run.apply() == "applied: ");
  CHECK(run.is_done());
}

TEST_CASE("route53: a half reply and a 502 after the write are looked at, too") {
  for (const bool is_half : {true, false}) {
    Run run;
    run.on_write(is_half ? fake::truncate_after_commit()
                         : fake::replace_reply({502, {}, "<html>bad gateway</html>"}));
    CHECK(run.apply() == "applied: ");
    CHECK(run.place.writes() == 1);
    CHECK(run.is_done());
  }
}

TEST_CASE("route53: throttling is waited out, with and without a message") {
  for (const bool with_message : {true, false}) {
    Run run;
    const auto later = fake::Route53::throttling(with_message);
    run.on_listing(fake::answer(later), 3);
    run.on_write(fake::answer(later), 6);
    CHECK(run.apply() == "applied: ");
    CHECK(run.is_done());
  }
}

TEST_CASE("route53: an account whose budget is gone for good is told") {
  Run run;
  run.on_listing(fake::answer(fake::Route53::throttling(false)), 0);
  CHECK(run.apply() ==
        "failed: route53 answered 400 to GET /2013-04-01/hostedzonesbyname: Throttling (request id "
        "ID) | wait a minute: the budget is 5 requests a second for all programs of the AWS "
        "account\n");
}

TEST_CASE("route53: an earlier write to the zone that is not through is waited for") {
  Run run;
  run.on_write(error(400, "PriorRequestNotComplete",
                     "The request was rejected because Route 53 was still processing a prior "
                     "request."),
               3);
  CHECK(run.apply() == "applied: ");
  CHECK(run.is_done());
}

TEST_CASE("route53: a clock that is seven minutes off costs one more request in all") {
  Run run;
  run.place.fake().configure(
      [](fake::Route53Options& options) { options.clock_offset = std::chrono::minutes(7); });
  const auto before = run.place.calls();
  CHECK(run.apply() == "applied: ");
  CHECK(run.place.calls() - before == 1 + 4);
  CHECK(run.is_done());
}

TEST_CASE("route53: keys that are refused are told, each in its way") {
  constexpr auto end = "\n";
  const auto told = [&](const fake::Effect& effect) {
    Run run;
    run.on_listing(effect, 0);
    return run.apply();
  };
  constexpr auto head = "failed: route53 answered 403 to GET /2013-04-01/hostedzonesbyname: ";
  CHECK(told(error(403, "InvalidClientTokenId",
                   "The security token included in the request is invalid.")) ==
        std::string(head) +
            "InvalidClientTokenId: The security token included in the request is invalid. (request "
            "id ID) | check the access key id: it is unknown or inactive, or temporary keys came "
            "without their session token" +
            end);
  CHECK(told(error(403, "SignatureDoesNotMatch", "it does not match")) ==
        std::string(head) +
            "SignatureDoesNotMatch: it does not match (request id ID) | check the secret access "
            "key: it does not belong to this access key id, or a proxy changes requests on their "
            "way" +
            end);
  CHECK(told(error(403, "ExpiredToken", "The security token included in the request is expired")) ==
        std::string(head) +
            "ExpiredToken: The security token included in the request is expired (request id ID) | "
            "the keys have expired: get new ones, or name a source that renews them (a role, a "
            "process)" +
            end);
  CHECK(told(error(403, "OptInRequired", "subscribe")) ==
        std::string(head) +
            "OptInRequired: subscribe (request id ID) | activate Route 53 for the "
            "AWS account" +
            end);
}

TEST_CASE("route53: what no XML of the API is leaves the status to speak") {
  const auto told = [&](const fake::Effect& effect) {
    Run run;
    run.on_listing(effect, 0);
    return run.apply();
  };
  constexpr auto end = "\n";
  CHECK(told(fake::html(503)) ==
        std::string("failed: route53 answered 503 to GET /2013-04-01/hostedzonesbyname (request id "
                    "ID) | try again later") +
            end);
  CHECK(told(fake::answer(200, "<html><body>login</body></html>")) ==
        std::string("failed: route53 answered 200 to GET /2013-04-01/hostedzonesbyname: "
                    "the answer is a web page, not an API's XML; it starts with "
                    "\"<html><body>login</body></html>\" (request id ID) | something between here "
                    "and the API may have answered in its place; try again later") +
            end);
  CHECK(told(fake::answer(407, "")) ==
        std::string("failed: route53 answered 407 to GET /2013-04-01/hostedzonesbyname (request id "
                    "ID) | ") +
            end);
}

TEST_CASE("route53: a request that is wrong is told with every message of the batch") {
  Run run;
  run.on_write(error(400, "InvalidChangeBatch", "[first reason, second reason]"), 0);
  CHECK(run.apply() ==
        "failed: route53 answered 400 to POST /2013-04-01/hostedzone/ZID/rrset/: "
        "InvalidChangeBatch: [first reason, second reason] (request id ID) | nothing of the zone "
        "was written: mend what is named there | read again: nothing of it was written\n");
}

TEST_CASE("route53: both shapes of a conflict are read as one") {
  for (const bool messages_shape : {true, false}) {
    Run run;
    run.place.fake().configure(
        [&](fake::Route53Options& options) { options.messages_shape = messages_shape; });
    const auto id = run.place.id_of(run.apex);
    run.on_write(fake::meanwhile(
        [&] { run.place.fake().add_value(id, "example.com", "TXT", "\"more\"", 300); }));
    CHECK(run.apply() == "applied: ");
    CHECK(run.place.writes() == 2);
    CHECK(run.place.truth(run.apex).front().rdata.size() == 3);
  }
}

TEST_CASE("route53: a zone that changes before each write is given up after three") {
  Run run;
  int number = 0;
  const auto id = run.place.id_of(run.apex);
  run.on_write(fake::meanwhile([&] {
                 run.place.fake().add_value(id, "example.com", "TXT",
                                            fmt::format("\"{}\"", ++number), 300);
               }),
               0);
  const auto said = run.apply();
  CHECK(
      said.starts_with("failed: zone example.com changed again and again while it was written (3 "
                       "attempts): route53 answered 400 to POST "
                       "/2013-04-01/hostedzone/ZID/rrset/: InvalidChangeBatch: "));
  CHECK(run.place.writes() == 3);
}
