// How many requests an API takes from one account, and what it says about it.
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <string>

namespace dnsward::fake {

struct RateRule {
  enum class Shape {
    bucket,  ///< `burst` tokens, refilled evenly: `burst` of them in `window`
    window,  ///< `burst` requests in each `window`, counted from its first request
  };

  Shape shape = Shape::bucket;
  double burst = 0;  ///< 0: no limit
  std::chrono::duration<double> window{0};
  /// When one request was too many, everything is refused for so long.
  std::chrono::duration<double> block{0};
};

/// What a reply's headers tell.
struct RateState {
  bool limited = false;  ///< whether there is a limit at all
  bool allowed = true;
  long limit = 0;
  long remaining = 0;
  std::chrono::duration<double> until_full{0};     ///< until all of the limit is there again
  std::chrono::duration<double> until_allowed{0};  ///< until the next request is taken
};

/// Thread-safe; one count for each account.
class RateLimit {
 public:
  using Time = std::chrono::steady_clock::time_point;

  void set(RateRule rule);
  /// Counts one request of the account.
  [[nodiscard]] RateState take(const std::string& account, Time now);
  /// Leaves the account with so many requests, e.g. 0: another program spent them.
  void leave(const std::string& account, double remaining, Time now);

 private:
  struct Account {
    double tokens = 0;
    Time since{};
    Time blocked_until{};
  };

  Account& account_at(const std::string& name, Time now);
  [[nodiscard]] RateState state_of(const Account& account, bool allowed, Time now) const;

  std::mutex mutex_;
  RateRule rule_;
  std::map<std::string, Account> accounts_;
};

}  // namespace dnsward::fake
