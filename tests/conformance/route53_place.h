// Zones at the Route 53 fake.
#pragma once

#include "conformance/api_place.h"
#include "fakes/route53.h"
#include "providers/route53/route53.h"
#include "support/zone_text.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <map>
#include <string>

namespace dnsward::test {

struct Route53World {
  FakeClock clock;
  fake::Route53 api{{}, clock};
};

class Route53Place final : private Route53World, public ApiPlace {
 public:
  explicit Route53Place(Variables settings = {})
      : ApiPlace(route53_provider(), Route53World::api, keys(), Route53World::clock,
                 std::move(settings)) {
    Route53World::api.rate_limit().set(fake::Route53::documented_limit());
  }

  [[nodiscard]] bool can_hold(const Rdata& /*rdata*/) const override { return true; }

  void put_zone(const DomainName& apex, const std::vector<RRset>& rrsets) override {
    ids_[apex] = Route53World::api.add_zone(apex.display());
    for (const auto& rrset : rrsets) add(apex, rrset);
  }

  void add(const DomainName& apex, const RRset& rrset) override {
    for (const auto& rdata : rrset.rdata) {
      Route53World::api.add_value(ids_.at(apex), spelt(rrset.key.owner), to_text(rrset.key.type),
                                  spelt(rdata), static_cast<long>(rrset.ttl));
    }
  }

  [[nodiscard]] std::vector<RRset> truth(const DomainName& apex) const override {
    std::vector<RRset> all;
    for (const auto& set : Route53World::api.stored(ids_.at(apex))) {
      const bool is_own = set.type == "SOA" || (set.type == "NS" && name(set.name) == apex);
      if (is_own) continue;
      const auto seen = Route53World::api.rrset(ids_.at(apex), set.name, set.type);
      REQUIRE(seen.has_value());
      RRset rrset{{owner_of(set.name), *parse_rr_type(set.type)},
                  static_cast<std::uint32_t>(seen->ttl),
                  {}};
      for (const auto& value : seen->values) rrset.rdata.push_back(rdata_of(rrset.key.type, value));
      normalize(rrset);
      all.push_back(std::move(rrset));
    }
    std::sort(all.begin(), all.end(), [](const RRset& a, const RRset& b) { return a.key < b.key; });
    return all;
  }

  [[nodiscard]] const std::string& id_of(const DomainName& apex) const { return ids_.at(apex); }

  [[nodiscard]] fake::Route53& fake() { return Route53World::api; }

  [[nodiscard]] FakeClock& time() { return Route53World::clock; }

 private:
  static Variables keys() {
    const auto key = fake::Route53::key();
    return {{"AWS_ACCESS_KEY_ID", key.id}, {"AWS_SECRET_ACCESS_KEY", key.secret}};
  }

  // Octal where the rest of the world is decimal.
  static std::string octal(unsigned char octet) { return fmt::format("\\{:03o}", octet); }

  static std::string spelt(const DomainName& owner) {
    std::string text;
    for (const auto label : owner.labels()) {
      for (const char octet : label) {
        const bool is_plain = octet > ' ' && octet < 0x7f && octet != '.' && octet != '\\';
        text += is_plain ? std::string(1, octet) : octal(static_cast<unsigned char>(octet));
      }
      text += '.';
    }
    return text;
  }

  static std::string spelt(const Rdata& rdata) {
    if (const auto* cname = std::get_if<CnameData>(&rdata)) return cname->target.display();
    const auto* txt = std::get_if<TxtData>(&rdata);
    if (txt == nullptr) return to_text(rdata);
    // No string has more than 255 characters, escapes counted: else nobody could have written it.
    std::string text = "\"";
    std::size_t length = 0;
    for (const char octet : txt->bytes) {
      const bool is_plain = octet >= ' ' && octet < 0x7f && octet != '"' && octet != '\\';
      const auto spelling =
          is_plain ? std::string(1, octet) : octal(static_cast<unsigned char>(octet));
      if (length + spelling.size() > 255) {
        text += "\" \"";
        length = 0;
      }
      text += spelling;
      length += spelling.size();
    }
    return text + '"';
  }

  static DomainName owner_of(std::string_view text) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] != '\\') {
        plain += text[i];
        continue;
      }
      plain += fmt::format("\\{:03}", std::stoi(std::string(text.substr(i + 1, 3)), nullptr, 8));
      i += 3;
    }
    return name(plain);
  }

  std::map<DomainName, std::string> ids_;
};

}  // namespace dnsward::test
