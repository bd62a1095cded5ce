#include "fakes/server.h"

#include "fakes/echo_api.h"
#include "support/fake_clock.h"

#include <doctest/doctest.h>

#include <httplib.h>
#include <string>
#include <thread>
#include <vector>

namespace dnsward::test {
namespace {

struct ServerWorld {
  FakeClock clock;
  EchoApi api{clock};
  fake::Server server{api};
  httplib::Client client{"127.0.0.1", server.port()};

  ServerWorld() { client.set_keep_alive(true); }
};

}  // namespace

TEST_CASE("The server says where it is and serves every method there") {
  ServerWorld world;
  CHECK(world.server.base_url() ==
        "http://127.0.0.1:" + std::to_string(world.server.port()) + "/v1");
  const auto got = world.client.Get("/v1/zones?name=a%20b");
  REQUIRE(got);
  CHECK(got->status == 200);
  CHECK(got->body == R"({"items":[{"path":"/zones"}],"total":1})");
  CHECK(got->get_header_value("Content-Type") == "application/json");
  CHECK(got->get_header_value("X-Request-Id") == "r1");
  REQUIRE(world.client.Post("/v1/zones", "{}", "application/json"));
  REQUIRE(world.client.Put("/v1/zones", "{}", "application/json"));
  REQUIRE(world.client.Patch("/v1/zones", "{}", "application/json"));
  REQUIRE(world.client.Delete("/v1/zones"));
  REQUIRE(world.client.Delete("/v1/zones", "{}", "application/json"));
  CHECK(world.api.journal().lines() ==
        std::vector<std::string>{"GET /zones?name=a b", "POST /zones", "PUT /zones", "PATCH /zones",
                                 "DELETE /zones", "DELETE /zones"});
  CHECK(world.api.journal().items().back().body == "{}");
  CHECK(world.server.connections() == 1);
}

TEST_CASE("A path outside the API's base is not found") {
  ServerWorld world;
  const auto got = world.client.Get("/v2/zones");
  REQUIRE(got);
  CHECK(got->status == 404);
}

TEST_CASE("A connection can end before the reply, or within it, and the next one is served") {
  ServerWorld world;
  world.api.faults().add({.nth = 1, .effect = fake::refuse()});
  world.api.faults().add({.nth = 2, .effect = fake::cut_before_commit()});
  world.api.faults().add({.nth = 3, .effect = fake::cut_after_commit()});
  world.api.faults().add({.nth = 4, .effect = fake::truncate_after_commit()});
  const std::vector<int> commits{0, 0, 1, 2, 3};
  for (std::size_t i = 0; i < 4; ++i) {
    const auto sent = world.client.Post("/v1/zones", "{}", "application/json");
    CHECK(sent.error() == httplib::Error::Read);
    CHECK(world.api.commits == commits[i]);
  }
  const auto sent = world.client.Post("/v1/zones", "{}", "application/json");
  REQUIRE(sent);
  CHECK(sent->status == 200);
  CHECK(world.api.commits == 3);
}

TEST_CASE("A reply of unknown length arrives whole") {
  ServerWorld world;
  const std::string long_body(2'500, 'x');
  world.api.faults().add({.effect = fake::answer({.body = long_body, .chunked = true})});
  const auto got = world.client.Get("/v1/zones");
  REQUIRE(got);
  CHECK(got->get_header_value("Transfer-Encoding") == "chunked");
  CHECK(got->body == long_body);
}

TEST_CASE("Forty clients at once are served at once") {
  ServerWorld world;
  std::vector<std::thread> threads;
  std::atomic<int> served{0};
  for (int i = 0; i < 40; ++i) {
    threads.emplace_back([&] {
      httplib::Client client("127.0.0.1", world.server.port());
      for (int k = 0; k < 5; ++k) {
        if (client.Get("/v1/zones")) ++served;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(served == 200);
  CHECK(world.api.journal().count("GET", "/zones") == 200);
}

TEST_CASE("The server's end cuts the connections that are still open") {
  FakeClock clock;
  EchoApi api{clock};
  auto server = std::make_unique<fake::Server>(api);
  httplib::Client client("127.0.0.1", server->port());
  client.set_keep_alive(true);
  REQUIRE(client.Get("/v1/zones"));
  const auto start = std::chrono::steady_clock::now();
  server.reset();
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds{3});
  CHECK_FALSE(client.Get("/v1/zones"));
}

}  // namespace dnsward::test
