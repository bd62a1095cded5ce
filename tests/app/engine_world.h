// Everything an engine needs, in memory: accounts, a clock, and a file written as text.
#pragma once

#include "app/engine.h"
#include "app/report_json.h"
#include "support/fake_clock.h"
#include "support/memory_provider.h"
#include "support/zone_text.h"

#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace dnsward::test {

/// One sender whose requirements are an SPF term and a token, and the providers "a" and "b".
inline constexpr std::string_view two_providers = R"([provider.a]
type = "memory"

[provider.b]
type = "memory"

[sender.mailer]
spf = ["include:spf.mailer.example"]
token = ["mailer=1"]

)";

/// A [[domains]] block with the sender "mailer".
[[nodiscard]] std::string entry(std::string_view names, std::string_view provider = "a",
                                std::string_view more = "");

class World {
 public:
  /// The file is `two_providers` and `entries`. Fails the test when it does not load.
  explicit World(std::string_view entries);

  MemoryAccount a, b;
  FakeClock clock;
  EngineOptions options;

  [[nodiscard]] const Config& config() const { return config_; }

  /// A new engine; call it last, when `options` are set.
  [[nodiscard]] Engine engine() const;
  [[nodiscard]] std::vector<std::size_t> all() const;

 private:
  Config config_;
  // The providers' constructor wants accounts to change, the engine const ones.
  std::vector<MemoryAccount*> accounts_{&a, &b};
};

/// "pending in_order failed", in the report's order.
[[nodiscard]] std::string statuses(const RunReport& report);

/// The message of the only error of the domain at `row`, its hint, notes and context behind " | ".
[[nodiscard]] std::string error_of(const RunReport& report, std::size_t row = 0);

}  // namespace dnsward::test
