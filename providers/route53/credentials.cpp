#include "providers/route53/credentials.h"

#include "provider/access.h"
#include "providers/route53/container_source.h"
#include "providers/route53/instance_source.h"
#include "providers/route53/profile_source.h"
#include "providers/route53/profiles.h"
#include "providers/route53/source.h"
#include "providers/route53/static_keys.h"

#include <fmt/format.h>

#include <functional>
#include <mutex>
#include <string_view>
#include <utility>
#include <vector>

namespace dnsward::route53 {
namespace {

using std::chrono::steady_clock;
using std::chrono::system_clock;

constexpr std::chrono::minutes enough_left(5);
// Between two questions when the first one brought nothing, or keys that end soon.
constexpr std::chrono::seconds pause(30);

struct Place {
  std::string_view name;
  std::function<Result<FoundSource>()> find;
};

/// The source that counts, and the places before it that have nothing.
struct Choice {
  std::unique_ptr<CredentialSource> source = {};
  std::vector<Note> tried = {};
  bool is_guess = false;  ///< nothing says that the source is there: the instance's service
};

Error no_credentials(const std::string& block, std::vector<Note> tried) {
  return {ErrorKind::credential,
          fmt::format(R"(provider "{}" has no AWS credentials)", block),
          fmt::format("set {} and {}, or name a profile that has credentials",
                      block_variable(block, "_ACCESS_KEY_ID"),
                      block_variable(block, "_SECRET_ACCESS_KEY")),
          {},
          {},
          std::move(tried)};
}

Result<FoundSource> check_profile(const SourceScene& scene, const ProfileChoice& profile) {
  if (profile.chosen_by.empty() || scene.profiles.has(profile.name)) return FoundSource{};
  return fail(
      ErrorKind::credential,
      fmt::format(R"(there is no profile "{}", which {} names)", profile.name, profile.chosen_by),
      scene.profiles.absence(profile.name));
}

std::vector<Place> places(const SourceScene& scene, const std::string& block,
                          const ProfileChoice& profile) {
  const auto& name = profile.name;
  std::vector<Place> all{{"environment", [&] { return find_block_keys(scene, block); }}};
  if (!profile.is_blocks) {
    all.push_back({"environment", [&] { return find_environment_keys(scene); }});
  }
  const std::vector<Place> others{
      {"profile", [&] { return check_profile(scene, profile); }},
      {"profile", [&] { return find_profile_role(scene, name); }},
      {"web identity", [&] { return find_web_identity(scene, name, !profile.is_blocks); }},
      {"profile", [&] { return find_profile_keys(scene, name); }},
      {"container", [&] { return find_container(scene); }},
      {"instance", [&] { return find_instance(scene); }}};
  all.insert(all.end(), others.begin(), others.end());
  return all;
}

Result<Choice> choose(const SourceScene& scene, const std::string& block,
                      const ProfileChoice& profile) {
  Choice choice;
  for (const auto& place : places(scene, block, profile)) {
    auto found = place.find();
    if (!found) return fail(std::move(found.error()));
    if (found->source) {
      choice.source = std::move(found->source);
      choice.is_guess = place.name == "instance";
      return choice;
    }
    if (!found->why_not.empty()) {
      choice.tried.push_back({fmt::format("{}: {}", place.name, found->why_not)});
    }
  }
  return fail(no_credentials(block, std::move(choice.tried)));
}

}  // namespace

Error without_effect(Error error) {
  if (error.kind == ErrorKind::unknown_outcome) error.kind = ErrorKind::unreachable;
  return error;
}

struct CredentialChain::State {
  State(SourceScene a_scene, std::string a_block)
      : scene(std::move(a_scene)), block(std::move(a_block)) {}

  [[nodiscard]] bool is_valid(const Credentials& keys, std::chrono::seconds spare = {}) const {
    return !keys.expiration || *keys.expiration > scene.clock.now() + spare;
  }

  [[nodiscard]] Result<Credentials> ask() const {
    auto keys = choice.source->fetch();
    if (!keys && choice.is_guess && keys.error().kind != ErrorKind::stopped) {
      auto tried = choice.tried;
      tried.push_back({fmt::format("instance: {}", keys.error().message)});
      return fail(no_credentials(block, std::move(tried)));
    }
    if (!keys || is_valid(*keys)) return keys;
    return fail(ErrorKind::credential,
                fmt::format("{} gave credentials that have expired", keys->source),
                "see that they are renewed there, and that this machine's clock is right");
  }

  SourceScene scene;
  std::string block;
  Choice choice = {};

  std::mutex mutex = {};  // held while the source is asked: nobody else asks meanwhile
  std::optional<Result<Credentials>> kept = {};
  steady_clock::time_point asked = {};
};

CredentialChain::CredentialChain(std::unique_ptr<State> state) : state_(std::move(state)) {}

CredentialChain::~CredentialChain() = default;

Result<std::unique_ptr<CredentialChain>> CredentialChain::make(CredentialRequest request) {
  auto profiles = Profiles::load(request.environment);
  if (!profiles) return fail(std::move(profiles.error()));
  const auto profile = choose_profile(request.profile, request.environment);
  auto state =
      std::make_unique<State>(SourceScene{std::move(request.environment), std::move(*profiles),
                                          request.wire, request.clock},
                              std::move(request.block));
  auto choice = choose(state->scene, state->block, profile);
  if (!choice) return fail(std::move(choice.error()));
  state->choice = std::move(*choice);
  return std::make_unique<CredentialChain>(std::move(state));
}

Result<Credentials> CredentialChain::get() const {
  auto& state = *state_;
  const std::lock_guard lock(state.mutex);
  const bool is_usable = state.kept && *state.kept && state.is_valid(**state.kept);
  if (is_usable && state.is_valid(**state.kept, enough_left)) return *state.kept;
  const bool is_fresh = state.kept && state.scene.clock.steady_now() - state.asked < pause;
  if (is_fresh && (is_usable || !*state.kept)) return *state.kept;
  auto keys = state.ask();
  state.asked = state.scene.clock.steady_now();
  if (keys || !is_usable) state.kept = std::move(keys);
  return *state.kept;
}

void CredentialChain::discard(const Credentials& refused) const {
  auto& state = *state_;
  const std::lock_guard lock(state.mutex);
  const bool is_ours =
      state.kept && *state.kept && (*state.kept)->access_key_id == refused.access_key_id;
  if (is_ours) state.kept.reset();
}

}  // namespace dnsward::route53
