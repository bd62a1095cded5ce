// The work on one zone: read and plan its domains together, write, look, and plan again.
#pragma once

#include "app/report.h"
#include "base/clock.h"
#include "config/config.h"
#include "plan/review.h"
#include "provider/provider.h"

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dnsward {

/// Why no new read or write may be started, if so.
using StopReason = std::function<std::optional<Error>()>;

/// One domain of a zone and its place in the report.
struct Member {
  const DomainSpec* domain = nullptr;
  DomainReport* report = nullptr;
};

/// Used by one thread at a time. An error ends up in the reports of the domains it concerns.
class ZoneTask {
 public:
  /// All of them outlive the task.
  struct World {
    const Config& config;
    const ProviderBlock& block;
    const Provider& provider;
    const StopReason& stop_reason;
    const Clock& clock;
  };

  ZoneTask(const World& world, Zone zone);

  void add(const DomainSpec& domain) { domains_.push_back(&domain); }

  [[nodiscard]] const std::vector<const DomainSpec*>& domains() const { return domains_; }

  /// Fills the members' reports with what would change. Only reads.
  void plan(std::span<const Member> members);

  /// Writes the changes of those members that are pending, as Engine::apply promises.
  void apply(std::span<const Member> members, bool replan);

  /// Whether something that was written is not known to be at all name servers.
  [[nodiscard]] bool is_publishing() const { return !publishing_.empty(); }

  /// Asks the provider once. A provider that can't tell is told as a warning, and not asked again.
  void look_at_publishing(std::span<const Member> members);
  /// Nobody will ask any more: a warning of each written domain.
  void give_up_publishing(std::span<const Member> members, std::chrono::seconds waited);

 private:
  using Members = std::span<const Member>;

  /// What the last plan says about one domain.
  struct Share {
    std::vector<Change> changes;
    std::vector<Error> conflicts;
    std::vector<Error> warnings;
  };

  void expand(Members members);
  [[nodiscard]] Result<void> read_and_plan();
  [[nodiscard]] const Share& share_of(const Member& member) const;
  [[nodiscard]] std::vector<Change> changes_to_write(Members members) const;

  /// A write and what came of it.
  struct Attempt {
    Result<Receipt> outcome;
    bool is_lost = false;  ///< no answer came: when it had no effect, it may be made again
    bool is_last = false;
    bool replan = false;
  };

  [[nodiscard]] Attempt write_and_wait(const std::vector<Change>& changes) const;
  void settle_planned(const Member& member) const;
  void settle(const Member& member, const Attempt& attempt) const;
  void settle_changed(const Member& member, bool replan) const;
  void settle_written(const Member& member) const;
  [[nodiscard]] bool is_rest_of_shown(const Member& member) const;
  void settle_failed(const Member& member, const Attempt& attempt) const;
  [[nodiscard]] Error unread(const Attempt& attempt, Error why) const;
  [[nodiscard]] std::string text(std::string_view doing) const;
  static void warn_unpublished(Members members, const Error& warning);

  World world_;
  Zone zone_;
  std::vector<const DomainSpec*> domains_;
  Allowances allowances_;
  std::vector<Requirement> requirements_;  // of the domains whose requirements are sound
  NameFilter filter_;
  Snapshot seen_;
  std::vector<Change> changes_;  // of the last plan, in its order
  std::map<DomainName, Share> shares_;
  std::vector<std::string> publishing_;  // the provider's handles
};

}  // namespace dnsward
