#include "fakes/cloudflare.h"
#include "fakes/program.h"

#include <algorithm>

namespace dnsward::fake {
namespace {

cloudflare::Record record_of(const GeneratedRecord& from, const std::string& zone) {
  cloudflare::Record record{.name = from.name == "@" ? zone : from.name + "." + zone,
                            .type = from.type,
                            .content = from.value,
                            .ttl = from.ttl};
  if (from.type == "TXT") record.content = "\"" + from.value + "\"";
  if (from.type == "MX") {
    record.priority = 10;
    record.content.erase(0, record.content.find(' ') + 1);
  }
  if (record.content.ends_with('.')) record.content.pop_back();
  return record;
}

std::unique_ptr<Api> make_cloudflare(const ProgramOptions& options) {
  auto api = std::make_unique<Cloudflare>();
  if (!options.token.empty()) {
    api->remove_token(Cloudflare::token());
    api->add_token({.value = options.token});
  }
  const auto records = generated_records(options.records);
  const long quota = std::max(3'500L, static_cast<long>(options.records) + 1'000);
  for (std::size_t i = 1; i <= options.zones; ++i) {
    const std::string name = generated_zone_name(i);
    const std::string id = api->add_zone({.name = name, .plan = "pro", .record_quota = quota});
    for (const GeneratedRecord& record : records) api->add_record(id, record_of(record, name));
  }
  return api;
}

}  // namespace

ProgramRow cloudflare_program() {
  return {.name = "cloudflare",
          .title = "Cloudflare's API v4",
          .token = Cloudflare::token(),
          .limit = Cloudflare::documented_limit(),
          .make = make_cloudflare};
}

}  // namespace dnsward::fake
