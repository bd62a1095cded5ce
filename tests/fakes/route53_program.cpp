#include "fakes/program.h"
#include "fakes/route53.h"

#include <fmt/format.h>

namespace dnsward::fake {
namespace {

/// "KEY-ID:SECRET", as an HTTP client's user name and password.
AwsKey key_of(const std::string& token) {
  const std::size_t colon = token.find(':');
  if (colon == std::string::npos) return {};
  return {.id = token.substr(0, colon), .secret = token.substr(colon + 1)};
}

std::string usual_token() {
  const AwsKey key = Route53::key();
  return key.id + ":" + key.secret;
}

std::string credentials(const std::string& token) {
  const AwsKey key = key_of(token);
  return fmt::format("AWS_ACCESS_KEY_ID={}\nAWS_SECRET_ACCESS_KEY={}", key.id, key.secret);
}

std::unique_ptr<Api> make_route53(const ProgramOptions& options) {
  auto api = std::make_unique<Route53>();
  api->rate_limit().set({});
  if (!options.token.empty()) {
    const AwsKey key = key_of(options.token);
    if (key.id.empty() || key.secret.empty()) return nullptr;
    api->keys().remove(Route53::key().id);
    api->keys().add(key);
  }
  const auto records = generated_records(options.records);
  for (std::size_t i = 1; i <= options.zones; ++i) {
    const std::string apex = generated_zone_name(i);
    const std::string id = api->add_zone(apex);
    for (const GeneratedRecord& record : records) {
      const std::string name = record.name == "@" ? apex : record.name + "." + apex;
      const std::string value = record.type == "TXT" ? "\"" + record.value + "\"" : record.value;
      api->add_value(id, name, record.type, value, record.ttl);
    }
  }
  return api;
}

}  // namespace

ProgramRow route53_program() {
  return {.name = "route53",
          .title = "AWS Route 53, signatures checked",
          .token = usual_token(),
          .limit = Route53::documented_limit(),
          .make = make_route53,
          .credentials = credentials};
}

}  // namespace dnsward::fake
