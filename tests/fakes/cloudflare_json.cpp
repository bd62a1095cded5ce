#include "fakes/cloudflare_json.h"

#include "fakes/cloudflare_content.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

namespace dnsward::fake::cloudflare {
namespace {

Json meta_json(const Record& record) {
  Json meta = Json::object();
  if (record.email_routing) meta["email_routing"] = true;
  if (record.read_only) meta["read_only"] = true;
  return meta;
}

Json plan_json(const Zone& zone) {
  const bool free = zone.plan == "free";
  return {{"id", "0feeeeeeeeeeeeeeeeeeeeeeeeeeeeee"},
          {"name", zone.plan + " plan"},
          {"price", free ? 0 : 20},
          {"currency", "USD"},
          {"frequency", free ? "" : "monthly"},
          {"is_subscribed", !free},
          {"can_subscribe", false},
          {"legacy_id", zone.plan},
          {"legacy_discount", false},
          {"externally_managed", false}};
}

Json permissions_json(const Token& token) {
  Json permissions = Json::array();
  if (token.dns_write) permissions.push_back("#dns_records:edit");
  if (token.dns_read || token.dns_write) permissions.push_back("#dns_records:read");
  if (token.zone_read) permissions.push_back("#zone:read");
  return permissions;
}

}  // namespace

std::string timestamp(std::chrono::system_clock::time_point time) {
  const auto since = std::chrono::duration_cast<std::chrono::microseconds>(time.time_since_epoch());
  const auto seconds = std::chrono::floor<std::chrono::seconds>(since);
  std::string fraction = fmt::format(".{:06}", (since - seconds).count());
  fraction.erase(fraction.find_last_not_of('0') + 1);
  if (fraction == ".") fraction.clear();
  const std::time_t whole = static_cast<std::time_t>(seconds.count());
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}{}Z", fmt::gmtime(whole), fraction);
}

Json record_json(const Record& record) {
  Json json{
      {"id", record.id}, {"name", record.name}, {"type", record.type}, {"content", record.content}};
  if (record.priority) json["priority"] = *record.priority;
  json["proxiable"] = proxiable(record);
  json["proxied"] = record.proxied;
  json["ttl"] = record.ttl;
  if (!record.data.empty()) json["data"] = Json::parse(record.data);
  json["settings"] = Json::object();
  if (record.type == "CNAME") json["settings"]["flatten_cname"] = record.flatten_cname;
  if (record.proxied) {
    json["settings"]["ipv4_only"] = false;
    json["settings"]["ipv6_only"] = false;
  }
  json["meta"] = meta_json(record);
  json["comment"] = record.comment.empty() ? Json(nullptr) : Json(record.comment);
  json["tags"] = record.tags;
  json["created_on"] = record.created_on;
  json["modified_on"] = record.modified_on;
  if (!record.comment.empty()) json["comment_modified_on"] = record.comment_modified_on;
  if (!record.tags.empty()) json["tags_modified_on"] = record.tags_modified_on;
  return json;
}

Json zone_json(const Zone& zone, const Token& token) {
  const bool active = zone.status == "active";
  return {{"id", zone.id},
          {"name", zone.name},
          {"status", zone.status},
          {"paused", zone.paused},
          {"type", zone.type},
          {"development_mode", 0},
          {"name_servers", {"ada.ns.cloudflare.com", "bob.ns.cloudflare.com"}},
          {"original_name_servers", nullptr},
          {"original_registrar", nullptr},
          {"original_dnshost", nullptr},
          {"modified_on", zone.modified_on},
          {"created_on", zone.created_on},
          {"activated_on", active ? Json(zone.created_on) : Json(nullptr)},
          {"vanity_name_servers", Json::array()},
          {"vanity_name_servers_ips", nullptr},
          {"meta",
           {{"step", 2},
            {"custom_certificate_quota", 0},
            {"page_rule_quota", 3},
            {"phishing_detected", false}}},
          {"owner", {{"id", nullptr}, {"type", "user"}, {"email", nullptr}}},
          {"account", {{"id", zone.account_id}, {"name", zone.account_name}}},
          {"tenant", {{"id", nullptr}, {"name", nullptr}}},
          {"tenant_unit", {{"id", nullptr}}},
          {"permissions", permissions_json(token)},
          {"plan", plan_json(zone)}};
}

}  // namespace dnsward::fake::cloudflare
