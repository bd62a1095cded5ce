#include "providers/hetzner/hetzner.h"

#include "http/url.h"
#include "provider/access.h"
#include "provider/provider.h"
#include "provider/read_write.h"
#include "providers/hetzner/errors.h"
#include "providers/hetzner/pages.h"
#include "providers/hetzner/rrsets.h"
#include "providers/hetzner/steps.h"
#include "providers/hetzner/zones.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <memory>
#include <utility>

namespace dnsward {
namespace {

using hetzner::StoredRRset;

constexpr std::size_t page_size = 100;
constexpr std::size_t polled_at_once = 25;

/// What an action has come to: its id while it runs, an Error when it failed.
struct ActionState {
  std::string id;
  bool is_running = false;
  std::string failure = {};  ///< empty: it did not fail
};

ActionState read_action(const JsonValue& action) {
  ActionState state{.id = std::to_string(action.integer("id"))};
  const auto status = action.text("status");
  state.is_running = status == "running";
  if (status != "error") return state;
  state.failure = fmt::format("hetzner's action {} ({}) failed", state.id,
                              action.optional_text("command").value_or("unnamed"));
  if (const auto error = action.optional_member("error")) {
    state.failure += fmt::format(": {}: {}", error->optional_text("code").value_or(""),
                                 error->optional_text("message").value_or(""));
  }
  return state;
}

Error failure_of(const ActionState& action) {
  return {ErrorKind::refused, action.failure, "look at the zone in the Console, and run it again"};
}

class HetznerProvider final : public Provider {
 public:
  explicit HetznerProvider(ApiClient api) : api_(std::move(api)) {}

  [[nodiscard]] Result<std::vector<Zone>> zones(const ZoneQuery& query) const override {
    return search_zones(hetzner::Zones(api_), query);
  }

  [[nodiscard]] Result<Snapshot> read(const Zone& zone, const NameFilter& filter) const override;
  [[nodiscard]] Result<Receipt> write(const Zone& zone, const Snapshot& seen,
                                      std::span<const Change> changes) const override;
  [[nodiscard]] Result<Receipt> progress(const Zone& zone, Receipt receipt) const override;

 private:
  [[nodiscard]] Result<std::vector<StoredRRset>> list(const Zone& zone) const;
  [[nodiscard]] Result<Receipt> write_now(const Zone& zone, std::span<const Change> changes) const;
  [[nodiscard]] Result<Receipt> carry_out(const Zone& zone, const hetzner::Steps& steps) const;
  [[nodiscard]] Result<std::vector<ActionState>> poll(std::span<const std::string> ids) const;

  ApiClient api_;
};

std::string zone_path(const Zone& zone) {
  return "/zones/" + percent_encode(zone.id);
}

Result<std::vector<StoredRRset>> HetznerProvider::list(const Zone& zone) const {
  auto rrsets = read_pages<StoredRRset>("hetzner's list of RRsets", [&](std::size_t number) {
    const ApiCall call{.path = fmt::format("{}/rrsets?per_page={}&page={}&sort=name",
                                           zone_path(zone), page_size, number)};
    return api_.send(call, [&](const JsonValue& answer) {
      return hetzner::read_page<StoredRRset>(answer, "rrsets", [&](const JsonValue& rrset) {
        return hetzner::read_rrset(rrset, zone);
      });
    });
  });
  if (rrsets) hetzner::tidy(*rrsets);
  return rrsets;
}

Result<Snapshot> HetznerProvider::read(const Zone& zone, const NameFilter& filter) const {
  auto rrsets = list(zone);
  if (!rrsets) {
    return fail(std::move(rrsets.error()).within("reading zone " + zone.apex.display()));
  }
  std::erase_if(*rrsets, [&](const StoredRRset& rrset) { return !is_wanted(filter, rrset.key); });
  return Snapshot{.rrsets = hetzner::rrsets_of(*rrsets), .locked = hetzner::locked_of(*rrsets)};
}

Result<Receipt> HetznerProvider::carry_out(const Zone& zone, const hetzner::Steps& steps) const {
  Receipt receipt{.is_partial = steps.is_partial};
  for (const auto& step : steps.steps) {
    const ApiCall call{"POST", zone_path(zone) + step.path, step.body};
    auto action = api_.send(
        call, [](const JsonValue& answer) { return read_action(answer.member("action")); });
    if (action && !action->failure.empty()) action = fail(failure_of(*action));
    if (action) {
      if (action->is_running) receipt.pending.push_back(std::move(action->id));
      continue;
    }
    const auto begun = static_cast<std::size_t>(&step - steps.steps.data());
    if (begun == 0) return fail(std::move(action.error()));
    if (action.error().kind == ErrorKind::changed) {
      receipt.is_partial = true;
      return receipt;
    }
    action.error().notes.push_back(
        {fmt::format("{} of {} calls for this zone were made before", begun, steps.steps.size())});
    return fail(std::move(action.error()));
  }
  return receipt;
}

Result<Receipt> HetznerProvider::write_now(const Zone& zone,
                                           std::span<const Change> changes) const {
  if (auto writable = check_writable(zone.apex, changes); !writable) {
    return fail(std::move(writable.error()));
  }
  const auto stored = list(zone);
  if (!stored) return fail(stored.error());
  if (auto holds = check_before(zone.apex, hetzner::rrsets_of(*stored), changes); !holds) {
    return fail(std::move(holds.error()));
  }
  const auto steps = hetzner::make_steps(zone.apex, *stored, changes);
  if (!steps) return fail(steps.error());
  return carry_out(zone, *steps);
}

Result<Receipt> HetznerProvider::write(const Zone& zone, const Snapshot& /*seen*/,
                                       std::span<const Change> changes) const {
  if (changes.empty()) return Receipt{};
  auto receipt = write_now(zone, changes);
  if (receipt) return receipt;
  return fail(std::move(receipt.error()).within("writing zone " + zone.apex.display()));
}

Result<std::vector<ActionState>> HetznerProvider::poll(std::span<const std::string> ids) const {
  ApiCall call{.path = "/actions"};
  for (const auto& id : ids) {
    call.path += (call.path.ends_with("/actions") ? "?id=" : "&id=") + percent_encode(id);
  }
  auto states = api_.send(call, [](const JsonValue& answer) {
    std::vector<ActionState> found;
    for (const auto& action : answer.elements("actions")) found.push_back(read_action(action));
    return found;
  });
  if (!states) return states;
  for (const auto& id : ids) {
    const bool is_told = std::any_of(states->begin(), states->end(),
                                     [&](const ActionState& state) { return state.id == id; });
    if (is_told) continue;
    return fail(ErrorKind::protocol, fmt::format("hetzner does not tell about action {}", id),
                "look at the zone in the Console, and run it again");
  }
  return states;
}

Result<Receipt> HetznerProvider::progress(const Zone& zone, Receipt receipt) const {
  std::vector<std::string> still;
  const std::span<const std::string> all(receipt.pending);
  for (std::size_t at = 0; at < all.size(); at += polled_at_once) {
    const auto ids = all.subspan(at, std::min(polled_at_once, all.size() - at));
    auto states = poll(ids);
    const auto failed =
        !states ? std::vector<ActionState>::iterator()
                : std::find_if(states->begin(), states->end(),
                               [](const ActionState& state) { return !state.failure.empty(); });
    if (states && failed != states->end()) states = fail(failure_of(*failed));
    if (!states) {
      return fail(std::move(states.error()).within("writing zone " + zone.apex.display()));
    }
    for (auto& state : *states) {
      if (state.is_running) still.push_back(std::move(state.id));
    }
  }
  receipt.pending = std::move(still);
  return receipt;
}

constexpr std::array<std::string_view, 1> endpoint_variables{"HCLOUD_ENDPOINT"};
constexpr std::array<std::string_view, 1> token_variables{"HCLOUD_TOKEN"};

constexpr ApiSpec api_spec{
    .endpoint = "https://api.hetzner.cloud/v1",
    .endpoint_variables = endpoint_variables,
    .token_variables = token_variables,
    .budget = {.burst = 3600, .per_second = 1},
    .permissions =
        "A token of the Project that holds the zones, with Read & Write permission; Read is enough "
        "for `plan`. Such a token may do everything in its Project, servers included: keep zones "
        "in "
        "a Project of their own. Tokens of the old DNS Console are not taken."};

Result<std::unique_ptr<Provider>> make_provider(const ProviderSettings& settings,
                                                const ProviderContext& context) {
  auto token = find_token(settings.name, api_spec, context.environment);
  if (!token) return fail(std::move(token.error()));
  auto endpoint = find_endpoint(settings.name, api_spec, context.environment);
  if (!endpoint) return fail(std::move(endpoint.error()));
  return std::make_unique<HetznerProvider>(
      ApiClient(hetzner::dialect(), std::move(*endpoint), std::move(*token), *context.http));
}

}  // namespace

ProviderType hetzner_provider() {
  return {
      "hetzner",
      "Zones at Hetzner, over the DNS part of its Cloud API",
      "Single values are added to and removed from an RRset, so that what else is in it is not "
      "even "
      "sent. Only where a value takes the place of another (an SPF record) are all values of the "
      "RRset set at once, right after the zone was read, with the others and their comments as "
      "they "
      "are stored. Each write is an action that Hetzner carries out later: it is waited for. A "
      "CNAME takes the place of other records in two writes, with a moment in between in which "
      "the name has neither. An RRset without a TTL of its own has the zone's. Protected RRsets "
      "and "
      "secondary zones are left alone; a zone that is not delegated to Hetzner has a warning.",
      {},
      "a token of the Cloud Console",
      Limits{.min_ttl = 60},
      &api_spec,
      &make_provider,
  };
}

}  // namespace dnsward
