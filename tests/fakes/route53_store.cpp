#include "fakes/route53_store.h"

#include "fakes/route53_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

namespace dnsward::fake::r53 {
namespace {

const std::vector<std::string>& usual_name_servers() {
  static const std::vector<std::string> servers{"ns-2048.awsdns-64.com", "ns-2049.awsdns-65.net",
                                                "ns-2050.awsdns-66.org", "ns-2051.awsdns-67.co.uk"};
  return servers;
}

/// What each zone begins with, and may not be without.
void add_apex(HostedZone& at) {
  Route53RRset servers{.name = at.zone.name, .type = "NS", .ttl = 172'800};
  for (const std::string& server : at.zone.name_servers) servers.values.push_back(server + ".");
  at.rrsets.insert_or_assign(key_of(servers), servers);
  const Route53RRset soa{.name = at.zone.name,
                         .type = "SOA",
                         .ttl = 900,
                         .values = {at.zone.name_servers.front() +
                                    ". awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400"}};
  at.rrsets.insert_or_assign(key_of(soa), soa);
}

}  // namespace

Key key_of(const Route53RRset& rrset) {
  return {sort_key(rrset.name), rrset.type, rrset.set_identifier};
}

std::string Store::next_id(char first) {
  // 20 characters that look like AWS's, and whose order says nothing about their age.
  constexpr std::string_view digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  std::uint64_t number = ++last_id_ * 0x9e3779b97f4a7c15;
  std::string id{first};
  for (int i = 0; i < 11; ++i, number /= digits.size()) id += digits[number % digits.size()];
  return id + fmt::format("{:08}", last_id_);
}

HostedZone& Store::add_zone(Route53Zone zone) {
  if (zone.id.empty()) zone.id = next_id('Z');
  zone.name = read_name(zone.name).text;
  if (zone.name_servers.empty()) zone.name_servers = usual_name_servers();
  HostedZone made{.zone = std::move(zone)};
  made.caller_reference = "fake-" + made.zone.id;
  add_apex(made);
  const std::string id = made.zone.id;
  return zones_.insert_or_assign(id, std::move(made)).first->second;
}

void Store::remove_zone(std::string_view id) {
  const auto found = zones_.find(id);
  if (found != zones_.end()) zones_.erase(found);
}

HostedZone* Store::find(std::string_view id) {
  const auto found = zones_.find(id);
  return found == zones_.end() ? nullptr : &found->second;
}

const HostedZone* Store::find(std::string_view id) const {
  const auto found = zones_.find(id);
  return found == zones_.end() ? nullptr : &found->second;
}

std::vector<const HostedZone*> Store::zones() const {
  std::vector<const HostedZone*> all;
  for (const auto& [id, zone] : zones_) all.push_back(&zone);
  return all;
}

std::vector<const HostedZone*> Store::zones_by_name() const {
  std::vector<const HostedZone*> all = zones();
  const auto order = [](const HostedZone* at) {
    return std::tuple(sort_key(at->zone.name), !at->zone.is_private, at->zone.id);
  };
  std::ranges::sort(all, {}, order);
  return all;
}

bool Store::is_busy(const HostedZone& zone) const {
  return clock_.steady_now() < zone.busy_until;
}

const ChangeRecord& Store::begin_change(HostedZone& zone, std::string comment) {
  zone.busy_until = clock_.steady_now() + options_.busy_time;
  const std::string id = next_id('C');
  return changes_
      .insert_or_assign(id, ChangeRecord{.id = id,
                                         .comment = std::move(comment),
                                         .submitted = now(),
                                         .began = clock_.steady_now()})
      .first->second;
}

ChangeRecord* Store::find_change(std::string_view id) {
  const auto found = changes_.find(id);
  return found == changes_.end() ? nullptr : &found->second;
}

bool Store::is_in_sync(const ChangeRecord& change) const {
  return change.polls >= options_.polls && clock_.steady_now() >= change.began + options_.sync_time;
}

}  // namespace dnsward::fake::r53
