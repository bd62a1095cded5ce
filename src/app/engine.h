// Read, plan, write, read back: the only place that knows the order of things.
#pragma once

#include "app/report.h"
#include "base/clock.h"
#include "config/config.h"
#include "provider/provider.h"

#include <chrono>
#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

namespace dnsward {

struct EngineOptions {
  std::size_t jobs = 16;  ///< zones at once, at least 1
  std::chrono::steady_clock::time_point deadline = std::chrono::steady_clock::time_point::max();
  /// No new read or write is started after a stop; a zone that was written is still read back.
  std::stop_token stop = {};
  std::function<void(std::size_t done, std::size_t all)> progress =
      {};  ///< from any thread, one at a time
};

/// Works on the zones of one file. Domains of one zone are planned together; zones run side by
/// side. Everything returned is in the file's order, whatever the threads did.
class Engine {
 public:
  /// `providers` has one provider for each block of `config`, in its order.
  Engine(const Config& config, std::vector<std::unique_ptr<Provider>> providers, const Clock& clock,
         EngineOptions options);
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  /// Finds the zones of the domains (indices into config.domains), reads and plans them. Only
  /// reads.
  [[nodiscard]] RunReport plan(RunKind kind, const std::vector<std::size_t>& domains);

  /// Writes what plan() found pending, reads it back and plans again: a domain is `applied` only
  /// when that plan is empty. A zone whose records changed since is read and planned again: when
  /// the new plan is the one that was shown, it is written (three attempts), else the domain fails
  /// with `changed` and the report holds the new plan's changes. With `replan` a new plan is
  /// written without being shown.
  [[nodiscard]] RunReport apply(RunReport planned, bool replan);

  /// Waits until what apply() wrote is at all of the providers' name servers, as far as they tell:
  /// looks at all zones after 5 s, 10 s and every 15 s. What is not there at the deadline or after
  /// a stop is unpublished.
  [[nodiscard]] RunReport await_servers(RunReport applied);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace dnsward
