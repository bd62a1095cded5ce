// Hetzner's Cloud API, the DNS part of it, as a fake: stateful, and as strict as its documents.
#pragma once

#include "fakes/api.h"
#include "fakes/hetzner_model.h"
#include "fakes/hetzner_options.h"

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace dnsward::fake {

enum class HetznerAccess { read_write, read };

/// Thread-safe. Begins without zones and with one token, `token`, of project 1, which may write.
class HetznerApi : public Api {
 public:
  static constexpr std::string_view token =
      "fake0000000000000000000000000000000000000000000000000000hetzner1";

  /// 3600 requests an hour for each project; the fake begins with it.
  [[nodiscard]] static RateRule documented_limit();

  explicit HetznerApi(HetznerOptions options = {}, const Clock& clock = system_clock());
  ~HetznerApi() override;

  void configure(const std::function<void(HetznerOptions&)>& change);
  void add_token(std::string text, int project = 1,
                 HetznerAccess access = HetznerAccess::read_write);
  void remove_token(std::string_view text);

  /// Adds the SOA and NS records that it lacks; returns its id. A zone of that name is replaced.
  std::int64_t add_zone(HetznerZone zone);

  /// A template, so that `add_zone({.name = ...})` is the one above.
  std::int64_t add_zone(const std::convertible_to<std::string> auto& name) {
    return add_zone(HetznerZone{.name = name});
  }

  void remove_zone(std::string_view name);
  /// A second writer: changes whatever it likes, unchecked, at once. Does nothing to a zone that is
  /// not there.
  void edit(std::string_view zone, const std::function<void(HetznerZone&)>& change);
  /// Adds or replaces an RRset, unchecked.
  void put(std::string_view zone, const HetznerKey& key, HetznerRRset rrset);
  /// Adds a record to an RRset, which is made when it is not there, unchecked.
  void add(std::string_view zone, const HetznerKey& key, const HetznerRecord& record);
  /// Removes an RRset.
  void remove(std::string_view zone, const HetznerKey& key);

  /// As readers of the API see it now; nullopt when it is not there.
  [[nodiscard]] std::optional<HetznerZone> zone(std::string_view name) const;
  /// The RRset as it is stored.
  [[nodiscard]] std::optional<HetznerRRset> stored(std::string_view zone,
                                                   const HetznerKey& key) const;
  /// The RRset as the zone's name servers answer it, decoded by the fake's own code.
  [[nodiscard]] std::optional<HetznerTruth> rrset(std::string_view zone, std::string_view name,
                                                  std::string_view type) const;

  void fail_action(HetznerFailure failure = {});
  [[nodiscard]] std::size_t running_actions() const;

  /// For RateLimit::leave: "project 1".
  [[nodiscard]] static std::string account_of(int project);

 protected:
  [[nodiscard]] Reply answer(const Call& call) override;
  [[nodiscard]] std::string account(const Call& call) const override;
  [[nodiscard]] Reply too_many(const RateState& state) const override;
  void finish(Reply& reply, const RateState& state) override;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace dnsward::fake
