// Requests with keys that expire and a clock that is wrong, checked by the fake's own signatures.
#include "providers/route53/sender.h"

#include "fakes/in_process.h"
#include "fakes/route53.h"
#include "providers/route53/credential_lab.h"

#include <doctest/doctest.h>

#include <functional>

using namespace dnsward;
using namespace dnsward::test;
using std::chrono::minutes;

namespace {

constexpr auto endpoint = "https://route53.amazonaws.com";

/// A task of ECS whose temporary keys the Route 53 fake knows too.
struct Task {
  CredentialLab lab;
  fake::Route53 api{{}, lab.clock};
  fake::InProcessTransport http{api, endpoint};
  Authorized send;

  Task() {
    lab.set("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/v2/credentials/0f1e2d3c");
    send = route53::signed_by(lab.chain().value(), "us-east-1", http, lab.clock);
  }

  /// The status, or the error's message.
  std::string ask() {
    const auto answer = send({.url = std::string(endpoint) + "/2013-04-01/hostedzone?maxitems=1"});
    return answer ? std::to_string(answer->status) : answer.error().message;
  }

  /// The fake takes the service's key of that number.
  void admit(const std::string& number) {
    api.keys().add({.id = "ASIAFAKE000000000" + number,
                    .secret = "fake/temporary+secret/0000000000000000" + number,
                    .session_token = "IQoJb3JpZ2luX2Vj//fake+session/token=00000" + number});
  }
};

}  // namespace

TEST_CASE("requests are signed with the keys of the chain, which is asked once") {
  Task task;
  task.admit("001");
  for (int i = 0; i < 3; ++i) CHECK(task.ask() == "200");
  CHECK(task.lab.wire.sent().size() == 1);
}

TEST_CASE("keys that expire in the middle of a run are renewed, and the request is sent again") {
  Task task;
  task.admit("001");
  task.admit("002");
  CHECK(task.ask() == "200");
  task.api.keys().expire("ASIAFAKE000000000001");
  CHECK(task.ask() == "200");
  CHECK(task.lab.wire.sent().size() == 2);
  CHECK(task.api.journal().count() == 3);
  CHECK(task.ask() == "200");
  CHECK(task.api.journal().count() == 4);
}

TEST_CASE("keys that are no better the second time are not asked for a third time") {
  Task task;
  task.admit("001");
  task.admit("002");
  task.api.keys().expire("ASIAFAKE000000000001");
  task.api.keys().expire("ASIAFAKE000000000002");
  CHECK(task.ask() == "403");
  CHECK(task.api.journal().count() == 2);
}

TEST_CASE("the difference of the clocks is learnt from one refusal, in both directions") {
  for (const auto ahead : {minutes(7), minutes(-600)}) {
    Task task;
    task.admit("001");
    task.api.configure([&](fake::Route53Options& options) { options.clock_offset = ahead; });
    CHECK(task.ask() == "200");
    CHECK(task.api.journal().count() == 2);
    CHECK(task.ask() == "200");
    CHECK(task.api.journal().count() == 3);
  }
}

TEST_CASE("a wrong secret is refused once, and not asked about again") {
  Task task;
  task.api.keys().add({.id = "ASIAFAKE000000000001", .secret = "another", .session_token = "x"});
  CHECK(task.ask() == "403");
  CHECK(task.api.journal().count() == 1);
}

TEST_CASE("a chain that has nothing is the answer, and nothing is sent") {
  Task task;
  task.lab.wire.take_down("169.254.170.2");
  CHECK(task.ask().find("169.254.170.2") != std::string::npos);
  CHECK(task.api.journal().count() == 0);
}
