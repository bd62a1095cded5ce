// Bad days of an API, written down in advance: which request, and what happens to it.
#pragma once

#include "base/clock.h"
#include "fakes/call.h"

#include <chrono>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace dnsward::fake {

/// A request on its way to the API: an effect may stop it, watch it, or change the reply.
struct Stage {
  const Call& call;
  const Clock& clock;
  std::stop_token stop;
  std::function<Reply()> proceed;  ///< lets the API do its work; call it once or not at all
};

/// Tests may write their own: `[&](const Stage& stage) { edit_store(); return stage.proceed(); }`.
using Effect = std::function<Reply(const Stage&)>;

/// Applies to requests of that method ("": any) whose path starts so ("": any): to the `nth` of
/// them, counted from 1, and `times` in all (0: for ever). Two faults on one request nest, the one
/// added first outside.
struct Fault {
  std::string method = {};
  std::string prefix = {};
  int nth = 1;
  int times = 1;
  Effect effect = {};
};

// Effects. Those that "answer" never let the API do its work.
[[nodiscard]] Effect answer(Reply reply);
[[nodiscard]] Effect answer(int status, std::string body = "{}");
/// A page of the edge in front of the API: `<html>`, text/html.
[[nodiscard]] Effect html(int status);
/// 429 with body `{}`; Retry-After as given, e.g. "3", a date, nonsense; none when empty.
[[nodiscard]] Effect throttle(std::string retry_after = {});
/// The request never arrives: Cut::refused.
[[nodiscard]] Effect refuse();
/// The connection ends before the API does its work.
[[nodiscard]] Effect cut_before_commit();
/// The API does its work, and its reply is lost.
[[nodiscard]] Effect cut_after_commit();
/// The API does its work, and half of its reply's body is lost.
[[nodiscard]] Effect truncate_after_commit();
/// The API does its work, and its reply is replaced: a 502 after the commit.
[[nodiscard]] Effect replace_reply(Reply reply);
/// Waits (by the fake's clock) before the API does its work.
[[nodiscard]] Effect delay_before_commit(std::chrono::milliseconds time);
/// Waits (by the fake's clock) after the API did its work.
[[nodiscard]] Effect delay_after_commit(std::chrono::milliseconds time);
/// A second writer: runs before the API does its work, as if its request had come first.
[[nodiscard]] Effect meanwhile(std::function<void()> edit);
/// A second writer: runs after the API did its work and before the reply is sent.
[[nodiscard]] Effect afterwards(std::function<void()> edit);
/// Changes the API's own reply.
[[nodiscard]] Effect edit_reply(std::function<void(Reply&)> edit);
/// Adds `"x_unknown": {...}` to every object of the API's own JSON reply.
[[nodiscard]] Effect extra_fields();
/// Sets (or with a null `json_text` removes) the value at a JSON pointer of the API's own reply:
/// `set_json("/result_info", std::nullopt)`, `set_json("/result", R"("a text")")`.
[[nodiscard]] Effect set_json(std::string pointer, std::optional<std::string> json_text);

/// Thread-safe.
class FaultScript {
 public:
  void add(Fault fault);
  void clear();
  /// Runs `work` with the faults that apply to the call around it.
  [[nodiscard]] Reply run(const Call& call, const Clock& clock, const std::stop_token& stop,
                          const std::function<Reply()>& work);

 private:
  struct Counted {
    Fault fault;
    int seen = 0;
  };

  [[nodiscard]] std::vector<Effect> due(const Call& call);

  std::mutex mutex_;
  std::vector<Counted> faults_;
};

}  // namespace dnsward::fake
