// The smallest fake: counts its writes, for the tests of what all fakes share.
#pragma once

#include "fakes/api.h"

#include <atomic>
#include <string>

namespace dnsward::test {

class EchoApi : public fake::Api {
 public:
  explicit EchoApi(const Clock& clock) : Api("/v1", clock) {}

  std::atomic<int> commits{0};

 protected:
  [[nodiscard]] fake::Reply answer(const fake::Call& call) override {
    if (call.method != "GET") ++commits;
    return {.body = R"({"items":[{"path":")" + call.path + R"("}],"total":1})"};
  }

  [[nodiscard]] fake::Reply too_many(const fake::RateState&) const override {
    return {.status = 429, .body = R"({"error":"slow down"})"};
  }

  void finish(fake::Reply& reply, const fake::RateState& state) override {
    reply.headers.push_back({"X-Request-Id", "r1"});
    if (state.limited) reply.headers.push_back({"X-Remaining", std::to_string(state.remaining)});
  }
};

}  // namespace dnsward::test
