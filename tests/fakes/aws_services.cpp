#include "fakes/aws_services.h"

#include "fakes/aws_answer.h"
#include "fakes/aws_desk.h"
#include "fakes/aws_signature.h"

#include <fmt/format.h>

#include <atomic>
#include <cstdint>
#include <mutex>
#include <utility>

namespace dnsward::fake {

struct AwsServices::State {
  State(AwsKeys& keys, AwsServicesOptions options, const Clock& clock)
      : desk{.keys = keys, .options = std::move(options), .clock = clock} {}

  mutable std::mutex mutex;
  aws::Desk desk;
  std::atomic<std::uint64_t> replies{0};
};

namespace {

constexpr std::string_view request_id = "c6104cbe-af31-11e0-8154-cbc7ccf896c7";

}  // namespace

AwsServices::AwsServices(AwsKeys& keys, AwsServicesOptions options, const Clock& clock)
    : Api("", clock), state_(std::make_unique<State>(keys, std::move(options), clock)) {}

AwsServices::~AwsServices() = default;

void AwsServices::configure(const std::function<void(AwsServicesOptions&)>& change) {
  const std::lock_guard lock(state_->mutex);
  change(state_->desk.options);
}

void AwsServices::add_role(AwsRole role) {
  const std::lock_guard lock(state_->mutex);
  state_->desk.roles.insert_or_assign(role.arn, std::move(role));
}

void AwsServices::remove_role(const std::string& arn) {
  const std::lock_guard lock(state_->mutex);
  state_->desk.roles.erase(arn);
}

AwsKey AwsServices::last_key() const {
  const std::lock_guard lock(state_->mutex);
  return state_->desk.last_key;
}

Reply AwsServices::error(int status, std::string code, std::string message) {
  return aws::error_reply({status, std::move(code), std::move(message)}, aws::sts_space,
                          request_id);
}

Reply AwsServices::answer(const Call& call) {
  const std::lock_guard lock(state_->mutex);
  aws::Desk& desk = state_->desk;
  if (call.method == "POST" && call.path == "/") return ask_sts(desk, call);
  if (call.method == "GET" && call.path == desk.options.container_path) {
    return ask_container(desk, call);
  }
  if (call.path.starts_with("/latest/")) return ask_metadata(desk, call);
  return {.status = 404, .body = "404 page not found\n", .content_type = "text/plain"};
}

std::string AwsServices::account(const Call& call) const {
  const auto key = state_->desk.keys.find(aws::claimed_key_id(call));
  return key ? key->account() : "nobody";
}

Reply AwsServices::too_many(const RateState& /*state*/) const {
  return error(400, "Throttling", "Rate exceeded");
}

void AwsServices::finish(Reply& reply, const RateState& /*state*/) {
  const std::string id = fmt::format("c6104cbe-af31-11e0-8154-{:012x}", ++state_->replies);
  const std::size_t at = reply.body.find(request_id);
  if (at != std::string::npos) reply.body.replace(at, request_id.size(), id);
  if (reply.content_type == "text/xml") reply.headers.push_back({"x-amzn-RequestId", id});
  const std::lock_guard lock(state_->mutex);
  reply.headers.push_back({"Date", aws::http_date(state_->desk.now())});
}

}  // namespace dnsward::fake
