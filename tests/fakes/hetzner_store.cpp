#include "fakes/hetzner_store.h"

#include <fmt/chrono.h>

#include <algorithm>
#include <charconv>
#include <ctime>
#include <set>
#include <sstream>
#include <utility>

namespace dnsward::fake::hz {
namespace {

std::string day_of(std::chrono::system_clock::time_point moment) {
  return fmt::format("{:%Y%m%d}", fmt::gmtime(std::chrono::system_clock::to_time_t(moment)));
}

std::optional<std::int64_t> number_of(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::string soa_value(const std::string& serial) {
  return "hydrogen.ns.hetzner.com. dns.hetzner.com. " + serial + " 86400 10800 3600000 3600";
}

}  // namespace

const std::vector<std::string>& assigned_nameservers() {
  static const std::vector<std::string> names{"hydrogen.ns.hetzner.com.", "oxygen.ns.hetzner.com.",
                                              "helium.ns.hetzner.de."};
  return names;
}

void put_rrset(HetznerZone& zone, const HetznerKey& key, HetznerRRset rrset) {
  const auto found = zone.rrsets.find(key);
  rrset.number = found != zone.rrsets.end() ? found->second.number : ++zone.last_number;
  zone.rrsets[key] = std::move(rrset);
}

HetznerZone& Store::add_zone(HetznerZone zone) {
  if (zone.id == 0) zone.id = last_zone_ + 1;
  last_zone_ = std::max(last_zone_, zone.id);
  if (zone.created.empty()) zone.created = now();
  if (zone.mode == "primary") {
    if (!zone.rrsets.contains({"@", "SOA"})) {
      put_rrset(zone, {"@", "SOA"}, {.records = {{soa_value(day_of(clock_.now()) + "00")}}});
    }
    if (!zone.rrsets.contains({"@", "NS"})) {
      HetznerRRset servers;
      for (const std::string& name : assigned_nameservers()) servers.records.push_back({name});
      put_rrset(zone, {"@", "NS"}, std::move(servers));
    }
  }
  for (auto& [key, rrset] : zone.rrsets) {
    if (rrset.number == 0) rrset.number = ++zone.last_number;
  }
  const std::int64_t id = zone.id;
  return zones_[id] = std::move(zone);
}

HetznerZone* Store::zone_named(std::string_view name) {
  for (auto& [id, zone] : zones_) {
    if (zone.name == name) return &zone;
  }
  return nullptr;
}

void Store::remove_zone(std::string_view name) {
  std::erase_if(zones_, [&](const auto& item) { return item.second.name == name; });
}

HetznerZone* Store::find_zone(int project, std::string_view id_or_name) {
  HetznerZone* zone = nullptr;
  if (const auto id = number_of(id_or_name)) {
    const auto found = zones_.find(*id);
    if (found != zones_.end()) zone = &found->second;
  } else {
    zone = zone_named(id_or_name);
  }
  return zone != nullptr && zone->project == project ? zone : nullptr;
}

std::vector<HetznerZone*> Store::zones_of(int project) {
  std::vector<HetznerZone*> zones;
  for (auto& [id, zone] : zones_) {
    if (zone.project == project) zones.push_back(&zone);
  }
  return zones;
}

HetznerZone Store::accepted(const HetznerZone& zone) const {
  HetznerZone future = zone;
  for (const auto& [id, action] : actions_) {
    const bool waits = action.zone == zone.id && action.status == "running" &&
                       !action.done_to_zone && (!action.failure || action.failure->took_effect);
    if (waits && action.deed) static_cast<void>(action.deed(future));
  }
  return future;
}

bool Store::is_busy(std::int64_t zone) const {
  return std::ranges::any_of(actions_, [&](const auto& item) {
    return item.second.zone == zone && item.second.status == "running";
  });
}

std::string Store::status_of(const HetznerZone& zone) const {
  if (is_busy(zone.id)) return "updating";
  const auto published = published_.find(zone.id);
  if (published != published_.end() && clock_.steady_now() < published->second) return "updating";
  return zone.status;
}

void Store::edit(HetznerZone& zone, const std::function<void(HetznerZone&)>& change) {
  change(zone);
  for (auto& [key, rrset] : zone.rrsets) {
    if (rrset.number == 0) rrset.number = ++zone.last_number;
  }
  raise_serial(zone);
}

Action& Store::begin(const HetznerZone& zone, std::string command, Deed deed) {
  Action action{.id = ++last_action_,
                .project = zone.project,
                .zone = zone.id,
                .command = std::move(command),
                .started = now(),
                .deed = std::move(deed),
                .began = clock_.steady_now()};
  action.failure = planned_failure(action.command);
  Action& kept = actions_[action.id] = std::move(action);
  if (options_.visible_at_once) take_effect(kept);
  if (options_.polls == 0 && is_due(kept)) end(kept);
  return kept;
}

Action* Store::find_action(int project, std::int64_t id) {
  const auto found = actions_.find(id);
  return found != actions_.end() && found->second.project == project ? &found->second : nullptr;
}

std::vector<Action*> Store::actions_of(int project, std::optional<std::int64_t> zone) {
  std::vector<Action*> actions;
  for (auto& [id, action] : actions_) {
    if (action.project == project && (!zone || action.zone == *zone)) actions.push_back(&action);
  }
  return actions;
}

void Store::settle() {
  if (options_.polls > 0) return;
  for (auto& [id, action] : actions_) {
    if (action.status == "running" && is_due(action)) end(action);
  }
}

void Store::poll(std::vector<Action*> actions) {
  std::ranges::sort(actions, {}, &Action::id);
  if (options_.finish_last_first) std::ranges::reverse(actions);
  for (Action* action : actions) {
    if (action->status != "running") continue;
    ++action->polls;
    if (is_due(*action)) end(*action);
  }
}

void Store::fail_action(HetznerFailure failure) {
  failures_.push_back(std::move(failure));
}

std::size_t Store::running() const {
  return static_cast<std::size_t>(std::ranges::count_if(
      actions_, [](const auto& item) { return item.second.status == "running"; }));
}

std::string Store::now() const {
  const auto seconds = std::chrono::system_clock::to_time_t(clock_.now());
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(seconds));
}

bool Store::is_due(const Action& action) const {
  return action.polls >= options_.polls &&
         clock_.steady_now() >= action.began + options_.action_time;
}

void Store::take_effect(Action& action) {
  action.done_to_zone = true;
  const auto found = zones_.find(action.zone);
  const bool effective = !action.failure || action.failure->took_effect;
  if (!effective || !action.deed || found == zones_.end()) return;
  const auto problem = action.deed(found->second);
  if (problem) {
    action.error = ActionError{"action_failed", *problem};
  } else {
    raise_serial(found->second);
  }
}

void Store::end(Action& action) {
  if (!action.done_to_zone) take_effect(action);
  if (action.failure) action.error = ActionError{action.failure->code, action.failure->message};
  action.status = action.error ? "error" : "success";
  action.finished = now();
  published_[action.zone] = clock_.steady_now() + options_.publish_time;
  if (action.command == "delete_zone" && !action.error) zones_.erase(action.zone);
}

std::optional<HetznerFailure> Store::planned_failure(const std::string& command) {
  std::optional<HetznerFailure> planned;
  for (HetznerFailure& failure : failures_) {
    if (!failure.command.empty() && failure.command != command) continue;
    if (--failure.nth == 0 && !planned) planned = failure;
  }
  std::erase_if(failures_, [](const HetznerFailure& failure) { return failure.nth <= 0; });
  return planned;
}

void Store::raise_serial(HetznerZone& zone) const {
  const auto soa = zone.rrsets.find({"@", "SOA"});
  if (soa == zone.rrsets.end() || soa->second.records.empty()) return;
  std::istringstream words(soa->second.records.front().value);
  std::string name;
  std::string mailbox;
  std::int64_t serial = 0;
  std::string rest;
  if (!(words >> name >> mailbox >> serial) || !std::getline(words, rest)) return;
  const std::int64_t today = number_of(day_of(clock_.now())).value_or(0) * 100;
  serial = std::max(serial + 1, today);
  soa->second.records.front().value = fmt::format("{} {} {}{}", name, mailbox, serial, rest);
}

}  // namespace dnsward::fake::hz
