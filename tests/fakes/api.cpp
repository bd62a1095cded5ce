#include "fakes/api.h"

#include <utility>

namespace dnsward::fake {

Api::Api(std::string base_path, const Clock& clock)
    : base_path_(std::move(base_path)), clock_(clock) {}

std::string Api::account(const Call& call) const {
  return std::string(call.header("Authorization"));
}

Reply Api::handle(Call call, std::string_view target, const std::stop_token& stop) {
  const bool ours = target.starts_with(base_path_);
  if (ours) target.remove_prefix(base_path_.size());
  Call parsed = Call::parse(std::move(call.method), target);
  parsed.headers = std::move(call.headers);
  parsed.body = std::move(call.body);
  const std::size_t number = journal_.begin(parsed);
  const auto latency = latency_.load();
  if (latency.count() > 0) clock_.sleep_until(clock_.steady_now() + latency, stop);
  const RateState state = rate_limit_.take(account(parsed), clock_.steady_now());
  Reply reply;
  if (!ours) {
    reply = Reply{.status = 404, .body = "404 page not found\n", .content_type = "text/plain"};
  } else if (!state.allowed) {
    reply = too_many(state);
  } else {
    reply = faults_.run(parsed, clock_, stop, [&] { return answer(parsed); });
  }
  finish(reply, state);
  journal_.end(number, reply);
  return reply;
}

}  // namespace dnsward::fake
