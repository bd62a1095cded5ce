#include "fakes/route53.h"

#include "fakes/aws_signature.h"
#include "fakes/route53_names.h"
#include "fakes/route53_request.h"
#include "fakes/route53_values.h"
#include "fakes/route53_visit.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <utility>

namespace dnsward::fake {

using namespace r53;

struct Route53::State {
  State(Route53Options given, const Clock& clock) : options(given), store(options, clock) {}

  mutable std::mutex mutex;
  Route53Options options;
  Store store;
  AwsKeys keys;
  std::atomic<std::uint64_t> replies{0};
};

namespace {

constexpr std::string_view request_id = "b25f48e8-84fd-11e6-80d9-574e0c4664cb";

/// `<Code><Message/></Code>`: how the front answers before it knows the service.
Reply bare_error(int status, std::string_view code, std::string_view message) {
  aws::Xml xml;
  xml.open(code);
  if (!message.empty()) xml.text("Message", message);
  xml.close(code);
  return aws::xml_reply(xml, status);
}

bool is_at(const Key& key, const Name& name, std::string_view type) {
  return key.order == sort_key(name.text) && key.type == type;
}

}  // namespace

Route53::Route53(Route53Options options, const Clock& clock)
    : Api("", clock), state_(std::make_unique<State>(options, clock)) {
  keys().add(key());
  rate_limit().set(documented_limit());
}

Route53::~Route53() = default;

AwsKey Route53::key() {
  return {.id = "AKIAFAKEROUTE53EXMPL", .secret = "fake/route53+secret/EXAMPLEKEY0123456789"};
}

RateRule Route53::documented_limit() {
  return {.shape = RateRule::Shape::bucket, .burst = 50, .window = std::chrono::seconds{5}};
}

RateRule Route53::former_limit() {
  return {.shape = RateRule::Shape::bucket, .burst = 5, .window = std::chrono::seconds{1}};
}

void Route53::configure(const std::function<void(Route53Options&)>& change) {
  const std::lock_guard lock(state_->mutex);
  change(state_->options);
}

AwsKeys& Route53::keys() {
  return state_->keys;
}

std::string Route53::add_zone(Route53Zone zone) {
  const std::lock_guard lock(state_->mutex);
  return state_->store.add_zone(std::move(zone)).zone.id;
}

void Route53::remove_zone(std::string_view id) {
  const std::lock_guard lock(state_->mutex);
  state_->store.remove_zone(id);
}

void Route53::edit_zone(std::string_view zone_id, const std::function<void(Route53Zone&)>& change) {
  const std::lock_guard lock(state_->mutex);
  HostedZone* at = state_->store.find(zone_id);
  if (at == nullptr) return;
  change(at->zone);
  at->zone.id = zone_id;
}

void Route53::put(std::string_view zone_id, Route53RRset rrset) {
  const std::lock_guard lock(state_->mutex);
  HostedZone* at = state_->store.find(zone_id);
  if (at == nullptr) return;
  rrset.name = read_name(rrset.name).text;
  const Key key = key_of(rrset);
  at->rrsets.insert_or_assign(key, std::move(rrset));
}

void Route53::add_value(std::string_view zone_id, std::string_view name, std::string_view type,
                        std::string value, long ttl) {
  const std::lock_guard lock(state_->mutex);
  HostedZone* at = state_->store.find(zone_id);
  if (at == nullptr) return;
  Route53RRset fresh{.name = read_name(name).text, .type = std::string(type), .ttl = ttl};
  const Key key = key_of(fresh);
  at->rrsets.try_emplace(key, std::move(fresh)).first->second.values.push_back(std::move(value));
}

void Route53::remove_value(std::string_view zone_id, std::string_view name, std::string_view type,
                           std::string_view value) {
  const std::lock_guard lock(state_->mutex);
  HostedZone* at = state_->store.find(zone_id);
  if (at == nullptr) return;
  const auto found = at->rrsets.find({sort_key(read_name(name).text), std::string(type)});
  if (found == at->rrsets.end()) return;
  std::erase(found->second.values, value);
  if (found->second.values.empty()) at->rrsets.erase(found);
}

void Route53::remove(std::string_view zone_id, std::string_view name, std::string_view type) {
  const std::lock_guard lock(state_->mutex);
  HostedZone* at = state_->store.find(zone_id);
  if (at == nullptr) return;
  std::erase_if(at->rrsets, [&, read = read_name(name)](const auto& item) {
    return is_at(item.first, read, type);
  });
}

std::vector<Route53RRset> Route53::stored(std::string_view zone_id) const {
  const std::lock_guard lock(state_->mutex);
  std::vector<Route53RRset> all;
  const HostedZone* at = state_->store.find(zone_id);
  if (at == nullptr) return all;
  for (const auto& [key, rrset] : at->rrsets) all.push_back(rrset);
  return all;
}

std::optional<Route53RRset> Route53::stored(std::string_view zone_id, std::string_view name,
                                            std::string_view type) const {
  const std::lock_guard lock(state_->mutex);
  const HostedZone* at = state_->store.find(zone_id);
  if (at == nullptr) return std::nullopt;
  const auto found = at->rrsets.find({sort_key(read_name(name).text), std::string(type)});
  return found == at->rrsets.end() ? std::nullopt : std::optional(found->second);
}

std::optional<Route53Truth> Route53::rrset(std::string_view zone_id, std::string_view name,
                                           std::string_view type) const {
  std::optional<Route53Truth> truth;
  const Name read = read_name(name);
  for (const Route53RRset& rrset : stored(zone_id)) {
    if (rrset.name != read.text || rrset.type != type || !rrset.ttl) continue;
    if (!truth) truth = Route53Truth{.ttl = *rrset.ttl};
    for (const std::string& value : rrset.values) truth->values.push_back(true_value(type, value));
  }
  if (truth) std::ranges::sort(truth->values);
  return truth;
}

Reply Route53::error(int status, std::string code, std::optional<std::string> message) {
  return aws::error_reply({status, std::move(code), std::move(message)}, xml_space, request_id);
}

Reply Route53::throttling(bool with_message) {
  return error(400, "Throttling", with_message ? "Rate exceeded" : "");
}

Reply Route53::answer(const Call& call) {
  const std::lock_guard lock(state_->mutex);
  const Route53Options& options = state_->options;
  const Route route = find_route(call);
  if (route.broken) {
    return bare_error(403, "InvalidSignatureException",
                      "The request signature we calculated does not match the signature you "
                      "provided. Check your AWS Secret Access Key and signing method. Consult the "
                      "service documentation for details.");
  }
  if (route.handler == nullptr) return bare_error(404, "UnknownOperationException", "");
  const auto key = aws::verify(call, call.path,
                               {.keys = state_->keys,
                                .scope = {},
                                .now = state_->store.now(),
                                .incomplete_status = options.incomplete_status});
  if (!key) return aws::error_reply(key.error(), xml_space, request_id);
  Visit visit{state_->store, options, call, *key, route.id};
  const Answer answered = route.handler(visit);
  return answered ? *answered : aws::error_reply(answered.error(), xml_space, request_id);
}

std::string Route53::account(const Call& call) const {
  const auto key = state_->keys.find(aws::claimed_key_id(call));
  return key ? key->account() : "nobody";
}

Reply Route53::too_many(const RateState& /*state*/) const {
  const std::lock_guard lock(state_->mutex);
  return throttling(state_->options.throttle_message);
}

void Route53::finish(Reply& reply, const RateState& /*state*/) {
  // Looks random, as the real ones, and is never the same.
  const std::uint64_t number = ++state_->replies * 0x9e3779b97f4a7c15;
  const std::string id = fmt::format("{:08x}-{:04x}-11e6-80d9-{:012x}", number >> 32U,
                                     (number >> 16U) & 0xffffU, number & 0xffffffffffffU);
  const std::size_t at = reply.body.find(request_id);
  if (at != std::string::npos) reply.body.replace(at, request_id.size(), id);
  reply.headers.push_back({"x-amzn-RequestId", id});
  const std::lock_guard lock(state_->mutex);
  reply.headers.push_back({"Date", aws::http_date(state_->store.now())});
}

}  // namespace dnsward::fake
