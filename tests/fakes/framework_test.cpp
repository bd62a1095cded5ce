#include "fakes/echo_api.h"
#include "fakes/in_process.h"
#include "support/fake_clock.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace dnsward::test {
namespace {

using fake::AuthKind;
using fake::Call;
using std::chrono::milliseconds;
using std::chrono::seconds;

struct FrameworkWorld {
  FakeClock clock;
  EchoApi api{clock};
  fake::InProcessTransport transport{api, "https://api.example.net/v1"};

  Result<Response> send(std::string method, std::string path, std::string body = {}) {
    return transport.send({.method = std::move(method),
                           .url = "https://api.example.net/v1" + std::move(path),
                           .body = std::move(body)});
  }
};

}  // namespace

TEST_CASE("A target is split into a path and decoded parameters, keys may repeat") {
  const Call call = Call::parse("GET", "/zones/a%2Fb/%2A?name=x+y&name=%C3%BC%zz&flag&&=v");
  CHECK(call.path == "/zones/a%2Fb/%2A");
  CHECK(call.segments() == std::vector<std::string>{"zones", "a/b", "*"});
  CHECK(call.parameters("name") == std::vector<std::string>{"x y", "\xc3\xbc%zz"});
  CHECK(call.parameter("flag") == "");
  CHECK(call.parameter("") == "v");
  CHECK_FALSE(call.parameter("other"));
}

TEST_CASE("A header is found without regard to case") {
  const Call call{.headers = {{"X-One", "1"}, {"x-one", "2"}}};
  CHECK(call.header("X-ONE") == "1");
  CHECK(call.header("X-On") == "");
}

TEST_CASE("The journal keeps what was asked and how, and never the token") {
  FrameworkWorld world;
  const Request request{.method = "POST",
                        .url = "https://api.example.net/v1/zones?page=2&per_page=50",
                        .secret_headers = {{"Authorization", Secret("Bearer hush")}},
                        .body = R"({"name":"a"})"};
  REQUIRE(world.transport.send(request));
  REQUIRE(world.send("GET", "/zones"));
  const auto items = world.api.journal().items();
  REQUIRE(items.size() == 2);
  CHECK(items[0].line() == "POST /zones?page=2&per_page=50");
  CHECK(items[0].body == R"({"name":"a"})");
  CHECK(items[0].auth == AuthKind::bearer);
  CHECK(items[0].status == 200);
  CHECK(items[1].auth == AuthKind::none);
  CHECK(world.api.journal().count() == 2);
  CHECK(world.api.journal().count("GET") == 1);
  CHECK(world.api.journal().count("", "/zones") == 2);
  CHECK(world.api.journal().count("POST", "/z/") == 0);
  CHECK(world.api.journal().writes() == 1);
  world.api.journal().clear();
  CHECK(world.api.journal().lines().empty());
}

TEST_CASE("The kind of authentication is told apart") {
  const auto kind = [](std::vector<Header> headers) {
    return fake::auth_kind(Call{.headers = std::move(headers)});
  };
  CHECK(kind({}) == AuthKind::none);
  CHECK(kind({{"authorization", "bearer x"}}) == AuthKind::bearer);
  CHECK(kind({{"Authorization", "Bearer"}}) == AuthKind::other);
  CHECK(kind({{"Authorization", "Basic x"}}) == AuthKind::other);
  CHECK(kind({{"Auth-API-Token", "x"}}) == AuthKind::other);
  CHECK(kind({{"X-Auth-Email", "a@example.com"}, {"X-Auth-Key", "k"}}) == AuthKind::email_key);
  CHECK(kind({{"X-Auth-Key", "k"}}) == AuthKind::other);
}

TEST_CASE("A URL elsewhere never reaches the fake") {
  FrameworkWorld world;
  const auto sent = world.transport.send({.url = "https://elsewhere.example/v1/zones"});
  REQUIRE_FALSE(sent);
  CHECK(sent.error().kind == ErrorKind::unreachable);
  CHECK(sent.error().message == "Could not resolve host: elsewhere.example");
  CHECK(world.api.journal().count() == 0);
}

TEST_CASE("Lost requests and lost replies differ in what the API has done, not in what is seen") {
  struct Row {
    fake::Effect effect;
    ErrorKind kind;
    int commits;
    int status;
  };

  const std::vector<Row> rows{
      {fake::refuse(), ErrorKind::unreachable, 0, 0},
      {fake::cut_before_commit(), ErrorKind::unknown_outcome, 0, 0},
      {fake::cut_after_commit(), ErrorKind::unknown_outcome, 1, 0},
      {fake::truncate_after_commit(), ErrorKind::unknown_outcome, 1, 200},
      {fake::delay_before_commit(seconds{31}), ErrorKind::unknown_outcome, 1, 200},
      {fake::delay_after_commit(seconds{31}), ErrorKind::unknown_outcome, 1, 200},
  };
  for (const Row& row : rows) {
    FrameworkWorld world;
    world.api.faults().add({.method = "POST", .effect = row.effect});
    const auto sent = world.send("POST", "/zones", "{}");
    REQUIRE_FALSE(sent);
    CHECK(sent.error().kind == row.kind);
    CHECK(world.api.commits == row.commits);
    CHECK(world.api.journal().items().front().status == row.status);
    CHECK(world.send("POST", "/zones", "{}"));
  }
}

TEST_CASE("Answers of a fault replace the API's work, with the API's usual headers") {
  FrameworkWorld world;
  world.api.faults().add({.nth = 1, .effect = fake::html(502)});
  world.api.faults().add({.nth = 2, .effect = fake::throttle("7")});
  world.api.faults().add({.nth = 3, .effect = fake::throttle()});
  world.api.faults().add({.nth = 4, .effect = fake::answer(503, "busy")});
  world.api.faults().add({.nth = 5, .effect = fake::replace_reply({.status = 504})});
  const auto html = world.send("POST", "/a");
  REQUIRE(html);
  CHECK(html->status == 502);
  CHECK(html->header("content-type") == "text/html");
  CHECK(html->header("x-request-id") == "r1");
  CHECK(html->body.starts_with("<html>"));
  const auto throttled = world.send("POST", "/a");
  REQUIRE(throttled);
  CHECK(throttled->status == 429);
  CHECK(throttled->header("Retry-After") == "7");
  CHECK(world.send("POST", "/a")->header("Retry-After") == "");
  CHECK(world.send("POST", "/a")->body == "busy");
  CHECK(world.api.commits == 0);
  CHECK(world.send("POST", "/a")->status == 504);
  CHECK(world.api.commits == 1);
}

TEST_CASE("A fault counts the requests that match it, and nests with others") {
  FrameworkWorld world;
  std::string order;
  const auto note = [&](char letter) {
    return fake::meanwhile([&order, letter] { order += letter; });
  };
  world.api.faults().add(
      {.method = "GET", .prefix = "/b", .nth = 2, .times = 2, .effect = note('x')});
  world.api.faults().add({.nth = 3, .times = 0, .effect = note('y')});
  world.api.faults().add({.nth = 6, .effect = fake::afterwards([&order] { order += 'z'; })});
  for (const std::string path : {"/a", "/b", "/b/1", "/b/2", "/b/3", "/c"}) {
    REQUIRE(world.send("GET", path));
    order += ' ';
  }
  CHECK(order == "  xy xy y yz ");
  world.api.faults().clear();
  REQUIRE(world.send("GET", "/c"));
  CHECK(order == "  xy xy y yz ");
}

TEST_CASE("The API's own JSON can grow, change its shape or lose a part") {
  FrameworkWorld world;
  world.api.faults().add({.nth = 1, .effect = fake::extra_fields()});
  world.api.faults().add({.nth = 2, .effect = fake::set_json("/total", R"("1")")});
  world.api.faults().add({.nth = 3, .effect = fake::set_json("/items/0", std::nullopt)});
  world.api.faults().add({.nth = 4, .effect = fake::set_json("/total", std::nullopt)});
  const std::string unknown = R"("x_unknown":{"since":2031,"list":[1,null]})";
  CHECK(world.send("GET", "/a")->body ==
        R"({"items":[{"path":"/a",)" + unknown + R"(}],"total":1,)" + unknown + "}");
  CHECK(world.send("GET", "/a")->body == R"({"items":[{"path":"/a"}],"total":"1"})");
  CHECK(world.send("GET", "/a")->body == R"({"items":[],"total":1})");
  CHECK(world.send("GET", "/a")->body == R"({"items":[{"path":"/a"}]})");
}

TEST_CASE("Latency passes by the fake's clock") {
  FrameworkWorld world;
  const auto start = world.clock.steady_now();
  world.api.set_latency(milliseconds{50});
  REQUIRE(world.send("GET", "/a"));
  REQUIRE(world.send("GET", "/a"));
  CHECK(world.clock.steady_now() - start == milliseconds{100});
}

TEST_CASE("A bucket refills evenly, for each account alone") {
  FakeClock clock;
  fake::RateLimit limit;
  CHECK_FALSE(limit.take("a", clock.steady_now()).limited);
  limit.set({.burst = 3, .window = seconds{30}});
  for (const long left : {2L, 1L, 0L}) {
    const auto state = limit.take("a", clock.steady_now());
    CHECK(state.allowed);
    CHECK(state.limit == 3);
    CHECK(state.remaining == left);
  }
  const auto refused = limit.take("a", clock.steady_now());
  CHECK_FALSE(refused.allowed);
  CHECK(refused.until_allowed == seconds{10});
  CHECK(refused.until_full == seconds{30});
  CHECK(limit.take("b", clock.steady_now()).allowed);
  clock.advance(seconds{10});
  CHECK(limit.take("a", clock.steady_now()).allowed);
  CHECK_FALSE(limit.take("a", clock.steady_now()).allowed);
  limit.leave("b", 0, clock.steady_now());
  CHECK_FALSE(limit.take("b", clock.steady_now()).allowed);
}

TEST_CASE("A window is counted from its first request, and one request too many blocks") {
  FakeClock clock;
  fake::RateLimit limit;
  limit.set({.shape = fake::RateRule::Shape::window,
             .burst = 2,
             .window = seconds{10},
             .block = seconds{25}});
  CHECK(limit.take("a", clock.steady_now()).allowed);
  clock.advance(seconds{4});
  const auto second = limit.take("a", clock.steady_now());
  CHECK(second.allowed);
  CHECK(second.until_full == seconds{6});
  CHECK(second.until_allowed == seconds{6});
  const auto third = limit.take("a", clock.steady_now());
  CHECK_FALSE(third.allowed);
  CHECK(third.until_allowed == seconds{25});
  clock.advance(seconds{24});
  CHECK(limit.take("a", clock.steady_now()).until_allowed == seconds{1});
  clock.advance(seconds{1});
  CHECK(limit.take("a", clock.steady_now()).remaining == 1);
}

TEST_CASE("A throttled request reaches neither the faults nor the API") {
  FrameworkWorld world;
  world.api.rate_limit().set({.burst = 1, .window = seconds{10}});
  world.api.faults().add({.nth = 2, .effect = fake::html(502)});
  CHECK(world.send("POST", "/a")->header("X-Remaining") == "0");
  CHECK(world.send("POST", "/a")->body == R"({"error":"slow down"})");
  CHECK(world.api.commits == 1);
  world.clock.advance(seconds{10});
  CHECK(world.send("POST", "/a")->status == 502);
}

}  // namespace dnsward::test
