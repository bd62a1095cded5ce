// The Hetzner fake's zones and actions, and when an action's effect is seen.
#pragma once

#include "base/clock.h"
#include "fakes/hetzner_model.h"
#include "fakes/hetzner_options.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dnsward::fake::hz {

/// What an action does to its zone; the reason when it can't be done any more, because somebody
/// else changed the zone meanwhile.
using Deed = std::function<std::optional<std::string>(HetznerZone&)>;

struct ActionError {
  std::string code;
  std::string message;
};

struct Action {
  std::int64_t id = 0;
  int project = 0;
  std::int64_t zone = 0;
  std::string command;
  std::string status = "running";
  std::string started;
  std::string finished = {};
  std::optional<ActionError> error = {};
  Deed deed = {};
  bool done_to_zone = false;
  std::optional<HetznerFailure> failure = {};
  int polls = 0;
  std::chrono::steady_clock::time_point began{};
};

/// Not thread-safe: the fake's lock is around it.
class Store {
 public:
  Store(HetznerOptions& options, const Clock& clock) : options_(options), clock_(clock) {}

  /// Adds the SOA and the NS records that a zone lacks, an id and a date.
  HetznerZone& add_zone(HetznerZone zone);
  void remove_zone(std::string_view name);
  /// By name, whatever the project.
  [[nodiscard]] HetznerZone* zone_named(std::string_view name);
  /// As paths name it; null when there is none in the project.
  [[nodiscard]] HetznerZone* find_zone(int project, std::string_view id_or_name);
  [[nodiscard]] std::vector<HetznerZone*> zones_of(int project);
  /// The zone as it will be when all running actions are done: what requests are held against.
  [[nodiscard]] HetznerZone accepted(const HetznerZone& zone) const;
  [[nodiscard]] bool is_busy(std::int64_t zone) const;
  /// "ok", "updating", "error".
  [[nodiscard]] std::string status_of(const HetznerZone& zone) const;

  /// Changes what everybody sees, at once, and raises the serial.
  void edit(HetznerZone& zone, const std::function<void(HetznerZone&)>& change);

  Action& begin(const HetznerZone& zone, std::string command, Deed deed);
  [[nodiscard]] Action* find_action(int project, std::int64_t id);
  [[nodiscard]] std::vector<Action*> actions_of(int project, std::optional<std::int64_t> zone);
  /// Ends the actions whose time has come and that wait for no poll.
  void settle();
  /// Counts a poll for each, and ends the ones that are due.
  void poll(std::vector<Action*> actions);
  void fail_action(HetznerFailure failure);
  [[nodiscard]] std::size_t running() const;

  [[nodiscard]] std::string now() const;

 private:
  [[nodiscard]] bool is_due(const Action& action) const;
  void take_effect(Action& action);
  void end(Action& action);
  [[nodiscard]] std::optional<HetznerFailure> planned_failure(const std::string& command);
  void raise_serial(HetznerZone& zone) const;

  HetznerOptions& options_;
  const Clock& clock_;
  std::map<std::int64_t, HetznerZone> zones_;
  std::map<std::int64_t, Action> actions_;
  std::vector<HetznerFailure> failures_;
  std::map<std::int64_t, std::chrono::steady_clock::time_point> published_;
  std::int64_t last_zone_ = 4'294'967'296;  // ids do not fit into 32 bits
  std::int64_t last_action_ = 626'463'938'761'321;
};

/// Adds or replaces an RRset; a new one gets the zone's next number.
void put_rrset(HetznerZone& zone, const HetznerKey& key, HetznerRRset rrset);

[[nodiscard]] const std::vector<std::string>& assigned_nameservers();

}  // namespace dnsward::fake::hz
