#include "fakes/program.h"

#include <fmt/format.h>

namespace dnsward::fake {

std::string generated_zone_name(std::size_t number) {
  return fmt::format("zone{:04}.example", number);
}

std::vector<GeneratedRecord> generated_records(std::size_t count) {
  std::vector<GeneratedRecord> records{
      {.name = "@", .type = "TXT", .value = "v=spf1 include:_spf.example.net -all"},
      {.name = "@", .type = "TXT", .value = "example-site-verification=0123456789abcdef"},
      {.name = "_dmarc", .type = "TXT", .value = "v=DMARC1; p=none"},
      {.name = "@", .type = "MX", .value = "10 mx.example.net."},
      {.name = "mail._domainkey", .type = "CNAME", .value = "mail._domainkey.example.net."},
  };
  for (std::size_t i = records.size(); i < count; ++i) {
    records.push_back({.name = fmt::format("host{:04}", i),
                       .type = "A",
                       .value = fmt::format("192.0.2.{}", 1 + i % 254)});
  }
  records.resize(count);
  return records;
}

}  // namespace dnsward::fake
