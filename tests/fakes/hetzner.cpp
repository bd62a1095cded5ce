#include "fakes/hetzner.h"

#include "fakes/hetzner_routes.h"
#include "fakes/hetzner_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <map>
#include <mutex>
#include <random>
#include <utility>

namespace dnsward::fake {

using namespace hz;

struct Permission {
  int project = 0;
  HetznerAccess access = HetznerAccess::read_write;
};

struct HetznerApi::State {
  State(HetznerOptions given, const Clock& clock)
      : options(given), store(options, clock), random(given.seed) {}

  mutable std::mutex mutex;
  HetznerOptions options;
  Store store;
  std::map<std::string, Permission, std::less<>> tokens;
  std::mt19937_64 random;
  std::atomic<std::uint64_t> replies{0};
};

namespace {

constexpr std::string_view bearer = "Bearer ";

std::string_view token_of(const Call& call) {
  const std::string_view header = call.header("Authorization");
  return header.starts_with(bearer) ? header.substr(bearer.size()) : std::string_view{};
}

Refusal unauthorized(const std::string& message) {
  return {.status = 401, .code = "unauthorized", .message = message};
}

Refusal readonly(const HetznerOptions& options) {
  if (options.readonly_is_forbidden) {
    return {.status = 403, .code = "forbidden", .message = "insufficient permissions"};
  }
  return {.status = 401, .code = "token_readonly", .message = "token is only allowed to read"};
}

/// Reads the body into the visit.
std::optional<Refusal> read_body(Visit& visit) {
  if (visit.call.method == "GET" || visit.call.method == "DELETE") return std::nullopt;
  visit.body = Json::parse(visit.call.body, nullptr, false);
  if (!visit.body.is_object()) {
    return Refusal{.status = 400, .code = "json_error", .message = "invalid JSON in request body"};
  }
  return std::nullopt;
}

Answer visited(Visit& visit, Handler handler) {
  if (handler == nullptr && visit.call.method == "PATCH") return refuse(not_found("endpoint"));
  if (handler == nullptr) {
    return refuse({.status = 405,
                   .code = "method_not_allowed",
                   .message = "the request method is not allowed"});
  }
  if (const auto problem = read_body(visit)) return refuse(*problem);
  visit.store.settle();
  return handler(visit);
}

}  // namespace

HetznerApi::HetznerApi(HetznerOptions options, const Clock& clock)
    : Api("/v1", clock), state_(std::make_unique<State>(options, clock)) {
  add_token(std::string(token));
  rate_limit().set(documented_limit());
}

RateRule HetznerApi::documented_limit() {
  return {.shape = RateRule::Shape::bucket, .burst = 3600, .window = std::chrono::hours{1}};
}

HetznerApi::~HetznerApi() = default;

void HetznerApi::configure(const std::function<void(HetznerOptions&)>& change) {
  const std::lock_guard lock(state_->mutex);
  change(state_->options);
}

void HetznerApi::add_token(std::string text, int project, HetznerAccess access) {
  const std::lock_guard lock(state_->mutex);
  state_->tokens[std::move(text)] = {project, access};
}

void HetznerApi::remove_token(std::string_view text) {
  const std::lock_guard lock(state_->mutex);
  const auto found = state_->tokens.find(text);
  if (found != state_->tokens.end()) state_->tokens.erase(found);
}

std::int64_t HetznerApi::add_zone(HetznerZone zone) {
  const std::lock_guard lock(state_->mutex);
  state_->store.remove_zone(zone.name);
  return state_->store.add_zone(std::move(zone)).id;
}

void HetznerApi::remove_zone(std::string_view name) {
  const std::lock_guard lock(state_->mutex);
  state_->store.remove_zone(name);
}

void HetznerApi::edit(std::string_view zone, const std::function<void(HetznerZone&)>& change) {
  const std::lock_guard lock(state_->mutex);
  state_->store.settle();
  HetznerZone* found = state_->store.zone_named(zone);
  if (found != nullptr) state_->store.edit(*found, change);
}

void HetznerApi::put(std::string_view zone, const HetznerKey& key, HetznerRRset rrset) {
  edit(zone, [&](HetznerZone& at) { put_rrset(at, key, std::move(rrset)); });
}

void HetznerApi::add(std::string_view zone, const HetznerKey& key, const HetznerRecord& record) {
  edit(zone, [&](HetznerZone& at) { at.rrsets[key].records.push_back(record); });
}

void HetznerApi::remove(std::string_view zone, const HetznerKey& key) {
  edit(zone, [&](HetznerZone& at) { at.rrsets.erase(key); });
}

std::optional<HetznerZone> HetznerApi::zone(std::string_view name) const {
  const std::lock_guard lock(state_->mutex);
  state_->store.settle();
  const HetznerZone* found = state_->store.zone_named(name);
  return found == nullptr ? std::nullopt : std::optional(*found);
}

std::optional<HetznerRRset> HetznerApi::stored(std::string_view zone, const HetznerKey& key) const {
  const std::lock_guard lock(state_->mutex);
  state_->store.settle();
  const HetznerZone* at = state_->store.zone_named(zone);
  if (at == nullptr) return std::nullopt;
  const auto found = at->rrsets.find(key);
  return found == at->rrsets.end() ? std::nullopt : std::optional(found->second);
}

std::optional<HetznerTruth> HetznerApi::rrset(std::string_view zone, std::string_view name,
                                              std::string_view type) const {
  const auto at = this->zone(zone);
  if (!at) return std::nullopt;
  const auto found = at->rrsets.find({std::string(name), std::string(type)});
  if (found == at->rrsets.end()) return std::nullopt;
  HetznerTruth truth{.ttl = found->second.ttl.value_or(at->ttl)};
  for (const HetznerRecord& record : found->second.records) {
    truth.values.push_back(true_value(std::string(type), record.value, at->name));
  }
  std::ranges::sort(truth.values);
  return truth;
}

void HetznerApi::fail_action(HetznerFailure failure) {
  const std::lock_guard lock(state_->mutex);
  state_->store.fail_action(std::move(failure));
}

std::size_t HetznerApi::running_actions() const {
  const std::lock_guard lock(state_->mutex);
  state_->store.settle();
  return state_->store.running();
}

std::string HetznerApi::account_of(int project) {
  return fmt::format("project {}", project);
}

Reply HetznerApi::answer(const Call& call) {
  const std::lock_guard lock(state_->mutex);
  const HetznerOptions& options = state_->options;
  const Route route = find_route(call);
  if (!route.known_path) return no_route_reply();
  const std::string_view text = token_of(call);
  if (text.empty()) return error_reply(unauthorized("token is required"), options);
  const auto permission = state_->tokens.find(text);
  if (permission == state_->tokens.end()) {
    return error_reply(unauthorized("the token you have provided is invalid"), options);
  }
  if (permission->second.access == HetznerAccess::read && call.method != "GET") {
    return error_reply(readonly(options), options);
  }
  Visit visit{state_->store, options,    call, state_->random, permission->second.project,
              base_path(),   route.words};
  const Answer answered = visited(visit, route.handler);
  return answered ? *answered : error_reply(answered.error(), options);
}

std::string HetznerApi::account(const Call& call) const {
  const std::lock_guard lock(state_->mutex);
  const auto permission = state_->tokens.find(token_of(call));
  return permission == state_->tokens.end() ? "nobody" : account_of(permission->second.project);
}

Reply HetznerApi::too_many(const RateState& /*state*/) const {
  const std::lock_guard lock(state_->mutex);
  return error_reply({.status = 429,
                      .code = "rate_limit_exceeded",
                      .message = "limit of 3600 requests per hour reached"},
                     state_->options);
}

void HetznerApi::finish(Reply& reply, const RateState& state) {
  const std::uint64_t number = ++state_->replies;
  reply.headers.push_back(
      {"X-Correlation-Id", fmt::format("{:016x}", number * 0x9e3779b97f4a7c15)});
  if (!state.limited) return;
  using std::chrono::seconds;
  const auto now = std::chrono::duration_cast<seconds>(clock().now().time_since_epoch());
  const auto full = now + seconds{static_cast<std::int64_t>(std::ceil(state.until_full.count()))};
  reply.headers.push_back({"RateLimit-Limit", std::to_string(state.limit)});
  reply.headers.push_back({"RateLimit-Remaining", std::to_string(state.remaining)});
  reply.headers.push_back({"RateLimit-Reset", std::to_string(full.count())});
  const std::lock_guard lock(state_->mutex);
  if (state.allowed || !state_->options.retry_after) return;
  const auto wait = static_cast<std::int64_t>(std::ceil(state.until_allowed.count()));
  reply.headers.push_back({"Retry-After", std::to_string(std::max<std::int64_t>(1, wait))});
}

}  // namespace dnsward::fake
