// Credentials over time: kept, renewed, discarded, asked for by many threads at once.
#include "providers/route53/credential_lab.h"

#include <doctest/doctest.h>

#include <array>
#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

using namespace dnsward;
using namespace dnsward::test;

namespace {

using std::chrono::minutes;
using std::chrono::seconds;

// A container's keys, which last an hour.
void in_container(CredentialLab& lab) {
  lab.services.configure([](auto& options) { options.lifetime = std::chrono::hours(1); });
  lab.set("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/v2/credentials/0f1e2d3c");
}

std::string id_of(const Result<route53::Credentials>& keys) {
  return keys ? keys->access_key_id : keys.error().message;
}

}  // namespace

TEST_CASE("making a chain sends nothing; keys are asked for once and kept") {
  CredentialLab lab;
  in_container(lab);
  const auto chain = lab.chain().value();
  CHECK(lab.wire.sent().empty());
  CHECK(id_of(chain->get()) == "ASIAFAKE000000000001");
  CHECK(id_of(chain->get()) == "ASIAFAKE000000000001");
  lab.clock.advance(minutes(54));
  CHECK(id_of(chain->get()) == "ASIAFAKE000000000001");
  CHECK(lab.wire.sent().size() == 1);
}

TEST_CASE("keys are renewed when less than 5 minutes remain") {
  CredentialLab lab;
  in_container(lab);
  const auto chain = lab.chain().value();
  REQUIRE(chain->get());
  lab.clock.advance(minutes(55) + seconds(1));
  CHECK(id_of(chain->get()) == "ASIAFAKE000000000002");
  CHECK(id_of(chain->get()) == "ASIAFAKE000000000002");
  CHECK(lab.wire.sent().size() == 2);
}

TEST_CASE("keys that can't be renewed are used while they last, and asked for now and then") {
  CredentialLab lab;
  in_container(lab);
  const auto chain = lab.chain().value();
  REQUIRE(chain->get());
  lab.wire.take_down("169.254.170.2");
  lab.clock.advance(minutes(56));
  CHECK(id_of(chain->get()) == "ASIAFAKE000000000001");
  CHECK(lab.wire.sent().size() == 4);
  lab.clock.advance(seconds(20));
  CHECK(id_of(chain->get()) == "ASIAFAKE000000000001");
  CHECK(lab.wire.sent().size() == 4);
  lab.clock.advance(seconds(11));
  CHECK(id_of(chain->get()) == "ASIAFAKE000000000001");
  CHECK(lab.wire.sent().size() == 7);
  lab.clock.advance(minutes(4));
  CHECK(id_of(chain->get()) == "no connection to 169.254.170.2: Connection refused");
}

TEST_CASE("keys that end soon are not asked for again with each request") {
  CredentialLab lab;
  in_container(lab);
  lab.services.configure([](auto& options) { options.lifetime = minutes(2); });
  const auto chain = lab.chain().value();
  CHECK(id_of(chain->get()) == "ASIAFAKE000000000001");
  CHECK(id_of(chain->get()) == "ASIAFAKE000000000001");
  lab.clock.advance(seconds(31));
  CHECK(id_of(chain->get()) == "ASIAFAKE000000000002");
}

TEST_CASE("a failure is told to everybody for half a minute, and then looked at again") {
  CredentialLab lab;
  in_container(lab);
  const Response down{503, {}, ""};
  lab.wire.answer({down, down, down});
  const auto chain = lab.chain().value();
  CHECK(id_of(chain->get()) == "the container's credential service answered 503");
  CHECK(id_of(chain->get()) == "the container's credential service answered 503");
  CHECK(lab.wire.sent().size() == 3);
  lab.clock.advance(seconds(30));
  CHECK(id_of(chain->get()) == "ASIAFAKE000000000001");
}

TEST_CASE("keys that were refused are replaced once, whoever noticed it") {
  CredentialLab lab;
  in_container(lab);
  const auto chain = lab.chain().value();
  const auto first = chain->get();
  REQUIRE(first);
  chain->discard(*first);
  CHECK(id_of(chain->get()) == "ASIAFAKE000000000002");
  chain->discard(*first);
  CHECK(id_of(chain->get()) == "ASIAFAKE000000000002");
  CHECK(lab.wire.sent().size() == 2);
}

TEST_CASE("keys that were refused are not given out again when there are no others") {
  CredentialLab lab;
  in_container(lab);
  const auto chain = lab.chain().value();
  const auto first = chain->get();
  REQUIRE(first);
  lab.wire.take_down("169.254.170.2");
  chain->discard(*first);
  CHECK(id_of(chain->get()) == "no connection to 169.254.170.2: Connection refused");
}

TEST_CASE("long-term keys never end, and are the same after they were refused") {
  CredentialLab lab;
  lab.set("AWS_ACCESS_KEY_ID", "AKIAENV").set("AWS_SECRET_ACCESS_KEY", "env/secret");
  const auto chain = lab.chain().value();
  const auto first = chain->get();
  REQUIRE(first);
  chain->discard(*first);
  lab.clock.advance(std::chrono::hours(100'000));
  CHECK(lab.told(chain->get()) == "AKIAENV env/secret | AWS_ACCESS_KEY_ID");
}

TEST_CASE("many threads ask together, and the service is asked once") {
  CredentialLab lab;
  in_container(lab);
  const auto chain = lab.chain().value();
  std::array<std::string, 16> ids;
  std::vector<std::thread> threads;
  for (auto& id : ids) {
    threads.emplace_back([&] {
      const auto keys = chain->get();
      id = id_of(keys);
      if (keys) chain->discard(*keys);
      for (int turn = 0; turn < 20; ++turn) id = id_of(chain->get());
    });
  }
  for (auto& thread : threads) thread.join();
  for (const auto& id : ids) CHECK(id.starts_with("ASIAFAKE0000000000"));
  CHECK(lab.wire.sent().size() <= 17);
  CHECK(lab.wire.sent().size() >= 2);
}
