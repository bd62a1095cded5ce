// A stateful, strict fake of the parts of Cloudflare's API v4 that concern DNS records.
#pragma once

#include "fakes/api.h"
#include "fakes/cloudflare_model.h"

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace dnsward::fake {

/// Starts with no zone and one token, `token()`, that may do everything. No rate limit is set.
class Cloudflare : public Api {
 public:
  explicit Cloudflare(cloudflare::Options options = {}, const Clock& clock = system_clock());

  /// A user token with all permissions on all zones.
  [[nodiscard]] static std::string token();
  /// What the documentation promises: 1,200 requests in 5 minutes, then a block of 5 minutes.
  [[nodiscard]] static RateRule documented_limit();

  // The side channel: sees and edits without the API's rules. A second writer is one of these calls
  // in a fault's `meanwhile`.

  /// Returns the zone's id; makes one up when it has none.
  std::string add_zone(cloudflare::Zone zone);
  void edit_zone(const std::string& zone_id, const std::function<void(cloudflare::Zone&)>& edit);
  void remove_zone(const std::string& zone_id);
  /// Returns the record's id. Content, name and everything else are kept as they are given.
  std::string add_record(const std::string& zone_id, cloudflare::Record record);
  void edit_record(const std::string& zone_id, const std::string& record_id,
                   const std::function<void(cloudflare::Record&)>& edit);
  void remove_record(const std::string& zone_id, const std::string& record_id);
  void add_token(cloudflare::Token token);
  void remove_token(const std::string& value);

  [[nodiscard]] std::vector<cloudflare::Zone> zones() const;
  /// All record objects as they are stored, oldest first.
  [[nodiscard]] std::vector<cloudflare::Record> records(const std::string& zone_id) const;
  /// What a name server would answer, sorted: the octets of each TXT value; "10 mx.example.net" of
  /// an MX; the content of any other type.
  [[nodiscard]] std::vector<std::string> rrset(const std::string& zone_id, const std::string& name,
                                               const std::string& type) const;
  void set_options(cloudflare::Options options);

 protected:
  [[nodiscard]] Reply answer(const Call& call) override;
  [[nodiscard]] std::string account(const Call& call) const override;
  [[nodiscard]] Reply too_many(const RateState& state) const override;
  void finish(Reply& reply, const RateState& state) override;

 private:
  [[nodiscard]] cloudflare::Zone& zone(const std::string& id);
  [[nodiscard]] const cloudflare::Zone& zone(const std::string& id) const;

  mutable std::mutex mutex_;
  cloudflare::Options options_;
  std::map<std::string, cloudflare::Zone> zones_;
  std::vector<cloudflare::Token> tokens_;
  std::uint64_t next_number_ = 1;
  std::uint64_t replies_ = 0;
};

}  // namespace dnsward::fake
