#include "fakes/cloudflare.h"

#include "fakes/cloudflare_json.h"
#include "fakes/cloudflare_names.h"
#include "fakes/cloudflare_txt.h"
#include "fakes/cloudflare_visit.h"
#include "fakes/cloudflare_write.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace dnsward::fake {

using cloudflare::Record;
using cloudflare::Token;
using cloudflare::Zone;

Cloudflare::Cloudflare(cloudflare::Options options, const Clock& clock)
    : Api("/client/v4", clock), options_(options) {
  add_token({.value = token()});
}

std::string Cloudflare::token() {
  return "cfut_" + std::string(40, 'a') + "00000000";
}

RateRule Cloudflare::documented_limit() {
  using std::chrono::minutes;
  return {
      .shape = RateRule::Shape::window, .burst = 1'200, .window = minutes{5}, .block = minutes{5}};
}

Zone& Cloudflare::zone(const std::string& id) {
  return zones_.at(id);
}

const Zone& Cloudflare::zone(const std::string& id) const {
  return zones_.at(id);
}

std::string Cloudflare::add_zone(Zone zone) {
  const std::lock_guard lock(mutex_);
  if (zone.id.empty()) zone.id = cloudflare::make_id(next_number_++);
  const std::string now = cloudflare::timestamp(clock().now());
  if (zone.created_on.empty()) zone.created_on = now;
  if (zone.modified_on.empty()) zone.modified_on = now;
  std::string id = zone.id;
  zones_[id] = std::move(zone);
  return id;
}

void Cloudflare::edit_zone(const std::string& zone_id, const std::function<void(Zone&)>& edit) {
  const std::lock_guard lock(mutex_);
  edit(zone(zone_id));
}

void Cloudflare::remove_zone(const std::string& zone_id) {
  const std::lock_guard lock(mutex_);
  zones_.erase(zone_id);
}

std::string Cloudflare::add_record(const std::string& zone_id, Record record) {
  const std::lock_guard lock(mutex_);
  record.number = next_number_++;
  if (record.id.empty()) record.id = cloudflare::make_id(record.number);
  const std::string now = cloudflare::timestamp(clock().now());
  for (std::string* time : {&record.created_on, &record.modified_on, &record.comment_modified_on,
                            &record.tags_modified_on}) {
    if (time->empty()) *time = now;
  }
  zone(zone_id).records.push_back(record);
  return record.id;
}

void Cloudflare::edit_record(const std::string& zone_id, const std::string& record_id,
                             const std::function<void(Record&)>& edit) {
  const std::lock_guard lock(mutex_);
  Record* record = zone(zone_id).find(record_id);
  if (!record) return;
  edit(*record);
  record->modified_on = cloudflare::timestamp(clock().now());
}

void Cloudflare::remove_record(const std::string& zone_id, const std::string& record_id) {
  const std::lock_guard lock(mutex_);
  std::erase_if(zone(zone_id).records, [&](const Record& r) { return r.id == record_id; });
}

void Cloudflare::add_token(Token token) {
  const std::lock_guard lock(mutex_);
  if (token.id.empty()) token.id = cloudflare::make_id(next_number_++);
  tokens_.push_back(std::move(token));
}

void Cloudflare::remove_token(const std::string& value) {
  const std::lock_guard lock(mutex_);
  std::erase_if(tokens_, [&](const Token& token) { return token.value == value; });
}

std::vector<Zone> Cloudflare::zones() const {
  const std::lock_guard lock(mutex_);
  std::vector<Zone> all;
  for (const auto& [id, zone] : zones_) all.push_back(zone);
  return all;
}

std::vector<Record> Cloudflare::records(const std::string& zone_id) const {
  const std::lock_guard lock(mutex_);
  return zone(zone_id).records;
}

std::vector<std::string> Cloudflare::rrset(const std::string& zone_id, const std::string& name,
                                           const std::string& type) const {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> values;
  for (const Record& record : zone(zone_id).records) {
    if (record.type != type || cloudflare::lower(record.name) != cloudflare::lower(name)) continue;
    if (type == "TXT") {
      values.push_back(cloudflare::txt_value(record.content));
    } else if (record.priority) {
      values.push_back(std::to_string(*record.priority) + " " + record.content);
    } else {
      values.push_back(record.content);
    }
  }
  std::ranges::sort(values);
  return values;
}

void Cloudflare::set_options(cloudflare::Options options) {
  const std::lock_guard lock(mutex_);
  options_ = options;
}

Reply Cloudflare::answer(const Call& call) {
  const std::lock_guard lock(mutex_);
  const std::string now = cloudflare::timestamp(clock().now());
  const std::vector<std::string> path = call.segments();
  const auto token = cloudflare::authenticate(call, tokens_, now);
  if (!token) return cloudflare::failure(token.error());
  auto reply = cloudflare::visit_route({call, path, **token, options_, zones_, next_number_, now});
  if (!reply) return cloudflare::failure(reply.error());
  return std::move(*reply);
}

std::string Cloudflare::account(const Call& call) const {
  return std::string(call.header("Authorization")) + std::string(call.header("X-Auth-Email"));
}

Reply Cloudflare::too_many(const RateState& state) const {
  const std::lock_guard lock(mutex_);
  if (!options_.rate_limit_body) return {.status = 429, .body = "{}"};
  const bool edge = options_.rate_limit_code == 971;
  const std::string message =
      edge ? "Please wait and consider throttling your request speed"
           : fmt::format(
                 "More than {} requests per 300 seconds reached. Please wait and consider "
                 "throttling your request speed",
                 state.limit);
  return cloudflare::failure({429, {{.code = options_.rate_limit_code, .message = message}}});
}

void Cloudflare::finish(Reply& reply, const RateState& state) {
  const std::lock_guard lock(mutex_);
  const std::uint64_t number = ++replies_;
  const auto ray = fmt::format("{:016x}-FRA", number * 0x9e3779b97f4a7c15ULL);
  reply.headers.push_back({"CF-Ray", ray});
  reply.headers.push_back({"cf-auditlog-id", cloudflare::make_id(number)});
  reply.headers.push_back({"api-version", "2026-11-24"});
  reply.headers.push_back({"CF-Cache-Status", "DYNAMIC"});
  reply.headers.push_back({"Set-Cookie", "__cf_bm=" + ray + "; path=/; HttpOnly; Secure"});
  reply.headers.push_back({"Vary", "Accept-Encoding"});
  reply.headers.push_back({"Server", "cloudflare"});
  reply.chunked = reply.chunked || options_.chunked;
  if (!state.limited) return;
  const auto seconds = [](std::chrono::duration<double> time) {
    return static_cast<long>(std::ceil(time.count()));
  };
  if (options_.rate_limit_headers) {
    reply.headers.push_back({"Ratelimit", fmt::format("\"default\";r={};t={}", state.remaining,
                                                      seconds(state.until_full))});
    reply.headers.push_back(
        {"Ratelimit-Policy", fmt::format("\"default\";q={};w=300", state.limit)});
  }
  if (!state.allowed && options_.retry_after) {
    reply.headers.push_back({"Retry-After", std::to_string(seconds(state.until_allowed))});
  }
}

}  // namespace dnsward::fake
