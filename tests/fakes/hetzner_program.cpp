#include "fakes/hetzner.h"
#include "fakes/program.h"

namespace dnsward::fake {
namespace {

std::unique_ptr<Api> make_hetzner(const ProgramOptions& options) {
  auto api = std::make_unique<HetznerApi>();
  api->rate_limit().set({});
  if (!options.token.empty()) {
    api->remove_token(HetznerApi::token);
    api->add_token(options.token);
  }
  const auto records = generated_records(options.records);
  for (std::size_t i = 1; i <= options.zones; ++i) {
    HetznerZone zone{.name = generated_zone_name(i)};
    for (const GeneratedRecord& record : records) {
      HetznerRRset& rrset = zone.rrsets[{record.name, record.type}];
      rrset.ttl = record.ttl;
      rrset.records.push_back({record.type == "TXT" ? "\"" + record.value + "\"" : record.value});
    }
    api->add_zone(std::move(zone));
  }
  return api;
}

}  // namespace

ProgramRow hetzner_program() {
  return {.name = "hetzner",
          .title = "Hetzner's Cloud API, the DNS part",
          .token = std::string(HetznerApi::token),
          .limit = HetznerApi::documented_limit(),
          .make = make_hetzner};
}

}  // namespace dnsward::fake
